/** A policy as the checks see it: its rules by syscall, and exact answers about them. */
import { archTable, type ArchName } from "../../syscalls/index.js";
import type { Call } from "../compiler/call.js";
import type {
  ArchPolicy,
  ArchRule,
  Condition,
  Phase,
  Policy,
  Rule,
} from "../policy/model.js";
import { decide, type Decision } from "../policy/decide.js";
import {
  always,
  answeredWhen,
  callsWhere,
  permits,
  type Answers,
  type Question,
} from "./formula.js";
import { ConditionMemory } from "./memory.js";

export interface Subject {
  readonly policy: Policy;
  readonly arches: readonly ArchSubject[];
  /** The rules that stand in the policy itself, not in one that it extends. */
  readonly own: readonly Rule[];
}

export interface ArchSubject {
  readonly arch: ArchName;
  readonly meaning: ArchPolicy;
  /** The rules for one number in the order in which the phase tries them. */
  rulesFor(nr: number, phase?: Phase): readonly ArchRule[];
  /** What the rule is for on this arch, in its own phase. */
  entriesOf(rule: Rule): readonly ArchRule[];
  /** Equal on two arches where the rules for the numbers are the same and mean the same. */
  signatureOf(nr: number): string;
  /** Equal for conditions that are built alike, on any arch. */
  idOf(condition: Condition): number;
  /** When a call of the run phase is made. */
  permitted(nr: number): Condition;
  /** A call of `nr` for which the condition holds; undefined: proven that there is none. */
  callWhere(condition: Condition, nr: number): Call | undefined;
  /** The same for many at once, which is quicker. */
  callsWhere(questions: readonly Question[]): readonly (Call | undefined)[];
  decide(call: Call, phase?: Phase): Decision;
  /** The number of a syscall that this arch has. */
  numberOf(name: string): number | undefined;
}

/**
 * What parameters are taken to be, since they are bound later: one value each, far from the
 * constants that conditions name. A rule that names one is never said to be in vain.
 */
const FIRST_VALUE = 0x5ca1ab1en;

export function subjectOf(policy: Policy): Subject {
  const values = new Map(
    policy.params.map(({ name }, index) => [
      name,
      FIRST_VALUE + BigInt(index) * 0x1_0001n,
    ]),
  );
  // Arches differ in few conditions: what was proven for one is not asked again.
  const memory: Answers = new ConditionMemory();
  return {
    policy,
    arches: policy.arches.map((meaning) =>
      archSubject(meaning, values, memory),
    ),
    own: policy.rules.filter((rule) => rule.policy === policy.name),
  };
}

function archSubject(
  meaning: ArchPolicy,
  values: ReadonlyMap<string, bigint>,
  memory: Answers,
): ArchSubject {
  const { arch } = meaning;
  const run = byNumber(meaning.rules);
  const boot =
    meaning.bootRules.length === 0
      ? run
      : byNumber([...meaning.bootRules, ...meaning.rules]);
  const table = archTable(arch);
  const permitted = new Map<number, Condition>();
  const signatures = new Map<number, string>();
  const rulesFor = (nr: number, phase: Phase = "run"): readonly ArchRule[] =>
    (phase === "run" ? run : boot).get(nr) ?? [];
  const entries = byRule([...meaning.rules, ...meaning.bootRules]);
  return {
    arch,
    meaning,
    rulesFor,
    entriesOf: (rule) => entries.get(rule) ?? [],
    signatureOf(nr) {
      let signature = signatures.get(nr);
      if (signature === undefined) {
        const parts = rulesFor(nr).map(
          ({ rule, action, condition }) =>
            `${rule.id.toString()} ${action.value.toString()} ${memory.idOf(condition ?? always).toString()}`,
        );
        signature = [...parts, meaning.default.value].join();
        signatures.set(nr, signature);
      }
      return signature;
    },
    idOf: (condition) => memory.idOf(condition),
    permitted(nr) {
      let condition = permitted.get(nr);
      if (condition === undefined) {
        condition = answeredWhen(rulesFor(nr), meaning.default, permits);
        permitted.set(nr, condition);
      }
      return condition;
    },
    callWhere: (condition, nr) =>
      callsWhere([{ condition, nr }], arch, values, memory)[0],
    callsWhere: (questions) => callsWhere(questions, arch, values, memory),
    decide: (call, phase = "run") => decide(meaning, phase, call, values),
    numberOf: (name) => table.byName.get(name)?.nr,
  };
}

const byNumber = (
  rules: readonly ArchRule[],
): ReadonlyMap<number, readonly ArchRule[]> => grouped(rules, ({ nr }) => nr);

const byRule = (
  rules: readonly ArchRule[],
): ReadonlyMap<Rule, readonly ArchRule[]> => grouped(rules, ({ rule }) => rule);

function grouped<Key>(
  rules: readonly ArchRule[],
  keyOf: (rule: ArchRule) => Key,
): ReadonlyMap<Key, readonly ArchRule[]> {
  const found = new Map<Key, ArchRule[]>();
  for (const rule of rules) {
    const key = keyOf(rule);
    const others = found.get(key);
    if (others === undefined) found.set(key, [rule]);
    else others.push(rule);
  }
  return found;
}
