/** What is read out of programs, held to the simulator: ours, libseccomp-like, and damaged ones. */
import { expect, it } from "vitest";
import { archTable, type ArchName } from "../../syscalls/index.js";
import { ProgramReader } from "../../src/audit/regions/program.js";
import { compileArch } from "../../src/compiler/compile.js";
import { programFault } from "../../src/compiler/check.js";
import {
  decode,
  encode,
  type Instruction,
} from "../../src/compiler/instructions.js";
import type { Call } from "../../src/compiler/call.js";
import { simulatorOf } from "../../src/compiler/simulate.js";
import { Fault } from "../../src/document/fault.js";
import { holds } from "../../src/policy/decide.js";
import {
  boundaryCalls,
  pick,
  randomFrom,
  randomPolicy,
  word64,
  type Random,
} from "../compiler/support/random.js";

const none = new Map<string, bigint>();

/** The last boundary that is not above: the number that stands for all up to the next one. */
function standing(boundaries: readonly number[], value: number): number {
  return boundaries.filter((one) => one <= value).at(-1) ?? 0;
}

/** What the reader says of a call, by the number that stands for the call's own. */
function answerOf(reader: ProgramReader, call: Call): number | undefined {
  const nr = standing(reader.boundaries("nr"), call.nr);
  const arch = standing(reader.boundaries("arch"), call.arch);
  const args = [0, 1, 2, 3, 4, 5].map((index) => call.args[index] ?? 0n);
  return reader
    .cases(arch, nr)
    .find(
      ({ condition }) =>
        condition === undefined || holds(condition, args, none),
    )?.value;
}

const arches: readonly ArchName[] = ["x86_64", "s390x", "i386", "aarch64"];

it("every call gets what the simulator says, on either byte order", () => {
  for (let seed = 1; seed <= 40; seed++) {
    const arch = pick(randomFrom(seed), arches);
    const random = randomFrom(seed * 7);
    const policy = randomPolicy(random, arch, 1 + (seed % 12));
    const { endian } = archTable(arch);
    const { bytes } = compileArch(policy, []);
    const reader = new ProgramReader(bytes, endian, "program");
    const simulate = simulatorOf(bytes, endian);
    for (const call of boundaryCalls(policy, random, 8))
      expect(answerOf(reader, call), `seed ${seed}, ${String(call.nr)}`).toBe(
        simulate(call).value,
      );
  }
});

/** Arithmetic between a load and what tests it, as other compilers may write. */
function damaged(
  program: readonly Instruction[],
  random: Random,
): readonly Instruction[] {
  const at = random(program.length);
  const one = program[at];
  if (one === undefined) return program;
  const small = random(32);
  const word = Number(word64(random) & 0xffffffffn);
  return program.with(
    at,
    pick(random, [
      { ...one, k: (one.k ^ (1 << small)) >>> 0 },
      { ...one, jt: one.jf, jf: one.jt },
      { code: pick(random, [0x54, 0x44, 0xa4]), jt: 0, jf: 0, k: word },
      { code: pick(random, [0x64, 0x74]), jt: 0, jf: 0, k: small },
      { code: pick(random, [0x04, 0x84, 0x07, 0x02]), jt: 0, jf: 0, k: 1 },
      { ...one, code: pick(random, [0x15, 0x25, 0x35, 0x45]) },
    ]),
  );
}

it("a damaged program is read as the simulator runs it, or refused with the instruction", () => {
  let read = 0;
  let refused = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomFrom(seed);
    const policy = randomPolicy(random, "x86_64", 3);
    const program = decode(compileArch(policy, []).bytes, "little");
    const bytes = encode(damaged(program, random), "little");
    if (programFault(bytes, "little") !== undefined) continue;
    const reader = new ProgramReader(bytes, "little", "program");
    const simulate = simulatorOf(bytes, "little");
    try {
      for (const call of boundaryCalls(policy, random, 6))
        expect(answerOf(reader, call), `seed ${seed}, ${String(call.nr)}`).toBe(
          simulate(call).value,
        );
      read++;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      expect(error.message).toMatch(/can't be decided: instruction \d+ /);
      refused++;
    }
  }
  expect(read).toBeGreaterThan(40);
  expect(refused).toBeGreaterThan(5);
});
