/**
 * Questions about the calls of one syscall, answered exactly: a condition is built from the
 * policy's rules, and the prover finds a call that it holds for or proves that there is none.
 */
import { archTable, type ArchName } from "../../syscalls/index.js";
import type { Call } from "../compiler/call.js";
import { findArguments, type Witness } from "../compiler/witness.js";
import { Fault } from "../document/fault.js";
import { holds } from "../policy/decide.js";
import type { ArchAction, ArchRule, Condition, Rule } from "../policy/model.js";
import { testsOf } from "../policy/condition/walk.js";
import { ConditionMemory } from "./memory.js";

export const always: Condition = { kind: "all", of: [] };
export const never: Condition = { kind: "any", of: [] };

export function and(...of: readonly Condition[]): Condition {
  const [only, ...others] = of.filter((one) => one !== always);
  if (of.includes(never)) return never;
  if (only === undefined) return always;
  return others.length === 0 ? only : { kind: "all", of: [only, ...others] };
}

export function or(...of: readonly Condition[]): Condition {
  const [only, ...others] = of.filter((one) => one !== never);
  if (of.includes(always)) return always;
  if (only === undefined) return never;
  return others.length === 0 ? only : { kind: "any", of: [only, ...others] };
}

export function not(of: Condition): Condition {
  if (of === always) return never;
  if (of === never) return always;
  return of.kind === "not" ? of.of : { kind: "not", of };
}

/** Which calls of a syscall get an answer that `wanted` takes, by rules that are tried in order. */
export function answeredWhen(
  rules: readonly ArchRule[],
  otherwise: ArchAction,
  wanted: (action: ArchAction, rule: Rule | undefined) => boolean,
): Condition {
  let condition = wanted(otherwise, undefined) ? always : never;
  for (const { rule, action, condition: when } of [...rules].reverse()) {
    const matches = when ?? always;
    condition = wanted(action, rule)
      ? or(matches, condition)
      : and(not(matches), condition);
  }
  return condition;
}

/** The call is made, with or without a line in the kernel's log. */
export function permits({ action }: ArchAction): boolean {
  return action.kind === "allow" || action.kind === "log";
}

/** Whether `condition` can hold for a call of number `nr`. */
export interface Question {
  readonly condition: Condition;
  readonly nr: number;
}

/**
 * For each question a call for which its condition holds; undefined: it is proven that there
 * is none. Throws a `Fault` where the decision takes more memory than the prover allows itself.
 */
export function callsWhere(
  questions: readonly Question[],
  arch: ArchName,
  values: ReadonlyMap<string, bigint>,
  memory: Answers = new ConditionMemory(),
): readonly (Call | undefined)[] {
  const open = new Map<Condition, Question>();
  for (const question of questions) {
    const { condition } = question;
    if (condition === never || memory.has(condition)) continue;
    const likely = likelyArguments(condition, values);
    // What a few likely arguments show need not be asked of the prover.
    if (likely === undefined) open.set(condition, question);
    else memory.set(condition, likely);
  }
  if (open.size > 0) prove(open, arch, values, memory);
  const { auditArch } = archTable(arch);
  return questions.map(({ condition, nr }) => {
    const args = condition === never ? undefined : memory.get(condition);
    return args && { arch: auditArch, nr, args };
  });
}

/** What is known of conditions: arguments for which one holds, or that there are none. */
export type Answers = ConditionMemory<Witness>;

function prove(
  open: ReadonlyMap<Condition, Question>,
  arch: ArchName,
  values: ReadonlyMap<string, bigint>,
  memory: Answers,
): void {
  const proven = findArguments([...open.keys()], values);
  if (proven === "out-of-room") {
    const { byNumber } = archTable(arch);
    const names = new Set(
      [...open.values()].map(({ nr }) => byNumber.get(nr)?.name ?? nr),
    );
    throw new Fault(
      "undecided",
      `the conditions on ${[...names].join(", ")} on ${arch} take more memory than the prover allows itself`,
      { hint: "split the rules, or test fewer arguments in them" },
    );
  }
  [...open.keys()].forEach((condition, index) => {
    memory.set(condition, proven[index]);
  });
}

/** Arguments tried before the prover is asked. */
const TRIED_MAX = 48;

/** Arguments made of the condition's own constants for which it holds. */
function likelyArguments(
  condition: Condition,
  values: ReadonlyMap<string, bigint>,
): readonly bigint[] | undefined {
  const zero = [0n, 0n, 0n, 0n, 0n, 0n];
  if (holds(condition, zero, values)) return zero;
  const constants = new Map<number, Set<bigint>>();
  for (const { argument, width, mask, value } of testsOf(condition)) {
    const constant =
      value.kind === "constant" ? value.value : (values.get(value.name) ?? 0n);
    const all = BigInt.asUintN(width, -1n);
    const known = constants.get(argument) ?? new Set<bigint>();
    for (const one of [constant, mask, constant + 1n, mask & (constant + 1n)])
      if (one !== all) known.add(BigInt.asUintN(width, one));
    constants.set(argument, known);
  }
  let tried = 0;
  const [...perArgument] = constants;
  const search = (at: number, args: readonly bigint[]): Witness => {
    const [argument, candidates] = perArgument[at] ?? [];
    if (argument === undefined || candidates === undefined)
      return ++tried <= TRIED_MAX && holds(condition, args, values)
        ? args
        : undefined;
    for (const one of [0n, ...candidates]) {
      if (tried > TRIED_MAX) return undefined;
      const found = search(at + 1, args.with(argument, one));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(0, zero);
}
