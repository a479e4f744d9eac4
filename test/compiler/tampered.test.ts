/** `verify` on a shipped program of which one instruction is not what was compiled. */
import { describe, expect, it } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { compile } from "../../src/compiler/compile.js";
import {
  decode,
  encode,
  type Instruction,
} from "../../src/compiler/instructions.js";
import { simulatorOf } from "../../src/compiler/simulate.js";
import { verifyProgram } from "../../src/compiler/verify.js";
import { loadPolicy } from "../../src/policy/load.js";
import { diskSource, readPolicy } from "../../src/policy-files.js";
import { meaningOf } from "./support/meaning.js";

const file = readPolicy("python");
const { policy } = loadPolicy(diskSource(file), file);
if (policy === undefined) throw new Error("python has a fault");
const [meaning] = policy.arches;
if (meaning === undefined) throw new Error("python has no arch");
const { arch } = meaning;
const { endian } = archTable(arch);
const bytes = compile(policy, { arch }).bytes;
const program = decode(bytes, endian);

/** Ways to change one instruction, what an attacker would do first. */
function changesOf(one: Instruction): readonly Instruction[] {
  const { code, k, jt, jf } = one;
  const isReturn = code === 0x06;
  return [
    ...(isReturn ? [{ ...one, k: k === 0x7fff0000 ? 0 : 0x7fff0000 }] : []),
    { ...one, jt: jf, jf: jt },
    { ...one, k: (k + 1) >>> 0 },
    { ...one, k: (k ^ 4) >>> 0 },
    { code: 0x06, jt: 0, jf: 0, k: 0x7fff0000 },
  ];
}

describe("verify", () => {
  it("refuses a program with any one instruction changed, by a call that shows it", () => {
    const unharmed = program.flatMap((one, at) => {
      const refused = changesOf(one).some((changed) => {
        const tampered = encode(program.with(at, changed), endian);
        const verdict = verifyProgram(tampered, meaning);
        if (verdict.kind === "not-loadable") return true;
        if (verdict.kind !== "differs") return false;
        const { witness, left, right } = verdict;
        expect(left).toBe(meaningOf(meaning, witness));
        expect(right).toBe(simulatorOf(tampered, endian)(witness).value);
        expect(left).not.toBe(right);
        return true;
      });
      return refused ? [] : [at];
    });
    expect(unharmed).toEqual([]);
  });

  it("accepts an equal program in another layout", () => {
    const byName = archTable(arch).byName;
    const counts = ["futex", "mmap", "openat"].map(
      (name, index) => [byName.get(name)?.nr ?? 0, 10 ** (6 - index)] as const,
    );
    const other = compile(policy, { arch, profile: new Map(counts) }).bytes;
    expect(other).not.toEqual(bytes);
    expect(verifyProgram(other, meaning)).toEqual({ kind: "proven" });
    // A jump more before it: every instruction stands elsewhere.
    const moved = encode(
      [{ code: 0x05, jt: 0, jf: 0, k: 0 }, ...program],
      endian,
    );
    expect(verifyProgram(moved, meaning)).toEqual({ kind: "proven" });
  });
});
