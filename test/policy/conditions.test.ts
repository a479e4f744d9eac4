import { describe, expect, test } from "vitest";
import { meaning } from "./support.js";

/** Each line: syscall, condition, what it means on x86_64. */
const MEANINGS: readonly (readonly [string, string, string])[] = [
  // The kernel's name, the man page's, the position.
  ["openat", "flags == 0", "a2:32 == 0x0"],
  ["openat", "dfd == 0", "a0:32 == 0x0"],
  ["openat", "dirfd == 0", "a0:32 == 0x0"],
  ["openat", "arg2 == 0", "a2:32 == 0x0"],
  ["socket", "domain == AF_UNIX", "a0:32 == 0x1"],
  ["clone", "flags & CLONE_THREAD", "a0:32 & 0x10000 != 0x0"],
  ["prctl", "arg2 == 5", "a1:64 == 0x5"],
  // Widths and signs are the kernel's.
  ["ioctl", "cmd == TIOCSTI", "a1:32 == 0x5412"],
  ["mmap", "prot & PROT_EXEC", "a2:64 & 0x4 != 0x0"],
  ["openat", "dirfd == AT_FDCWD", "a0:32 == 0xffffff9c"],
  ["openat", "dirfd == -100", "a0:32 == 0xffffff9c"],
  ["openat", "dirfd == 0xffffff9c", "a0:32 == 0xffffff9c"],
  ["openat", "dirfd < 0", "a0:32s < 0x0"],
  ["openat", "dirfd >= -100", "a0:32s >= 0xffffff9c"],
  ["kexec_load", "nr_segments <= 16", "a1:64 <= 0x10"],
  ["lseek", "offset < 0", "a1:64s < 0x0"],
  ["lseek", "offset == -1", "a1:64 == 0xffffffffffffffff"],
  // `umode_t` is cut to 16 bits, so higher ones have no effect.
  ["mkdir", "mode == 0o700", "a1:32 & 0xffff == 0x1c0"],
  ["mkdir", "mode & ~0o777", "a1:32 & 0xfe00 != 0x0"],
  ["mkdir", "mode <= 0o777", "a1:32 & 0xffff <= 0x1ff"],
  // Operators.
  ["openat", "flags != 1", "a2:32 != 0x1"],
  ["openat", "flags & 1", "a2:32 & 0x1 != 0x0"],
  ["openat", "(flags & 3) == 1", "a2:32 & 0x3 == 0x1"],
  ["openat", "flags & 3 == 1", "a2:32 & 0x3 == 0x1"],
  ["openat", "flags & 1 | 2 == 1", "a2:32 & 0x3 == 0x1"],
  ["openat", "not flags & 1", "not(a2:32 & 0x1 != 0x0)"],
  ["openat", "flags", "a2:32 != 0x0"],
  ["openat", "(flags)", "a2:32 != 0x0"],
  ["openat", "flags only 1 | 4", "a2:32 & 0xfffffffa == 0x0"],
  ["openat", "flags & 0xf only 1 | 4", "a2:32 & 0xa == 0x0"],
  ["openat", "flags only 0", "a2:32 == 0x0"],
  ["openat", "flags in {1}", "a2:32 == 0x1"],
  ["openat", "flags in {1, 4}", "any(a2:32 == 0x1, a2:32 == 0x4)"],
  ["openat", "dirfd in {3..9}", "all(a0:32s >= 0x3, a0:32s <= 0x9)"],
  [
    "openat",
    "dirfd in {-100, 3..9}",
    "any(a0:32 == 0xffffff9c, all(a0:32s >= 0x3, a0:32s <= 0x9))",
  ],
  ["kexec_load", "flags in {0..9}", "a3:64 <= 0x9"],
  [
    "openat",
    "(flags & 3) in {1..2}",
    "all(a2:32s & 0x3 >= 0x1, a2:32s & 0x3 <= 0x2)",
  ],
  // Precedence: not, and, or.
  [
    "kcmp",
    "pid1 == 1 or pid2 == 2 and type == 3",
    "any(a0:32 == 0x1, all(a1:32 == 0x2, a2:32 == 0x3))",
  ],
  [
    "kcmp",
    "(pid1 == 1 or pid2 == 2) and type == 3",
    "all(any(a0:32 == 0x1, a1:32 == 0x2), a2:32 == 0x3)",
  ],
  [
    "kcmp",
    "not pid1 == 1 and pid2 == 2",
    "all(not(a0:32 == 0x1), a1:32 == 0x2)",
  ],
  [
    "kcmp",
    "not (pid1 == 1 and pid2 == 2)",
    "not(all(a0:32 == 0x1, a1:32 == 0x2))",
  ],
  ["kcmp", "not not pid1 == 1", "not(not(a0:32 == 0x1))"],
  // Numbers and expressions, with C's precedence.
  ["openat", "flags == 0x1F", "a2:32 == 0x1f"],
  ["openat", "flags == 0o17", "a2:32 == 0xf"],
  ["openat", "flags == 017", "a2:32 == 0xf"],
  ["openat", "flags == 1 << 4 | 1", "a2:32 == 0x11"],
  ["openat", "flags == 1 | 6 & 4", "a2:32 == 0x5"],
  ["openat", "flags == 1 << 2 + 1", "a2:32 == 0x8"],
  ["openat", "flags == (1 | 6) & 4", "a2:32 == 0x4"],
  ["openat", "flags == 10 - 2 - 3", "a2:32 == 0x5"],
  ["openat", "flags == - - 3", "a2:32 == 0x3"],
  ["openat", "flags == ~0", "a2:32 == 0xffffffff"],
  ["mmap", "prot == ~0", "a2:64 == 0xffffffffffffffff"],
  ["mmap", "prot == ~(PROT_READ | PROT_WRITE)", "a2:64 == 0xfffffffffffffffc"],
  ["futex", "op & FUTEX_CMD_MASK == FUTEX_WAIT", "a1:32 & 0xfffffe7f == 0x0"],
  // Pointers.
  ["sendto", "addr == 0", "a4:64 == 0x0"],
  ["sendto", "addr != 0", "a4:64 != 0x0"],
  ["sendto", "not addr", "not(a4:64 != 0x0)"],
  // Scalars of every kind.
  ["openat", `"flags == 1"`, "a2:32 == 0x1"],
  ["openat", `'flags == 1'`, "a2:32 == 0x1"],
  [
    "openat",
    "flags == 1\n      and mode == 2",
    "all(a2:32 == 0x1, a3:32 & 0xffff == 0x2)",
  ],
  [
    "openat",
    ">-\n      flags == 1\n      and mode == 2",
    "all(a2:32 == 0x1, a3:32 & 0xffff == 0x2)",
  ],
  [
    "openat",
    "|\n      flags == 1\n\n      and mode == 2\n",
    "all(a2:32 == 0x1, a3:32 & 0xffff == 0x2)",
  ],
  [
    "openat",
    `"flags == 1\n      and mode == 2"`,
    "all(a2:32 == 0x1, a3:32 & 0xffff == 0x2)",
  ],
  ["openat", "flags == 1 # and mode == 2", "a2:32 == 0x1"],
  // A list of which any may hold.
  [
    "openat",
    "[flags == 1, mode == 2]",
    "any(a2:32 == 0x1, a3:32 & 0xffff == 0x2)",
  ],
  [
    "openat",
    "\n      - flags == 1\n      - mode == 2",
    "any(a2:32 == 0x1, a3:32 & 0xffff == 0x2)",
  ],
];

