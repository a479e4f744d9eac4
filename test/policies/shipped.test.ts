/** The shipped policies: without a fault on either arch, and strict where it matters. */
import { describe, expect, test } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { compile } from "../../src/compiler/compile.js";
import type { Program } from "../../src/compiler/program.js";
import { simulatorOf, type Simulator } from "../../src/compiler/simulate.js";
import { decide } from "../../src/policy/decide.js";
import { loadPolicy } from "../../src/policy/load.js";
import type { ArchName, ArchPolicy, Phase } from "../../src/policy/model.js";
import {
  diskSource,
  readPolicy,
  shippedPolicyNames,
} from "../../src/policy-files.js";

const arches = ["x86_64", "aarch64"] as const;
type Arch = (typeof arches)[number];

const loaded = new Map(
  shippedPolicyNames().map((name) => {
    const file = readPolicy(name);
    return [name, loadPolicy(diskSource(file), file)];
  }),
);

const interpreters = [
  "python",
  "nodejs",
  "python-network",
  "nodejs-network",
] as const;
const offline = ["python", "nodejs"] as const;

function archPolicy(name: string, arch: ArchName): ArchPolicy {
  const found = loaded
    .get(name)
    ?.policy?.arches.find((one) => one.arch === arch);
  if (found === undefined) throw new Error(`${name} is not there on ${arch}`);
  return found;
}

interface Compiled {
  readonly program: Program;
  readonly simulate: Simulator;
}

const programs = new Map<string, Compiled>();

function programOf(name: string, arch: Arch, phase: Phase): Compiled {
  const key = `${name} ${arch} ${phase}`;
  const known = programs.get(key);
  if (known !== undefined) return known;
  const policy = loaded.get(name)?.policy;
  if (policy === undefined) throw new Error(`${name} has faults`);
  const program = compile(policy, { arch, phase });
  const { endian } = archTable(arch);
  const compiled = { program, simulate: simulatorOf(program.bytes, endian) };
  programs.set(key, compiled);
  return compiled;
}

/** What a policy answers to a call, as its author would write the action. */
function answer(
  name: string,
  arch: Arch,
  phase: Phase,
  syscall: string,
  args: Readonly<Record<string, bigint>> = {},
): string {
  const table = archTable(arch);
  const known = table.byName.get(syscall);
  if (known === undefined) throw new Error(`${arch} has no ${syscall}`);
  const names = known.args.map((argument) => argument.name);
  for (const given of Object.keys(args))
    if (!names.includes(given))
      throw new Error(`${syscall} has no argument ${given}`);
  return answerTo(name, arch, phase, {
    arch: table.auditArch,
    nr: known.nr,
    args: names.map((one) => BigInt.asUintN(64, args[one] ?? 0n)),
  });
}

function answerTo(
  name: string,
  arch: Arch,
  phase: Phase,
  call: { arch: number; nr: number; args: readonly bigint[] },
): string {
  const { action, value } = decide(archPolicy(name, arch), phase, call).action;
  // The program that is installed says the same as the policy that is read.
  expect(programOf(name, arch, phase).simulate(call).value).toBe(value);
  switch (action.kind) {
    case "deny":
      return `deny(${action.errno})`;
    case "kill":
      return action.scope === "thread" ? "kill(thread)" : "kill";
    default:
      return action.kind;
  }
}

const has = (arch: Arch, syscall: string): boolean =>
  archTable(arch).byName.has(syscall);

describe.each([...loaded])("%s", (name, { policy, diagnostics }) => {
  test("has no fault and covers both arches", () => {
    expect(diagnostics).toEqual([]);
    expect(policy?.arches.map(({ arch }) => arch)).toEqual(arches);
  });

  test("says why at each rule that carries a condition or refuses", () => {
    const silent = policy?.rules.filter(
      ({ why, when, action }) =>
        why === undefined && (when !== undefined || action.kind !== "allow"),
    );
    expect(silent).toEqual([]);
  });

  test("boot rules only add", () => {
    expect(
      policy?.rules
        .filter(({ phase }) => phase === "boot")
        .every(({ action }) => action.kind === "allow"),
    ).toBe(true);
  });

  test.each(arches)("compiles for %s, proven, in both phases", (arch) => {
    for (const phase of ["run", "boot"] as const) {
      const { program } = programOf(name, arch, phase);
      expect(program.proven).toBe(true);
      expect(program.relocations).toEqual([]);
    }
  });

  test("knows which policy each of its rules stands in", () => {
    for (const rule of policy?.rules ?? [])
      expect(shippedPolicyNames()).toContain(rule.policy);
    expect(policy?.name).toBe(name);
  });
});

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

const PROT = { READ: 1n, WRITE: 2n, EXEC: 4n };
const MAP = { SHARED: 1n, PRIVATE: 2n, FIXED: 16n, ANONYMOUS: 32n };

