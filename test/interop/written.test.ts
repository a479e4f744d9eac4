/** The conditions of imported policies: as a person would have written them. */
import { describe, expect, it } from "vitest";
import type { ArchName } from "../../syscalls/index.js";
import { taken } from "./imported.js";

interface Tested {
  readonly index: number;
  readonly value: number;
  readonly op?: string;
  readonly mask?: number;
}

/** The rules of a seccompiler's filter, which compares 32 bits of each argument. */
function written(
  syscall: string,
  rules: readonly (readonly Tested[])[],
  arch: ArchName = "x86_64",
): string {
  const filter = rules.map((tests) => ({
    syscall,
    args: tests.map(({ index, value, op = "eq", mask }) => ({
      index,
      type: "dword",
      op: mask === undefined ? op : { masked_eq: mask },
      val: value,
    })),
  }));
  const text = JSON.stringify({
    a: { default_action: "trap", filter_action: "allow", filter },
  });
  const [policy] = taken({ path: "a.json", text }, "seccompiler", {
    arches: [arch],
  });
  return (policy?.text ?? "")
    .replace(/^[^]*\n {4}when:/, "")
    .replace(/>-?\n/, "")
    .replace(/\s+/g, " ")
    .trim();
}

describe("what is compared", () => {
  it.each([
    ["fcntl", 1, 2, "cmd == F_SETFD"],
    ["fcntl", 1, 1033, "cmd == F_ADD_SEALS"],
    ["futex", 1, 0, "futex_op == FUTEX_WAIT"],
    ["futex", 1, 2, "futex_op == FUTEX_FD"],
    ["futex", 1, 0x89, "futex_op == FUTEX_WAIT_BITSET_PRIVATE"],
    [
      ...(["futex", 1, 0x189] as const),
      "futex_op == FUTEX_WAIT_BITSET_PRIVATE | FUTEX_CLOCK_REALTIME",
    ],
    ["msync", 2, 4, "flags == MS_SYNC"],
    ["socket", 1, 3, "type == SOCK_RAW"],
    [
      "socket",
      1,
      0x80805,
      "type == SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC",
    ],
    ["openat", 2, 0, "flags == O_RDONLY"],
    ["openat", 2, 0x101001, "flags == O_WRONLY | O_SYNC"],
    ["personality", 0, 8, "personality == PER_LINUX32"],
  ] as const)("%s(%i: %i) has its names", (syscall, index, value, text) => {
    expect(written(syscall, [[{ index, value }]])).toBe(text);
  });
});

describe("the bits that are compared", () => {
  it.each([
    [
      "mmap",
      3,
      0xffffffff,
      0x22,
      "(flags & 0xffffffff) == MAP_PRIVATE | MAP_ANONYMOUS",
    ],
    ["mmap", 3, 0xf, 1, "(flags & MAP_TYPE) == MAP_SHARED"],
    ["mmap", 2, 4, 0, "not prot & PROT_EXEC"],
    ["openat", 2, 3, 0, "(flags & O_ACCMODE) == O_RDONLY"],
    ["futex", 1, 0xfffffe7f, 1, "(futex_op & FUTEX_CMD_MASK) == FUTEX_WAKE"],
    ["futex", 1, 0xfffffe00, 0, "futex_op only 511"],
    [
      "socket",
      1,
      0xfff7f7fe,
      0,
      "type only SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC",
    ],
    ["openat", 2, 3, 1, "(flags & O_ACCMODE) == O_WRONLY"],
    ["openat", 2, 0x43, 0x40, "(flags & O_ACCMODE | O_CREAT) == O_CREAT"],
    ["socket", 1, 0xf, 5, "(type & 15) == SOCK_SEQPACKET"],
    [
      "socket",
      1,
      0xfff7f7ff,
      1,
      "(type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)) == SOCK_STREAM",
    ],
    ["futex", 1, 0xfffffe7f, 0, "(futex_op & FUTEX_CMD_MASK) == FUTEX_WAIT"],
    ["lseek", 1, 0xff, 0, "not offset & 255"],
  ] as const)("%s(%i & %i == %i)", (syscall, index, mask, value, text) => {
    expect(written(syscall, [[{ index, mask, value }]])).toBe(text);
  });
});