describe("a condition means what the kernel reads", () => {
  test.each(MEANINGS)("%s when %s", (syscall, when, expected) => {
    expect(meaning(syscall, when)).toBe(expected);
  });
});

describe("a condition means something else on another arch", () => {
  test("the order of clone's arguments", () => {
    const when = "newsp == 0 and clone_flags == 17";
    expect(meaning("clone", when, "x86_64")).toBe(
      "all(a1:64 == 0x0, a0:32 == 0x11)",
    );
    expect(meaning("clone", when, "s390x")).toBe(
      "all(a0:64 == 0x0, a1:32 == 0x11)",
    );
  });
  test("a long has 32 bits on a 32-bit arch", () => {
    expect(meaning("mprotect", "prot & PROT_EXEC", "i386")).toBe(
      "a2:32 & 0x4 != 0x0",
    );
    expect(meaning("mprotect", "prot == ~0", "arm")).toBe(
      "a2:32 == 0xffffffff",
    );
  });
  test("the value of a constant", () => {
    expect(meaning("openat", "flags & O_DIRECTORY", "x86_64")).toBe(
      "a2:32 & 0x10000 != 0x0",
    );
    expect(meaning("openat", "flags & O_DIRECTORY", "aarch64")).toBe(
      "a2:32 & 0x4000 != 0x0",
    );
  });
  test("an unsigned int that is compared with a negative constant", () => {
    expect(meaning("utimensat", "dirfd == AT_FDCWD", "i386")).toBe(
      "a0:32 == 0xffffff9c",
    );
  });
});