describe.each(["python", "python-network"])("%s: memory", (name) => {
  test.each(arches)(
    "on %s nothing is writable and executable, or becomes code",
    (arch) => {
      const mmap = (prot: bigint, flags: bigint): string =>
        answer(name, arch, "run", "mmap", { prot, flags });
      const change = (syscall: string, prot: bigint): string =>
        answer(name, arch, "run", syscall, { prot });
      expect(mmap(PROT.READ | PROT.WRITE, MAP.PRIVATE | MAP.ANONYMOUS)).toBe(
        "allow",
      );
      expect(mmap(PROT.READ | PROT.WRITE, MAP.SHARED)).toBe("allow");
      // A shared library.
      expect(mmap(PROT.READ | PROT.EXEC, MAP.PRIVATE | MAP.FIXED)).toBe(
        "allow",
      );
      for (const exec of [
        PROT.EXEC,
        PROT.READ | PROT.EXEC,
        PROT.WRITE | PROT.EXEC,
        PROT.READ | PROT.WRITE | PROT.EXEC,
      ]) {
        expect(mmap(exec, MAP.PRIVATE | MAP.ANONYMOUS)).toBe("deny(EPERM)");
        expect(mmap(exec, MAP.SHARED)).toBe("deny(EPERM)");
        expect(mmap(exec | PROT.WRITE, MAP.PRIVATE)).toBe("deny(EPERM)");
        expect(mmap(exec | (1n << 32n), MAP.SHARED)).toBe("deny(EPERM)");
        expect(change("mprotect", exec)).toBe("deny(EPERM)");
        expect(change("mprotect", exec | (1n << 40n))).toBe("deny(EPERM)");
        expect(change("pkey_mprotect", exec)).toBe("deny(ENOSYS)");
      }
      expect(change("mprotect", PROT.READ | PROT.WRITE)).toBe("allow");
    },
  );
});

describe.each(["nodejs", "nodejs-network"])("%s: memory", (name) => {
  test.each(arches)("on %s V8 may compile", (arch) => {
    const prot = PROT.READ | PROT.WRITE | PROT.EXEC;
    const flags = MAP.PRIVATE | MAP.ANONYMOUS;
    for (const syscall of ["mprotect", "pkey_mprotect"])
      expect(answer(name, arch, "run", syscall, { prot })).toBe("allow");
    expect(answer(name, arch, "run", "mmap", { prot, flags })).toBe("allow");
  });
});

const AF = { UNIX: 1n, INET: 2n, INET6: 10n, NETLINK: 16n, PACKET: 17n };
const SOCK = { STREAM: 1n, DGRAM: 2n, RAW: 3n, SEQPACKET: 5n };
const SOCK_CLOEXEC = 0o2000000n;
const SOCK_NONBLOCK = 0o4000n;

describe.each(offline)("%s: sockets", (name) => {
  test.each(arches)("on %s no socket of any family", (arch) => {
    for (let family = 0n; family < 64n; family++)
      for (const type of Object.values(SOCK))
        expect(answer(name, arch, "run", "socket", { family, type })).toBe(
          "deny(EPERM)",
        );
    for (const syscall of ["connect", "sendmsg", "recvmsg", "sendmmsg"])
      expect(answer(name, arch, "run", syscall)).toBe("deny(EPERM)");
  });
});

test.each(arches)(
  "on %s Python has connected pairs of Unix streams and no other",
  (arch) => {
    const pair = (family: bigint, type: bigint): string =>
      answer("python", arch, "run", "socketpair", { family, type });
    expect(pair(AF.UNIX, SOCK.STREAM)).toBe("allow");
    expect(pair(AF.UNIX, SOCK.STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK)).toBe(
      "allow",
    );
    expect(pair(AF.UNIX, SOCK.DGRAM)).toBe("deny(EPERM)");
    expect(pair(AF.UNIX, SOCK.SEQPACKET | SOCK_CLOEXEC)).toBe("deny(EPERM)");
    expect(pair(AF.UNIX, 0n)).toBe("deny(EPERM)");
    expect(pair(AF.INET, SOCK.STREAM)).toBe("deny(EPERM)");
    const send = (addr: bigint): string =>
      answer("python", arch, "run", "sendto", { addr });
    expect(send(0n)).toBe("allow");
    expect(send(1n)).toBe("deny(EPERM)");
    expect(send(1n << 32n)).toBe("deny(EPERM)");
    expect(answer("nodejs", arch, "run", "socketpair", { family: 1n })).toBe(
      "deny(EPERM)",
    );
  },
);

describe.each(["python-network", "nodejs-network"])("%s", (name) => {
  test.each(arches)(
    "on %s connects by TCP and UDP and nothing else",
    (arch) => {
      const socket = (family: bigint, type: bigint, protocol = 0n): string =>
        answer(name, arch, "run", "socket", { family, type, protocol });
      const [TCP, UDP, ICMP, MPTCP] = [6n, 17n, 1n, 262n];
      for (const family of [AF.INET, AF.INET6]) {
        expect(socket(family, SOCK.STREAM)).toBe("allow");
        expect(socket(family, SOCK.STREAM | SOCK_CLOEXEC, TCP)).toBe("allow");
        expect(socket(family, SOCK.DGRAM | SOCK_NONBLOCK, UDP)).toBe("allow");
        for (const [type, protocol] of [
          [SOCK.DGRAM, ICMP],
          [SOCK.STREAM, MPTCP],
          [SOCK.RAW, 0n],
          [SOCK.RAW, 255n],
          [SOCK.SEQPACKET, 0n],
        ] as const)
          expect(socket(family, type, protocol)).toBe("deny(EAFNOSUPPORT)");
      }
      for (const family of [AF.UNIX, AF.NETLINK, AF.PACKET, 38n, 40n])
        expect(socket(family, SOCK.DGRAM)).toBe("deny(EAFNOSUPPORT)");
      expect(answer(name, arch, "run", "connect")).toBe("allow");
      const [SOL_SOCKET, SO_ATTACH_FILTER, SO_KEEPALIVE] = [1n, 26n, 9n];
      const option = (level: bigint, optname: bigint): string =>
        answer(name, arch, "run", "setsockopt", { level, optname });
      expect(option(SOL_SOCKET, SO_KEEPALIVE)).toBe("allow");
      expect(option(SOL_SOCKET, SO_ATTACH_FILTER)).toBe("deny(EPERM)");
      // IPT_SO_SET_REPLACE
      expect(option(0n, 64n)).toBe("deny(EPERM)");
    },
  );
});
