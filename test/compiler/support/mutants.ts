/** Programs with one instruction changed, and what the prover must say of each. */
import {
  decode,
  encode,
  type Endian,
  type Instruction,
} from "../../../src/compiler/instructions.js";
import { simulatorOf, type Simulator } from "../../../src/compiler/simulate.js";
import { Fault } from "../../../src/document/fault.js";
import { verifyProgram } from "../../../src/compiler/verify.js";
import type { Call } from "../../../src/compiler/call.js";
import type { ArchPolicy } from "../../../src/policy/model.js";
import { meaningOf } from "./meaning.js";

/** What came of the mutants of one program. */
export interface MutationTable {
  mutants: number;
  /** The kernel would not take them, and the prover says so. */
  notLoadable: number;
  /** Another answer to a boundary call, and refused with a witness. */
  refused: number;
  /** Accepted; no boundary call has another answer. */
  equal: number;
  /** Refused, where only the witness, and no boundary call, has another answer. */
  refusedByWitness: number;
  /** Refused, because the prover does not follow the arithmetic. */
  undecided: number;
  /** What must not be, as text: accepted and different, or refused with a false witness. */
  readonly wrong: string[];
}

function mutantsOf(one: Instruction): Instruction[] {
  const { code, jt, jf, k } = one;
  const byte = (value: number) => (value + 256) % 256;
  const mutants: Instruction[] = [
    ...[0x15, 0x25, 0x35, 0x45, 0x05, 0x06, 0x20, 0x54, 0x44, 0xa4].map(
      (other) => ({ ...one, code: other }),
    ),
    { ...one, jt: byte(jt + 1) },
    { ...one, jt: byte(jt - 1) },
    { ...one, jf: byte(jf + 1) },
    { ...one, jf: byte(jf - 1) },
    { ...one, jt: jf, jf: jt },
    { ...one, k: (k + 1) >>> 0 },
    { ...one, k: (k - 1) >>> 0 },
    ...Array.from({ length: 32 }, (_, bit) => ({
      ...one,
      k: (k ^ (1 << bit)) >>> 0,
    })),
  ];
  return mutants.filter(
    (mutant) =>
      mutant.code !== code ||
      mutant.jt !== jt ||
      mutant.jf !== jf ||
      mutant.k !== k,
  );
}

/** Undefined where the kernel would not take the program. */
function loadable(bytes: Uint8Array, endian: Endian): Simulator | undefined {
  try {
    return simulatorOf(bytes, endian);
  } catch (fault) {
    if (fault instanceof Fault) return undefined;
    throw fault;
  }
}

/** Tries every mutant of `bytes`, which mean `policy`, by brute force over `calls` and by proof. */
export function mutate(
  bytes: Uint8Array,
  policy: ArchPolicy,
  calls: readonly Call[],
  endian: Endian,
  every = 1,
): MutationTable {
  const table: MutationTable = {
    mutants: 0,
    notLoadable: 0,
    refused: 0,
    equal: 0,
    refusedByWitness: 0,
    undecided: 0,
    wrong: [],
  };
  const asked = calls.map((call) => ({
    call,
    meant: meaningOf(policy, call),
  }));
  const program = decode(bytes, endian);
  let counter = 0;
  program.forEach((one, at) => {
    for (const mutant of mutantsOf(one)) {
      if (counter++ % every !== 0) continue;
      const changed = [...program];
      changed[at] = mutant;
      judge(encode(changed, endian), `${at}: ${JSON.stringify(mutant)}`);
    }
  });
  return table;

  function judge(mutant: Uint8Array, text: string): void {
    table.mutants++;
    const verdict = verifyProgram(mutant, policy);
    const simulate = loadable(mutant, endian);
    if (simulate === undefined) {
      if (verdict.kind === "not-loadable") table.notLoadable++;
      else table.wrong.push(`${text} is not loadable, and ${verdict.kind}`);
      return;
    }
    const at = asked.findIndex(
      ({ call, meant }) => simulate(call).value !== meant,
    );
    const differs = at !== -1;
    // What one mutant answers otherwise, its neighbours do, too: asked first, it ends the search.
    if (differs) asked.unshift(...asked.splice(at, 1));
    if (verdict.kind === "proven") {
      if (differs) table.wrong.push(`${text} differs, and is proven`);
      else table.equal++;
    } else if (verdict.kind === "differs") {
      const { witness, left, right } = verdict;
      const isTrue =
        meaningOf(policy, witness) === left &&
        simulate(witness).value === right &&
        left !== right;
      if (!isTrue) table.wrong.push(`${text} has a false witness`);
      else if (differs) table.refused++;
      else table.refusedByWitness++;
    } else if (verdict.kind === "undecided") table.undecided++;
    else table.wrong.push(`${text} is ${verdict.kind}`);
  }
}
