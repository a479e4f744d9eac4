/** What differs between two sides on one arch: every audit arch and every number is looked at. */
import { undecidedProgram } from "../undecided.js";
import {
  archNames,
  archTable,
  type ArchName,
} from "../../../syscalls/index.js";
import { comparePrograms, verifyProgram } from "../../compiler/verify.js";
import type { Verdict } from "../../compiler/verdict.js";
import { Fault } from "../../document/fault.js";
import type { Phase } from "../../policy/model.js";
import { sameCases, type Cases } from "../regions/cases.js";
import { distinctTests } from "../regions/space.js";
import type { Behind } from "./model.js";
import { foreignAbi, merged, named, type ArchChange } from "./numbers.js";
import {
  compareNumber,
  doubts,
  provenArguments,
  voiceOf,
  type Compared,
  type NumberChange,
} from "./compare.js";
import type { Answerer } from "./sides.js";

export interface ArchComparison {
  readonly left: Answerer;
  readonly right: Answerer;
  readonly phase: Phase;
  readonly values: ReadonlyMap<string, bigint>;
}

/**
 * Throws a `Fault` where a program can't be decided, with the instruction, or a condition
 * takes more memory than the prover allows itself: never an empty answer that is not proven.
 */
export function compareOn(comparison: ArchComparison): readonly ArchChange[] {
  const { left, right, values } = comparison;
  const verdict = verdictOf(comparison);
  if (verdict === "equal") return [];
  const { auditArch } = archTable(left.arch);
  const compared: Found[] = [];
  const changes: ArchChange[] = [];
  const abis = pieces(left.auditArches, right.auditArches);
  for (const [from, to] of abis) {
    const isOwn = from === auditArch && to === auditArch;
    const abi = isOwn ? auditArch : knownWithin(from, to);
    const foreign = isOwn ? undefined : foreignAbi(from, to);
    for (const span of spansOf(left, right, abi, isOwn)) {
      const cases = [
        left.cases(abi, span[0]),
        right.cases(abi, span[0]),
      ] as const;
      if (sameCases(...cases)) continue;
      const found = compareSpan(comparison, cases, span, isOwn);
      compared.push(found);
      for (const { parameter, ...change } of found.changes)
        changes.push({
          ...change,
          auditArch: abi,
          nr: span[0],
          ...named(left.arch, foreign, span),
          numbers: [span],
          only: parameter,
          foreign,
        });
    }
  }
  for (const [bound, some] of byValues(compared, values))
    prove(some, bound, left.arch);
  if (verdict === "differs" && changes.length === 0)
    throw new Error(
      "the prover finds a difference and diff none; please report this",
    );
  return merged(changes, abis.length - 1);
}

type Found = Compared & {
  /** Other than the comparison's own. */
  readonly values?: ReadonlyMap<string, bigint>;
  readonly changes: readonly (NumberChange & {
    readonly parameter: ArchChange["only"];
  })[];
};

/** The calls of `span`'s numbers, which are answered alike on each side. */
function compareSpan(
  { left, right, values }: ArchComparison,
  cases: readonly [Cases<Behind>, Cases<Behind>],
  span: readonly [number, number],
  isOwn: boolean,
): Found {
  const nr = isOwn && span[0] === span[1] ? span[0] : -1;
  // A parameter that has one certain value is called by that.
  const at = (bound: ReadonlyMap<string, bigint>, certain?: string) => {
    const named = [...bound].filter(([name]) => name !== certain);
    const voice = voiceOf(left.arch, nr, left, right, cases, new Map(named));
    return compareNumber(...cases, voice, bound);
  };
  const [before, after] = cases;
  const result = (
    found: readonly NumberChange[],
    parameter?: ArchChange["only"],
  ): Found => ({
    left: before,
    right: after,
    changes: found.map((one) => ({ ...one, parameter })),
  });
  const changes = at(values);
  if (changes.length > 0) return result(changes);
  // Nothing differs for values of parameters that no condition names: others are tried.
  for (const [parameter, value] of namedValues(cases)) {
    const bound = new Map([...values, [parameter, value]]);
    const special = at(bound, parameter);
    if (special.length > 0)
      return { ...result(special, { parameter, value }), values: bound };
  }
  return result([]);
}

