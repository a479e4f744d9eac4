/** What policies say of arguments, as their authors write it, is what the real kernel does. */
import { describe, expect, it } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { compile } from "../../src/compiler/compile.js";
import { policyOf } from "../policy/support.js";
import { requires } from "../support/requires.js";
import { canJudge, harmless, judgeAll } from "./support/kernel.js";

const arch = process.arch === "x64" ? "x86_64" : "aarch64";
const here =
  canJudge() &&
  requires(
    process.arch === "x64" || process.arch === "arm64",
    "the judge makes calls on x86_64 and aarch64",
  );

const LOW = 0xffffffffn;
const signExtended = (value: bigint): bigint => BigInt.asUintN(64, value);
/** As a caller may leave it in the register: the lower half, under anything. */
const under = (high: bigint, value: bigint): bigint =>
  (high << 32n) | (BigInt.asUintN(64, value) & LOW);

/** Syscall, condition, the argument that varies, values that match, values that don't. */
const CASES: readonly (readonly [
  syscall: string,
  when: string,
  argument: number,
  matching: readonly bigint[],
  others: readonly bigint[],
])[] = [
  // Compared as 64 bits, this one was CVE-2019-10063.
  [
    "ioctl",
    "cmd == TIOCSTI",
    1,
    [
      0x5412n,
      under(LOW, 0x5412n),
      under(1n, 0x5412n),
      under(0x80000000n, 0x5412n),
    ],
    [0x5411n, 0x5413n, 0x15412n, 0x80005412n, 0x5412n << 32n],
  ],
  [
    "openat",
    "dirfd == AT_FDCWD",
    0,
    [signExtended(-100n), under(0n, -100n), under(7n, -100n)],
    [100n, signExtended(-101n), signExtended(-99n), 0x9cn],
  ],
  [
    "openat",
    "dirfd < 0",
    0,
    [signExtended(-1n), LOW, 0x80000000n, under(3n, 0x80000000n)],
    [0n, 0x7fffffffn, LOW << 32n, under(LOW, 5n)],
  ],
  [
    "lseek",
    "offset < 0",
    1,
    [signExtended(-1n), 1n << 63n],
    [0n, LOW, 0x80000000n, (1n << 63n) - 1n],
  ],
  [
    "mprotect",
    "prot only PROT_READ | PROT_WRITE",
    2,
    [0n, 3n],
    [4n, 1n << 32n, 3n | (1n << 63n)],
  ],
  [
    "kcmp",
    "not pid1 in {-1..1, 100}",
    0,
    [2n, 99n, 101n, signExtended(-2n), under(9n, 2n)],
    [0n, 1n, 100n, signExtended(-1n), LOW, under(9n, 100n)],
  ],
];

describe.skipIf(!here)("the kernel answers by a policy that says", () => {
  it.each(CASES)("%s when %s", (syscall, when, argument, matching, others) => {
    const policy = policyOf(
      `callgate: 1\nname: test\narches: [${arch}]\ndefault: deny(EACCES)\nrules:\n  - deny(ELOOP): ${syscall}\n    when: ${when}\n`,
    );
    const { bytes, results } = harmless(compile(policy, { arch }).bytes);
    const { auditArch, byName } = archTable(arch);
    const nr = byName.get(syscall)?.nr ?? -1;
    const calls = [...matching, ...others].map((value) => ({
      arch: auditArch,
      nr,
      args: Array.from({ length: 6 }, (_, at) =>
        at === argument ? value : 0n,
      ),
    }));
    const [judged] = judgeAll([{ bytes, calls }]);
    // SECCOMP_RET_ERRNO with ELOOP, and with EACCES.
    const refused = results.get(0x00050028);
    const byDefault = results.get(0x0005000d);
    expect(judged?.errno).toBe(0);
    expect(judged?.results).toEqual([
      ...matching.map(() => refused),
      ...others.map(() => byDefault),
    ]);
  });
});
