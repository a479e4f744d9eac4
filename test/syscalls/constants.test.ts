/** Named constants and errnos: values of known names per arch, and all of x86_64's against the installed headers. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  archNames,
  constantFamilies,
  constants,
  constantsByFamily,
  constantSource,
  errnos,
  type ArchName,
} from "../../syscalls/index.js";
import { hasCommand, requires } from "../support/requires.js";

/** The arches on which `name` has `value`. */
function archesWith(name: string, value: bigint | undefined): ArchName[] {
  return archNames.filter((arch) => constants(arch).get(name) === value);
}

describe("a constant has the value of its arch", () => {
  it("open flags: arm, aarch64 and ppc64le have their own", () => {
    const own = ["aarch64", "arm", "ppc64le"];
    const others = archNames.filter((arch) => !own.includes(arch));
    expect(archesWith("O_DIRECTORY", 0o40000n)).toEqual(own);
    expect(archesWith("O_DIRECTORY", 0o200000n)).toEqual(others);
    expect(archesWith("O_NOFOLLOW", 0o100000n)).toEqual(own);
    expect(archesWith("O_DIRECT", 0o200000n)).toEqual(["aarch64", "arm"]);
    expect(archesWith("O_DIRECT", 0o400000n)).toEqual(["ppc64le"]);
    expect(archesWith("O_CREAT", 0o100n)).toEqual(archNames);
  });

  it("memory flags: ppc64le has its own, x86 alone has MAP_32BIT", () => {
    expect(archesWith("MAP_NORESERVE", 0x40n)).toEqual(["ppc64le"]);
    expect(archesWith("MAP_LOCKED", 0x80n)).toEqual(["ppc64le"]);
    expect(archesWith("MCL_FUTURE", 0x4000n)).toEqual(["ppc64le"]);
    expect(archesWith("MAP_32BIT", 0x40n)).toEqual(["x86_64", "x32", "i386"]);
    expect(archesWith("PROT_BTI", 0x10n)).toEqual(["aarch64"]);
    expect(archesWith("PROT_EXEC", 4n)).toEqual(archNames);
  });

  it("ioctl codes carry the size of the arch's struct and ppc64le's own direction bits", () => {
    expect(constants("x86_64").get("TCGETS")).toBe(0x5401n);
    expect(constants("ppc64le").get("TCGETS")).toBe(0x402c7413n);
    expect(archesWith("TIOCSTI", 0x5412n)).toEqual(archNames);
    expect(archesWith("FIONREAD", 0x4004667fn)).toEqual(["ppc64le"]);
    expect(archesWith("FS_IOC_GETFLAGS", 0x80086601n)).toEqual([
      "x86_64",
      "aarch64",
      "riscv64",
      "s390x",
      "loongarch64",
    ]);
    expect(archesWith("FS_IOC_GETFLAGS", 0x80046601n)).toEqual([
      "x32",
      "i386",
      "arm",
    ]);
    expect(archesWith("TUNSETIFF", 0x400454can)).toEqual(
      archNames.filter((arch) => arch !== "ppc64le"),
    );
  });

  it("structs are aligned as the arch's compiler aligns them", () => {
    // struct blk_user_trace_setup has 64-bit members, which i386 alone packs at 4 bytes.
    expect(archesWith("BLKTRACESETUP", 0xc0401273n)).toEqual(["i386"]);
    expect(constants("arm").get("BLKTRACESETUP")).toBe(0xc0481273n);
  });

  it("devices have theirs, where their structs have one size", () => {
    for (const [name, value] of [
      ["SG_IO", 0x2285n],
      ["CDROMEJECT", 0x5309n],
      ["HDIO_GETGEO", 0x301n],
      ["I2C_SLAVE", 0x703n],
    ] as const)
      expect([name, archesWith(name, value)]).toEqual([name, archNames]);
    for (const [name, value] of [
      ["EVIOCGRAB", 0x40044590n],
      ["UI_DEV_CREATE", 0x5501n],
      ["DRM_IOCTL_SET_MASTER", 0x641en],
      ["VFIO_GET_API_VERSION", 0x3b64n],
      ["RTC_AIE_ON", 0x7001n],
    ] as const)
      expect([name, archesWith(name, value)]).toEqual([
        name,
        archNames.filter((arch) => arch !== "ppc64le"),
      ]);
    // Times in these structs have the size that a 32-bit C library chooses.
    const long32 = ["x32", "i386", "arm"];
    expect(archesWith("VIDIOC_DQBUF", undefined)).toEqual(long32);
    expect(archesWith("SNDRV_PCM_IOCTL_STATUS", undefined)).toEqual(long32);
    expect(constants("x86_64").get("VIDIOC_DQBUF")).toBe(0xc0585611n);
  });

  it("names of kernels after the source are known, and none of its own", () => {
    expect(archesWith("MADV_GUARD_INSTALL", 102n)).toEqual(archNames);
    expect(constantsByFamily("arm").get("memory")?.has("MADV_GUARD_REMOVE")).toBe(
      true,
    );
    const read = (name: string): { readonly [key: string]: unknown } =>
      JSON.parse(
        readFileSync(new URL(`../../syscalls/${name}`, import.meta.url), "utf8"),
      );
    const generated = JSON.stringify(read("constants.json"));
    const newer = read("newer.json")["constants"] as { readonly name: string }[];
    expect(newer.filter(({ name }) => generated.includes(`"${name}"`))).toEqual([]);
  });

  it("clone's and socket's values are the same everywhere", () => {
    for (const [name, value] of [
      ["CLONE_VM", 0x100n],
      ["CLONE_NEWUSER", 0x10000000n],
      ["CLONE_IO", 0x80000000n],
      ["AF_UNIX", 1n],
      ["AF_INET6", 10n],
      ["AF_NETLINK", 16n],
      ["SOCK_STREAM", 1n],
      ["SOCK_CLOEXEC", 0o2000000n],
      ["SOCK_NONBLOCK", 0o4000n],
      ["IPPROTO_TCP", 6n],
      ["AT_FDCWD", -100n],
      ["PR_SET_NO_NEW_PRIVS", 38n],
      ["ADDR_NO_RANDOMIZE", 0x40000n],
      ["SECCOMP_SET_MODE_FILTER", 1n],
      ["KEY_SPEC_SESSION_KEYRING", -3n],
      ["BPF_PROG_LOAD", 5n],
      ["SYS_SOCKET", 1n],
      ["SEMTIMEDOP", 4n],
      ["SYSLOG_ACTION_READ_ALL", 3n],
      ["CSIGNAL", 0xffn],
      ["IPC_64", 0x100n],
      ["OPEN_TREE_CLOEXEC", 0o2000000n],
      ["STDERR_FILENO", 2n],
    ] as const) {
      expect([name, archesWith(name, value)]).toEqual([name, archNames]);
    }
    expect(archesWith("SOL_SOCKET", 1n)).toEqual(archNames);
    expect(archesWith("SO_PASSCRED", 20n)).toEqual(["ppc64le"]);
  });

  it("names that only C libraries have mean the kernel's values", () => {
    for (const arch of archNames) {
      const known = constants(arch);
      expect(known.get("MAP_ANON")).toBe(known.get("MAP_ANONYMOUS"));
      expect(known.get("O_RSYNC")).toBe(known.get("O_SYNC"));
      expect(known.get("O_ASYNC")).toBe(0o20000n);
      expect(known.get("PF_INET")).toBe(2n);
      expect(known.get("R_OK")).toBe(4n);
      expect(errnos(arch).get("ENOTSUP")).toBe(95);
    }
  });

  it("arch_prctl's are x86's alone", () => {
    expect(archesWith("ARCH_SET_FS", 0x1002n)).toEqual([
      "x86_64",
      "x32",
      "i386",
    ]);
  });

  it("record locks: 32-bit programs have a second set", () => {
    expect(archesWith("F_SETLK64", 13n)).toEqual(["x32", "i386", "arm"]);
  });
});

