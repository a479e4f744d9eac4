/**
 * Syscalls that do what another one does: a rule that narrows or refuses the first is in
 * vain where the second is left open. Arguments are matched by the kernel's names; one that
 * the second call does not have may be anything, as where it lies behind a pointer. Data
 * alone.
 */
export interface WayRound {
  readonly narrow: string;
  readonly ways: readonly string[];
}

export const waysRound: readonly WayRound[] = [
  { narrow: "open", ways: ["openat", "openat2", "creat"] },
  { narrow: "openat", ways: ["openat2", "open", "creat"] },
  { narrow: "clone", ways: ["clone3"] },
  { narrow: "execve", ways: ["execveat"] },
  { narrow: "execveat", ways: ["execve"] },
  {
    narrow: "kill",
    ways: [
      "tkill",
      "tgkill",
      "pidfd_send_signal",
      "rt_sigqueueinfo",
      "rt_tgsigqueueinfo",
    ],
  },
  { narrow: "tgkill", ways: ["tkill", "rt_tgsigqueueinfo"] },
  { narrow: "sendto", ways: ["sendmsg", "sendmmsg"] },
  { narrow: "sendmsg", ways: ["sendmmsg"] },
  { narrow: "recvmsg", ways: ["recvmmsg"] },
  { narrow: "mprotect", ways: ["pkey_mprotect"] },
  { narrow: "mmap", ways: ["mmap2"] },
  { narrow: "chmod", ways: ["fchmodat", "fchmodat2", "fchmod"] },
  { narrow: "fchmod", ways: ["fchmodat2"] },
  { narrow: "fchmodat", ways: ["fchmodat2"] },
  { narrow: "chown", ways: ["lchown", "fchownat", "fchown"] },
  { narrow: "mknod", ways: ["mknodat"] },
  { narrow: "mkdir", ways: ["mkdirat"] },
  { narrow: "unlink", ways: ["unlinkat"] },
  { narrow: "rmdir", ways: ["unlinkat"] },
  { narrow: "rename", ways: ["renameat", "renameat2"] },
  { narrow: "renameat", ways: ["renameat2"] },
  { narrow: "link", ways: ["linkat"] },
  { narrow: "symlink", ways: ["symlinkat"] },
  { narrow: "setxattr", ways: ["lsetxattr", "fsetxattr", "setxattrat"] },
  { narrow: "mount", ways: ["fsmount", "move_mount"] },
  { narrow: "umount", ways: ["umount2"] },
  { narrow: "init_module", ways: ["finit_module"] },
  { narrow: "kexec_load", ways: ["kexec_file_load"] },
  { narrow: "quotactl", ways: ["quotactl_fd"] },
  { narrow: "setuid", ways: ["setreuid", "setresuid"] },
  { narrow: "setgid", ways: ["setregid", "setresgid"] },
  { narrow: "setrlimit", ways: ["prlimit64"] },
  { narrow: "read", ways: ["readv", "pread64", "preadv", "preadv2"] },
  { narrow: "write", ways: ["writev", "pwrite64", "pwritev", "pwritev2"] },
  { narrow: "pread64", ways: ["preadv", "preadv2"] },
  { narrow: "pwrite64", ways: ["pwritev", "pwritev2"] },
  { narrow: "preadv", ways: ["preadv2"] },
  { narrow: "pwritev", ways: ["pwritev2"] },
  { narrow: "accept", ways: ["accept4"] },
  { narrow: "accept4", ways: ["accept"] },
  { narrow: "pipe", ways: ["pipe2"] },
  { narrow: "fork", ways: ["vfork"] },
  { narrow: "vfork", ways: ["fork"] },
  { narrow: "fcntl", ways: ["fcntl64"] },
  { narrow: "fcntl64", ways: ["fcntl"] },
  { narrow: "sched_setscheduler", ways: ["sched_setattr"] },
];
