/** What the policies of interpreters refuse and allow, once code runs and before. */
import { describe, expect, test } from "vitest";
import { archTable } from "../../syscalls/index.js";
import {
  answer,
  answerTo,
  arches,
  archPolicy,
  has,
  interpreters,
} from "./answers.js";

/** Refused whatever the arguments, once code runs. */
const never = `
  execve execveat fork vfork clone3 ptrace process_vm_readv process_vm_writev
  process_madvise process_mrelease pidfd_open pidfd_getfd pidfd_send_signal kcmp bpf
  perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register io_setup
  io_submit add_key request_key keyctl unshare setns mount umount2 pivot_root chroot
  fsopen fsmount fsconfig fspick open_tree move_mount mount_setattr init_module
  finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff acct
  syslog settimeofday clock_settime clock_adjtime adjtimex sethostname setdomainname
  vhangup quotactl fanotify_init fanotify_mark name_to_handle_at open_by_handle_at
  seccomp personality modify_ldt ioperm iopl setuid setgid setreuid setregid setresuid
  setresgid setfsuid setfsgid setgroups capset setpgid setsid setpriority
  sched_setaffinity sched_setscheduler sched_setattr sched_setparam mlock mlock2
  mlockall memfd_create memfd_secret shmget shmat shmctl msgget semget mq_open splice
  tee vmsplice sync syncfs remap_file_pages migrate_pages move_pages arch_prctl
  set_tid_address chown fchown lchown fchownat setxattr lsetxattr fsetxattr
  removexattr openat2 landlock_create_ruleset landlock_restrict_self tkill
  rt_sigqueueinfo rt_tgsigqueueinfo bind listen accept accept4
`
  .trim()
  .split(/\s+/);

/** Allowed whatever the arguments: without these nothing runs, or ends. */
const always = `
  read write close lseek fstat openat getdents64 exit exit_group rt_sigreturn rt_sigaction
  rt_sigprocmask restart_syscall brk munmap set_robust_list rseq gettid getpid getrandom
  clock_nanosleep epoll_ctl epoll_pwait pread64 fsync
`
  .trim()
  .split(/\s+/);