describe("an errno has the value of its arch", () => {
  it("EDEADLOCK is another on ppc64le", () => {
    expect(errnos("x86_64").get("EDEADLOCK")).toBe(35);
    expect(errnos("ppc64le").get("EDEADLOCK")).toBe(58);
    expect(errnos("ppc64le").get("EDEADLK")).toBe(35);
  });

  it.each(archNames)("on %s the common ones are everyone's", (arch) => {
    const values = errnos(arch);
    expect(values.get("EPERM")).toBe(1);
    expect(values.get("ENOSYS")).toBe(38);
    expect(values.get("EHWPOISON")).toBe(133);
    expect(values.size).toBeGreaterThan(130);
    for (const value of values.values()) {
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThan(4096);
    }
  });
});

/** Families that 32-bit arches have nothing of. */
const ONLY_64: readonly string[] = ["video ioctl", "sound ioctl"];

describe.each(archNames)("the constants of %s", (arch) => {
  it("are many, in families, and built once", () => {
    expect(constants(arch).size).toBeGreaterThan(2000);
    expect(constants(arch)).toBe(constants(arch));
    expect([...constantsByFamily(arch).keys()]).toEqual(constantFamilies);
    for (const [family, values] of constantsByFamily(arch)) {
      if (["arch_prctl", "kvm ioctl", ...ONLY_64].includes(family)) continue;
      expect([family, values.size > 0]).toEqual([family, true]);
    }
  });

  it("fit 64 bits", () => {
    for (const [name, value] of constants(arch)) {
      const fits = value >= -(1n << 63n) && value < 1n << 64n;
      expect([name, fits]).toEqual([name, true]);
    }
  });
});