/** For each parameter the values around the constants that stand beside it. */
function namedValues(
  cases: readonly [Cases<Behind>, Cases<Behind>],
): readonly (readonly [string, bigint])[] {
  const tests = distinctTests(cases.flat().map(({ condition }) => condition));
  return tests.flatMap(({ value, argument, width }) => {
    if (value.kind !== "parameter") return [];
    const near = new Set([0n]);
    for (const other of tests)
      if (other.argument === argument && other.value.kind === "constant")
        for (const one of [
          other.value.value - 1n,
          other.value.value,
          other.value.value + 1n,
          other.mask,
          other.value.value | ~other.mask,
        ])
          near.add(BigInt.asUintN(width, one));
    return [...near].map((one) => [value.name, one] as const);
  });
}

/** What the prover says of both as a whole, where it is asked so cheaply. */
function verdictOf({
  left,
  right,
  phase,
  values,
}: ArchComparison): "equal" | "differs" | "unknown" {
  const [a, b] = [left, right];
  let verdict: Verdict;
  // Policies are compared number by number at once: most of their rules are the same.
  if (a.meaning !== undefined && b.meaning !== undefined) return "unknown";
  if (a.bytes !== undefined && b.bytes !== undefined)
    verdict = comparePrograms(a.bytes, b.bytes, a.arch);
  else if (a.bytes !== undefined && b.meaning !== undefined)
    verdict = verifyProgram(a.bytes, b.meaning, { phase, values });
  else if (b.bytes !== undefined && a.meaning !== undefined)
    verdict = verifyProgram(b.bytes, a.meaning, { phase, values });
  else throw new Error("a side that is neither policy nor program");
  switch (verdict.kind) {
    case "proven":
      // For these values: another one may tell them apart.
      return hasParameters(left, right) ? "unknown" : "equal";
    case "differs":
      return "differs";
    case "undecided":
      throw undecidedProgram(verdict.instruction);
    case "out-of-room":
      // Number by number it may be less.
      return "unknown";
    case "not-loadable":
      throw new Fault(
        "bad-program",
        `the kernel does not take the program: instruction ${verdict.instruction}: ${verdict.reason}`,
      );
    default:
      return verdict satisfies never;
  }
}

function hasParameters(left: Answerer, right: Answerer): boolean {
  return left.params.size > 0 || right.params.size > 0;
}

/** Numbers for which each side has one answer, without those where both surely have the same. */
function spansOf(
  left: Answerer,
  right: Answerer,
  abi: number,
  isOwn: boolean,
): readonly (readonly [number, number])[] {
  const [a, b] = [left.standing, right.standing];
  if (!isOwn || a === undefined || b === undefined || a.answers !== b.answers)
    return pieces(left.numbers(abi), right.numbers(abi));
  return [...new Set([...a.ruled, ...b.ruled])]
    .sort((x, y) => x - y)
    .map((nr) => [nr, nr]);
}

/** All 32-bit values, in pieces that start at these. */
function pieces(
  ...starts: readonly (readonly number[])[]
): readonly (readonly [number, number])[] {
  const sorted = [...new Set(starts.flat())]
    .filter((one) => one <= 0xffffffff)
    .sort((a, b) => a - b);
  return sorted.map((from, index) => [
    from,
    (sorted[index + 1] ?? 0x100000000) - 1,
  ]);
}

/** An audit arch between these, one that exists if there is one: witnesses are of it. */
function knownWithin(from: number, to: number): number {
  const known = archNames.map((name) => archTable(name).auditArch);
  return known.find((one) => one >= from && one <= to) ?? from;
}

function byValues(
  compared: readonly Found[],
  values: ReadonlyMap<string, bigint>,
): ReadonlyMap<ReadonlyMap<string, bigint>, readonly Found[]> {
  const found = new Map<ReadonlyMap<string, bigint>, Found[]>();
  for (const one of compared) {
    const bound = one.values ?? values;
    const others = found.get(bound);
    if (others === undefined) found.set(bound, [one]);
    else others.push(one);
  }
  return found;
}

/** Each thing that is said holds for these calls alone, and nothing is left unsaid. */
function prove(
  compared: readonly Compared[],
  values: ReadonlyMap<string, bigint>,
  arch: ArchName,
): void {
  const open = compared.flatMap(doubts);
  const found = provenArguments(open, values, `the changes on ${arch}`);
  if (found.some((args) => args !== undefined))
    throw new Error(
      "the prover does not confirm what diff says; please report this with both files",
    );
}
