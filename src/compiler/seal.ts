/**
 * The verified path: nothing else makes a `Program`. What is sealed has passed the kernel's
 * checks and, unless the caller asked by name for less, the proof.
 */
import type { Rule } from "../policy/model.js";
import { programFault } from "./check.js";
import { coreWith } from "./core.js";
import { CompileFault } from "./fault.js";
import {
  encode,
  programBlock,
  type Endian,
  type Instruction,
} from "./instructions.js";
import { lowerPolicy, wordsOf, type Declared, type Lowering } from "./lower.js";
import type { Program, Relocation } from "./program.js";
import { returnText } from "./actions.js";
import { readVerdict, type Verdict } from "./verdict.js";

export const verified: unique symbol = Symbol("verified");

/** What the emitter made, before anyone has looked at it. */
export interface Emission {
  readonly instructions: readonly Instruction[];
  readonly rules: readonly (readonly Rule[])[];
  readonly cached: readonly number[];
  readonly relocations: readonly Relocation[];
}

/** Values that stand for parameters while a program is proven before they are known. */
const STANDINS = [0x9e3779b97f4a7c15n, 0x6a09e667bb67ae85n, 0n];

/** What a sealed program was made from. */
export interface Origin {
  readonly lowering: Lowering;
  /** Of the parameters that were bound. */
  readonly values: ReadonlyMap<string, bigint>;
}

/** `bind` proves again with the values it is given. */
const origins = new WeakMap<Program, Origin>();

export function originOf(program: Program): Origin | undefined {
  return origins.get(program);
}

export function seal(
  lowering: Lowering,
  emission: Emission,
  values: ReadonlyMap<string, bigint>,
  { unproven = false } = {},
): Program {
  const { policy, table, phase, parameters } = lowering;
  const bytes = encode(emission.instructions, table.endian);
  if (unproven) requireLoadable(policy.arch, bytes, table.endian);
  else {
    // A program with places to fill is one program for each way to fill them.
    const fillings =
      emission.relocations.length === 0
        ? [values]
        : STANDINS.map((standin, turn) =>
            filled(values, parameters, standin, turn),
          );
    for (const filling of fillings) requireProof(lowering, emission, filling);
  }
  const program: Program = {
    [verified]: true,
    arch: policy.arch,
    phase,
    bytes,
    rules: emission.rules,
    cached: emission.cached,
    relocations: emission.relocations,
    proven: !unproven,
  };
  origins.set(program, { lowering, values });
  return program;
}

/** The kernel's checks alone; the proof makes them too. */
function requireLoadable(
  arch: string,
  bytes: Uint8Array,
  endian: Endian,
): void {
  const fault = programFault(bytes, endian);
  if (fault === undefined) return;
  throw new CompileFault(
    "emitter-fault",
    `the compiler made a program for ${arch} that the kernel refuses at instruction ${fault.instruction}: ${fault.reason}`,
    { hint: "this is callgate's fault: please report it with the policy" },
  );
}

/** `values`, and for each parameter that it lacks a value that no other one has. */
function filled(
  values: ReadonlyMap<string, bigint>,
  parameters: readonly Declared[],
  standin: bigint,
  turn: number,
): ReadonlyMap<string, bigint> {
  const all = new Map(values);
  parameters.forEach(({ name }, index) => {
    if (!all.has(name))
      all.set(
        name,
        BigInt.asUintN(64, standin * BigInt(2 * (index + turn) + 1)),
      );
  });
  return all;
}

/** The instructions with every relocation that `values` knows filled in. */
export function patched(
  { instructions, relocations }: Emission,
  values: ReadonlyMap<string, bigint>,
): Instruction[] {
  const copy = [...instructions];
  for (const { instruction, parameter, word, flipped } of relocations) {
    const value = values.get(parameter);
    const before = copy[instruction];
    if (value === undefined || before === undefined) continue;
    const [low, high] = wordsOf(value, 64);
    const k = (word === "low" ? low : high) ^ (flipped ? 0x80000000 : 0);
    copy[instruction] = { ...before, k: k >>> 0 };
  }
  return copy;
}

function requireProof(
  lowering: Lowering,
  emission: Emission,
  values: ReadonlyMap<string, bigint>,
): void {
  const { policy, table } = lowering;
  const bytes = encode(patched(emission, values), table.endian);
  const core = coreWith(
    lowerPolicy(lowering, values),
    programBlock(bytes, table.endian),
  );
  core.exports.prove();
  const verdict = readVerdict(core.answer());
  if (verdict.kind !== "proven") throw unprovenFault(policy.arch, verdict);
}

function unprovenFault(
  arch: string,
  verdict: Exclude<Verdict, { kind: "proven" }>,
): CompileFault {
  if (verdict.kind === "out-of-room")
    return new CompileFault(
      "proof-too-large",
      `the conditions for ${arch} entangle too many bits of the arguments to be proven`,
      {
        hint: "write fewer different masks over one argument, or split the rule",
      },
    );
  const ours = "this is callgate's fault: please report it with the policy";
  if (verdict.kind !== "differs")
    return new CompileFault(
      "emitter-fault",
      `the compiler made a program for ${arch} that it cannot prove (${verdict.kind} at instruction ${verdict.instruction})`,
      { hint: ours },
    );
  const { witness, left, right } = verdict;
  const args = witness.args.map((arg) => `0x${arg.toString(16)}`).join(", ");
  return new CompileFault(
    "proof-failed",
    `the compiler made a program for ${arch} that answers ${returnText(right)} where the policy says ${returnText(left)}: arch 0x${witness.arch.toString(16)}, number ${witness.nr}, arguments ${args}`,
    { hint: ours },
  );
}
