/**
 * Which named constants an argument takes, so that a number from a call or from another
 * tool's file can be written as a person would write it. Names of arguments are the kernel's.
 */
export interface Vocabulary {
  /** `values`: the argument is one of the constants; `flags`: it is some of them together. */
  readonly kind: "values" | "flags";
  readonly names: RegExp;
  /** Of flags: these bits are one number, with names of its own (`O_ACCMODE`, `SOCK_TYPE_MASK`). */
  readonly number?: NumberBeside;
  /** The same where the whole is compared, and the number has names with a flag (`FUTEX_WAIT_PRIVATE`). */
  readonly compared?: NumberBeside;
}

interface NumberBeside {
  readonly mask: bigint;
  readonly names: RegExp;
}

function values(names: RegExp): Vocabulary {
  return { kind: "values", names };
}

function flags(names: RegExp): Vocabulary {
  return { kind: "flags", names };
}

function flagsBeside(mask: bigint, number: RegExp, names: RegExp): Vocabulary {
  return { kind: "flags", names, number: { mask, names: number } };
}

// What is a flag of unshare's and clone3's there is a part of the signal here.
const CLONE = flagsBeside(0xffn, /^SIG[A-Z0-9]+$/, /^CLONE_(?!NEWTIME$)/);
const UNSHARE = flags(/^CLONE_/);
const OPEN = flagsBeside(3n, /^O_(RDONLY|WRONLY|RDWR)$/, /^O_/);
const MAP = flagsBeside(3n, /^MAP_(SHARED|PRIVATE|SHARED_VALIDATE)$/, /^MAP_/);
const FUTEX: Vocabulary = {
  ...flagsBeside(
    0x7fn,
    /^FUTEX_(?!PRIVATE_FLAG|CLOCK_REALTIME|CMD_MASK|32$|\w+_PRIVATE)/,
    /^FUTEX_(PRIVATE_FLAG|CLOCK_REALTIME|CMD_MASK)$/,
  ),
  compared: {
    mask: 0xffn,
    names: /^FUTEX_(?!PRIVATE_FLAG|CLOCK_REALTIME|CMD_MASK|32$)/,
  },
};
// Not what locks, owners and seals are.
const DESCRIPTOR = values(
  /^F_(?!OWNER_|SEAL_|LINUX_|OK$|(RD|WR|UN|EX|SH)LCK$)[A-Z0-9_]+$/,
);
const PROTECTION = flags(/^PROT_/);
const AT = flags(/^AT_(?!FDCWD)/);
const SIGNAL = values(/^SIG[A-Z0-9]+$/);
const CLOCK = values(/^CLOCK_/);
const DIRECTORY = values(/^AT_FDCWD$/);
const FAMILY = values(/^AF_/);
const SOCKET_TYPE = flagsBeside(
  0xfn,
  /^SOCK_(STREAM|DGRAM|RAW|RDM|SEQPACKET|DCCP|PACKET)$/,
  /^SOCK_/,
);
const RESOURCE = values(/^RLIMIT_/);
const MESSAGE = flags(/^MSG_/);
const TIMER = flags(/^TFD_(NONBLOCK|CLOEXEC)$/);