describe("alternatives", () => {
  const shared = { index: 3, value: 1 };
  const alone = { index: 3, value: 2 };
  const anonymous = { index: 3, value: 0x22 };
  const noCode = { index: 2, mask: 4, value: 0 };
  const data = { index: 2, value: 3 };

  it("of the same bits are one list", () => {
    expect(written("mmap", [[shared], [alone], [anonymous]])).toBe(
      "(flags & 0xffffffff) in {MAP_SHARED, MAP_PRIVATE, MAP_PRIVATE | MAP_ANONYMOUS}",
    );
  });

  it("that share all but those bits are one condition", () => {
    expect(
      written("mmap", [
        [shared, noCode],
        [anonymous, noCode],
      ]),
    ).toBe(
      "(flags & 0xffffffff) in {MAP_SHARED, MAP_PRIVATE | MAP_ANONYMOUS} and not prot & PROT_EXEC",
    );
  });

  it("that differ in two arguments stay apart", () => {
    expect(
      written("mmap", [
        [shared, noCode],
        [anonymous, noCode],
        [shared, data],
        [alone, noCode],
      ]),
    ).toBe(
      "- (flags & 0xffffffff) in {MAP_SHARED, MAP_PRIVATE | MAP_ANONYMOUS, MAP_PRIVATE} and not prot & PROT_EXEC" +
        " - (flags & 0xffffffff) == MAP_SHARED and (prot & 0xffffffff) == PROT_READ | PROT_WRITE",
    );
  });
});

describe("blocks of values", () => {
  const block = (index: number, mask: number, value: number): Tested => ({
    ...{ index, mask, value },
  });
  /** From 1 on: a block for the highest bit that is set. */
  const from1 = (index: number, bits: number): readonly Tested[] =>
    Array.from({ length: bits }, (_, bit) =>
      block(index, -(2 ** bit) >>> 0, 2 ** bit),
    );

  it("that lie side by side are a range", () => {
    const which = [
      block(0, 0xffffffff, 3),
      block(0, 0xfffffffc, 4),
      block(0, 0xfffffff8, 8),
      block(0, 0xfffffff0, 16),
    ];
    const rules = which.map((one) => [one]);
    expect(written("getpriority", rules)).toBe("which in {3..31}");
  });

  it("of two arguments are two ranges, however many there are", () => {
    const rules = from1(0, 31).flatMap((pid) =>
      from1(1, 4).map((sig) => [pid, sig]),
    );
    expect(written("kill", rules)).toBe("pid >= 1 and sig in {1..15}");
  });

  it("that differ in one bit are their values, beside others", () => {
    const type = { index: 1, mask: 15, value: 1 };
    const rules = [
      [block(0, 0xfffffff7, 2), type],
      [block(0, 0xffffffff, 1), type],
    ];
    expect(written("socket", rules)).toBe(
      "domain in {AF_UNIX, AF_INET, AF_INET6} and (type & 15) == SOCK_STREAM",
    );
  });

  it("alone stay as they were written", () => {
    expect(written("getpriority", [[block(0, 0xfffffff0, 16)]])).toBe(
      "(which & 0xfffffff0) == 16",
    );
  });
});

it("modes of files are octal", () => {
  const mode = { index: 1, value: 0, mask: 0o6000 };
  expect(written("fchmod", [[mode]])).toBe("not mode & 0o6000");
});

it("what several rules say of themselves are sentences", () => {
  const rule = (value: number, comment: string): unknown => ({
    syscall: "madvise",
    comment,
    args: [{ index: 2, type: "dword", op: "eq", val: value }],
  });
  const text = JSON.stringify({
    a: {
      default_action: "trap",
      filter_action: "allow",
      filter: [rule(4, "Gives memory back"), rule(18, "Wipes it on a fork.")],
    },
  });
  const [policy] = taken({ path: "a.json", text }, "seccompiler", {
    arches: ["x86_64"],
  });
  expect(policy?.text).toContain("why: Gives memory back. Wipes it on a fork.");
});