it("say which kernel they are from", () => {
  expect(constantSource).toMatch(/^linux-source-6\.12 6\.12\.\d+/);
});

const compiler =
  requires(hasCommand("cc"), "cc (build-essential)") &&
  requires(
    process.arch === "x64" && existsSync("/usr/include/linux/seccomp.h"),
    "x86_64's own headers (linux-libc-dev)",
  );

describe.skipIf(!compiler)("the installed headers of x86_64", () => {
  /** What a C library defines otherwise than the kernel, and why. */
  const differences: Readonly<Record<string, string>> = {
    O_LARGEFILE: "glibc makes it 0 where every file is large",
    SIGRTMIN: "glibc keeps the first two real-time signals for itself",
    F_GETLK64: "glibc gives the 64-bit names to the only set there is",
    F_SETLK64: "glibc gives the 64-bit names to the only set there is",
    F_SETLKW64: "glibc gives the 64-bit names to the only set there is",
  };

  it("give every macro that they have our value", () => {
    const ours = constants("x86_64");
    const theirs = readMacros([...ours.keys()]);
    expect(theirs.size).toBeGreaterThan(1200);
    const differing: string[] = [];
    for (const [name, value] of theirs) {
      if (ours.get(name) !== value && differences[name] === undefined) {
        differing.push(`${name} is ${value}, ours is ${ours.get(name)}`);
      }
    }
    expect(differing).toEqual([]);
  });

  const headers = [
    "fcntl.h",
    "sched.h",
    "signal.h",
    "poll.h",
    "sys/epoll.h",
    "asm/termbits.h",
    "sys/ioctl.h",
    "sys/mman.h",
    "sys/mount.h",
    "sys/prctl.h",
    "sys/ptrace.h",
    "sys/resource.h",
    "sys/socket.h",
    "sys/stat.h",
    "sys/timerfd.h",
    "sys/wait.h",
    "netinet/in.h",
    "netinet/tcp.h",
    "asm/prctl.h",
    "linux/blktrace_api.h",
    "linux/btrfs.h",
    "linux/cdrom.h",
    "linux/dm-ioctl.h",
    "linux/fd.h",
    "linux/hdreg.h",
    "linux/i2c-dev.h",
    "linux/input.h",
    "linux/rtc.h",
    "linux/uinput.h",
    "linux/usbdevice_fs.h",
    "linux/vfio.h",
    "linux/videodev2.h",
    "linux/watchdog.h",
    "sound/asound.h",
    "linux/bpf.h",
    "linux/capability.h",
    "linux/fiemap.h",
    "linux/fs.h",
    "linux/futex.h",
    "linux/if_tun.h",
    "linux/io_uring.h",
    "linux/ioprio.h",
    "linux/kd.h",
    "linux/keyctl.h",
    "linux/kvm.h",
    "linux/landlock.h",
    "linux/loop.h",
    "linux/memfd.h",
    "linux/mempolicy.h",
    "linux/net.h",
    "linux/netlink.h",
    "linux/nsfs.h",
    "linux/perf_event.h",
    "linux/random.h",
    "linux/reboot.h",
    "linux/seccomp.h",
    "linux/serial.h",
    "linux/sockios.h",
    "linux/userfaultfd.h",
    "linux/vhost.h",
    "linux/vt.h",
  ];

  /** Compiles a program that prints each of `names` that the headers define as a macro. */
  function readMacros(names: readonly string[]): Map<string, bigint> {
    const folder = mkdtempSync(join(tmpdir(), "callgate-constants-"));
    try {
      const program = join(folder, "print");
      const source = [
        "#define _GNU_SOURCE",
        "#include <stdio.h>",
        ...headers.map((header) => `#include <${header}>`),
        "int main(void) {",
        ...names.flatMap((name) => [
          `#ifdef ${name}`,
          `printf("${name} "); printf((${name}) < 0 ? "%lld\\n" : "%llu\\n", (long long)(${name}));`,
          "#endif",
        ]),
        "}",
      ].join("\n");
      execFileSync("cc", ["-w", "-O0", "-x", "c", "-", "-o", program], {
        input: source,
      });
      const output = execFileSync(program, { encoding: "utf8" });
      return new Map(
        output
          .trim()
          .split("\n")
          .map((line) => {
            const [name = "", value = ""] = line.split(" ");
            return [name, BigInt(value)];
          }),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
});