/** By argument; an argument that means different things is found by `SYSCALL.ARGUMENT`. */
const VOCABULARIES: ReadonlyMap<string, Vocabulary> = new Map([
  ["clone_flags", CLONE],
  ["unshare_flags", UNSHARE],
  ["setns.flags", UNSHARE],
  ["setns.nstype", UNSHARE],
  ["open.flags", OPEN],
  ["openat.flags", OPEN],
  ["pipe2.flags", OPEN],
  ["dup3.flags", OPEN],
  ["dfd", DIRECTORY],
  ["olddfd", DIRECTORY],
  ["newdfd", DIRECTORY],
  ["mmap.prot", PROTECTION],
  ["mmap2.prot", PROTECTION],
  ["mmap_pgoff.prot", PROTECTION],
  ["mprotect.prot", PROTECTION],
  ["pkey_mprotect.prot", PROTECTION],
  ["mmap.flags", MAP],
  ["mmap2.flags", MAP],
  ["mremap.flags", flags(/^MREMAP_/)],
  ["msync.flags", flags(/^MS_(ASYNC|INVALIDATE|SYNC)$/)],
  ["madvise.behavior", values(/^MADV_/)],
  [
    "ioctl.cmd",
    // Not VFIO's and binder's: several of their commands have one number.
    values(
      /^(TIOC|TC[SGX]|FIO|SIO|BLK|TUN|KVM_|FS_IOC_|F[IS]G|UI_|USBDEVFS_|HIDIOC|EVIOC|UFFDIO_|USERFAULTFD_IOC|UDMABUF_|DMA_BUF_IOCTL_(SYNC|EXPORT)|DRM_IOCTL_|VIDIOC_|SNDRV_|CDROM|DM_|RTC_|WDIOC_|LOOP_|NBD_|VHOST_|SECCOMP_IOCTL_|PERF_EVENT_IOC_)/,
    ),
  ],
  ["fcntl.cmd", DESCRIPTOR],
  ["fcntl64.cmd", DESCRIPTOR],
  [
    "prctl.option",
    // Not the values of the options' own arguments, which begin alike.
    values(
      /^PR_(?!CAP_AMBIENT_|ENDIAN_|FP_EXC_|FPEMU_|FP_MODE_|MCE_KILL_[CDELS]|MDWE_|MTE_|PAC_AP|PPC_DEXCR_|RISCV_(CTX|SCOPE|V_VSTATE)|SCHED_CORE_|SET_MM_|SET_PTRACER_ANY|SET_VMA_|SPEC_|SYS_DISPATCH_|TAGGED_|TIMING_|TSC_|UNALIGN_|S[MV]E_VL_|S[MV]E_SET_VL_ONEXEC)/,
    ),
  ],
  ["arch_prctl.option", values(/^ARCH_/)],
  ["arch_prctl.code", values(/^ARCH_/)],
  ["futex.op", FUTEX],
  ["futex_time64.op", FUTEX],
  [
    "personality.personality",
    flags(/^(PER_|UNAME26$|ADDR_|MMAP_|READ_IMPLIES|STICKY|WHOLE_|SHORT_)/),
  ],
  ["family", FAMILY],
  ["socket.type", SOCKET_TYPE],
  ["socketpair.type", SOCKET_TYPE],
  ["accept4.flags", SOCKET_TYPE],
  ["sendto.flags", MESSAGE],
  ["recvfrom.flags", MESSAGE],
  ["sendmsg.flags", MESSAGE],
  ["recvmsg.flags", MESSAGE],
  ["setsockopt.level", values(/^SOL_/)],
  ["getsockopt.level", values(/^SOL_/)],
  ["kill.sig", SIGNAL],
  ["tkill.sig", SIGNAL],
  ["tgkill.sig", SIGNAL],
  ["rt_sigaction.sig", SIGNAL],
  ["rt_sigprocmask.how", values(/^SIG_(BLOCK|UNBLOCK|SETMASK)$/)],
  ["which_clock", CLOCK],
  ["timerfd_create.clockid", CLOCK],
  ["timerfd_create.flags", TIMER],
  ["timerfd_settime.flags", flags(/^TFD_TIMER_/)],
  ["whence", values(/^SEEK_/)],
  ["unlinkat.flag", AT],
  ["newfstatat.flag", AT],
  ["statx.flags", AT],
  ["faccessat2.flags", AT],
  ["eventfd2.flags", flags(/^EFD_/)],
  ["epoll_create1.flags", flags(/^EPOLL_CLOEXEC$/)],
  ["epoll_ctl.op", values(/^EPOLL_CTL_/)],
  ["inotify_init1.flags", flags(/^IN_(NONBLOCK|CLOEXEC)$/)],
  ["memfd_create.flags", flags(/^MFD_/)],
  ["getrandom.flags", flags(/^GRND_/)],
  ["seccomp.op", values(/^SECCOMP_(SET|GET)_/)],
  ["seccomp.flags", flags(/^SECCOMP_FILTER_FLAG_/)],
  ["bpf.cmd", values(/^BPF_[A-Z_]+$/)],
  ["keyctl.option", values(/^KEYCTL_/)],
  ["keyctl.cmd", values(/^KEYCTL_/)],
  ["ptrace.request", values(/^PTRACE_(?!SYSCALL_INFO|EVENT|O_)/)],
  ["prlimit64.resource", RESOURCE],
  ["getrlimit.resource", RESOURCE],
  ["setrlimit.resource", RESOURCE],
  ["getrusage.who", values(/^RUSAGE_/)],
  ["sched_setscheduler.policy", values(/^SCHED_/)],
  [
    "wait4.options",
    flags(/^(WNOHANG|WUNTRACED|WCONTINUED|__WALL|__WCLONE|__WNOTHREAD)$/),
  ],
]);

export function vocabularyOf(
  syscall: string,
  argument: string,
): Vocabulary | undefined {
  return (
    VOCABULARIES.get(`${syscall}.${argument}`) ?? VOCABULARIES.get(argument)
  );
}

/** Masks and shifts, and sizes that mean something beside another flag only. */
export const NO_FLAG = /MASK|SHIFT|ACCMODE|_TYPE$|_HUGE_\d/;

/** Of several names with one value, the one that people use. */
export const PREFERRED: ReadonlySet<string> = new Set([
  "AF_UNIX",
  "AF_NETLINK",
  "O_EXCL",
  "O_NONBLOCK",
  "O_SYNC",
  "MAP_ANONYMOUS",
  "SIGABRT",
  "SIGCHLD",
  "SIGIO",
  "PER_LINUX",
  "FIONREAD",
]);