describe.each(interpreters)("%s, once code runs", (name) => {
  describe.each(arches)("%s", (arch) => {
    // Node's dgram binds before it sends.
    const binds = name === "nodejs-network" ? ["bind"] : [];
    test.each(
      never.filter((syscall) => has(arch, syscall) && !binds.includes(syscall)),
    )("%s is refused whatever its arguments", (syscall) => {
      const policy = archPolicy(name, arch);
      const allowed = policy.rules.filter(
        (rule) =>
          rule.name === syscall &&
          rule.action.action.kind !== "deny" &&
          rule.action.action.kind !== "kill",
      );
      expect(allowed).toEqual([]);
      expect(answer(name, arch, "run", syscall)).toMatch(/^deny/);
    });

    test("what every program does is allowed", () => {
      for (const syscall of always)
        expect([syscall, answer(name, arch, "run", syscall)]).toEqual([
          syscall,
          "allow",
        ]);
    });

    test("clone makes threads and nothing else", () => {
      const CLONE = {
        VM: 0x100n,
        FS: 0x200n,
        FILES: 0x400n,
        SIGHAND: 0x800n,
        PTRACE: 0x2000n,
        VFORK: 0x4000n,
        PARENT: 0x8000n,
        THREAD: 0x10000n,
        NEWNS: 0x20000n,
        SYSVSEM: 0x40000n,
        SETTLS: 0x80000n,
        PARENT_SETTID: 0x100000n,
        CHILD_CLEARTID: 0x200000n,
        NEWUSER: 0x10000000n,
      };
      const pthread =
        CLONE.VM |
        CLONE.FS |
        CLONE.FILES |
        CLONE.SIGHAND |
        CLONE.THREAD |
        CLONE.SYSVSEM |
        CLONE.SETTLS |
        CLONE.PARENT_SETTID |
        CLONE.CHILD_CLEARTID;
      const clone = (clone_flags: bigint): string =>
        answer(name, arch, "run", "clone", { clone_flags });
      const SIGCHLD = 17n;
      expect(clone(pthread)).toBe("allow");
      expect(clone(0n)).toBe("deny(EPERM)");
      expect(clone(SIGCHLD)).toBe("deny(EPERM)");
      expect(clone(CLONE.VM | CLONE.VFORK | SIGCHLD)).toBe("deny(EPERM)");
      expect(clone(pthread & ~CLONE.THREAD)).toBe("deny(EPERM)");
      expect(clone((pthread & ~CLONE.THREAD) | (1n << 48n))).toBe(
        "deny(EPERM)",
      );
      for (const flag of [
        CLONE.PTRACE,
        CLONE.VFORK,
        CLONE.PARENT,
        CLONE.NEWNS,
        CLONE.NEWUSER,
        SIGCHLD,
      ])
        expect(clone(pthread | flag)).toBe("deny(EPERM)");
    });

    test("what libraries fall back from answers ENOSYS", () => {
      for (const syscall of [
        "clone3",
        "openat2",
        "io_uring_setup",
        "futex_waitv",
        "mbind",
      ])
        expect(answer(name, arch, "run", syscall)).toBe("deny(ENOSYS)");
      const FUTEX_LOCK_PI_PRIVATE = 134n;
      const FUTEX_WAIT_BITSET_PRIVATE_REALTIME = 393n;
      expect(
        answer(name, arch, "run", "futex", { op: FUTEX_LOCK_PI_PRIVATE }),
      ).toBe("deny(ENOSYS)");
      expect(
        answer(name, arch, "run", "futex", {
          op: FUTEX_WAIT_BITSET_PRIVATE_REALTIME,
        }),
      ).toBe("allow");
    });

    test("ioctl reads 32 bits of its command, and TIOCSTI is none of those it may", () => {
      const ioctl = (cmd: bigint): string =>
        answer(name, arch, "run", "ioctl", { cmd });
      const TCGETS = 0x5401n;
      const TIOCSTI = 0x5412n;
      const highBits = 0xffffffffn << 32n;
      expect(ioctl(TIOCSTI)).toBe("deny(EPERM)");
      expect(ioctl(TIOCSTI | highBits)).toBe("deny(EPERM)");
      expect(ioctl(TIOCSTI | (1n << 32n))).toBe("deny(EPERM)");
      expect(ioctl(TCGETS)).toBe("allow");
      expect(ioctl(TCGETS | highBits)).toBe("allow");
      expect(ioctl(TCGETS | (1n << 31n))).toBe("deny(EPERM)");
    });

    test("prctl names things and changes nothing", () => {
      const prctl = (option: bigint): string =>
        answer(name, arch, "run", "prctl", { option });
      const PR_SET_NAME = 15n;
      for (let option = 0n; option < 128n; option++)
        expect([option, prctl(option)]).toEqual([
          option,
          // PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_SVE_GET_VL
          [3n, PR_SET_NAME, 16n, 51n].includes(option)
            ? "allow"
            : "deny(EPERM)",
        ]);
      expect(prctl(PR_SET_NAME | (1n << 32n))).toBe("allow");
    });

    test("files can't be made set-user-id or set-group-id by any call", () => {
      const O_CREAT = 0o100n;
      const O_TMPFILE = arch === "x86_64" ? 0o20200000n : 0o20040000n;
      for (const mode of [0o4755n, 0o2755n, 0o6000n]) {
        for (const flags of [O_CREAT, O_TMPFILE, O_CREAT | 1n])
          expect(answer(name, arch, "run", "openat", { flags, mode })).toBe(
            "deny(EPERM)",
          );
        for (const syscall of [
          "mkdirat",
          "fchmod",
          "fchmodat",
          "fchmodat2",
          "mknodat",
        ])
          expect(answer(name, arch, "run", syscall, { mode })).toBe(
            "deny(EPERM)",
          );
      }
      expect(
        answer(name, arch, "run", "openat", { flags: O_CREAT, mode: 0o644n }),
      ).toBe("allow");
      // Without a file to make, the kernel ignores the mode, and so does the rule.
      expect(
        answer(name, arch, "run", "openat", { flags: 0n, mode: 0o6755n }),
      ).toBe("allow");
    });

    test("signals go to one process, never to a group or to everyone", () => {
      const kill = (pid: bigint): string =>
        answer(name, arch, "run", "kill", { pid });
      expect(kill(2n)).toBe("allow");
      expect(kill(0n)).toBe("deny(EPERM)");
      expect(kill(-1n)).toBe("deny(EPERM)");
      expect(kill(0xffffffffn)).toBe("deny(EPERM)");
      expect(kill(0x80000000n)).toBe("deny(EPERM)");
    });

    test("limits of other processes are out of reach", () => {
      expect(answer(name, arch, "run", "prlimit64", { pid: 0n })).toBe("allow");
      expect(answer(name, arch, "run", "prlimit64", { pid: 1n })).toBe(
        "deny(EPERM)",
      );
    });

    test("pipes carry no kernel notices", () => {
      const O_EXCL = 0o200n;
      const O_CLOEXEC = 0o2000000n;
      const pipe2 = (flags: bigint): string =>
        answer(name, arch, "run", "pipe2", { flags });
      expect(pipe2(O_CLOEXEC)).toBe("allow");
      expect(pipe2(O_EXCL)).toBe("deny(EPERM)");
    });

    test("unknown numbers answer ENOSYS", () => {
      const { auditArch } = archTable(arch);
      for (const nr of [600, 1000, 0x3fffffff])
        expect(
          answerTo(name, arch, "run", { arch: auditArch, nr, args: [] }),
        ).toBe("deny(ENOSYS)");
    });

    test("other ABIs of the same machine kill", () => {
      const other = archTable(arch === "x86_64" ? "i386" : "arm").auditArch;
      expect(
        answerTo(name, arch, "run", { arch: other, nr: 1, args: [] }),
      ).toBe("kill");
    });

    test("the interpreter starts under the boot rules, which the run rules drop", () => {
      const SECCOMP_SET_MODE_FILTER = 1n;
      const PR_SET_NO_NEW_PRIVS = 38n;
      const boot = (
        syscall: string,
        args: Readonly<Record<string, bigint>> = {},
      ): readonly string[] => [
        answer(name, arch, "boot", syscall, args),
        answer(name, arch, "run", syscall, args),
      ];
      expect(boot("execve")).toEqual(["allow", "deny(EPERM)"]);
      expect(boot("set_tid_address")).toEqual(["allow", "deny(EPERM)"]);
      expect(boot("seccomp", { op: SECCOMP_SET_MODE_FILTER })).toEqual([
        "allow",
        "deny(EPERM)",
      ]);
      expect(boot("prctl", { option: PR_SET_NO_NEW_PRIVS })).toEqual([
        "allow",
        "deny(EPERM)",
      ]);
      // Refused with a tracer's answer, so that the run filter's listener hears of it later.
      expect(boot("ptrace")).toEqual(["trace", "deny(EPERM)"]);
      expect(boot("clone3")).toEqual(["trace", "deny(ENOSYS)"]);
    });
  });

  test("on x86_64, numbers with the x32 bit kill", () => {
    const { auditArch, byName } = archTable("x86_64");
    const read = byName.get("read")?.nr ?? 0;
    for (const nr of [read | 0x40000000, 0x40000000 | 512, 0x7fffffff])
      expect(
        answerTo(name, "x86_64", "run", { arch: auditArch, nr, args: [] }),
      ).toBe("kill");
  });
});
