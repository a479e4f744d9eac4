/**
 * A policy's meaning for each syscall as regions of its arguments that exclude each other:
 * what tools need that don't try rules in order.
 */
import type { Diagnostic, Range, Report } from "../../document/diagnostic.js";
import type {
  ArchAction,
  ArchName,
  ArchPolicy,
  ArchRule,
  ArgumentTest,
  Comparison,
  Condition,
} from "../../policy/model.js";
import {
  allOf,
  anyOf,
  negation,
  setOf,
  type Formula,
  type Reading,
} from "../condition/formula.js";
import {
  complement,
  greatest,
  intersection,
  type Intervals,
} from "../condition/intervals.js";

/** Where a syscall has this action; `formula` is never false. */
export interface Region {
  readonly action: ArchAction;
  readonly formula: Formula;
  /** The rule that says so: an error names it. */
  readonly range: Range;
}

export interface SyscallRegions {
  readonly name: string;
  readonly arch: ArchName;
  /** Without what the default says anyway. */
  readonly regions: readonly Region[];
}

/** Says what a target can't, naming the rule. */
export type Refuse = (message: string, range: Range, hint?: string) => void;

export function refuser(report: Report, target: string): Refuse {
  return (message, range, hint) => {
    const diagnostic: Diagnostic = {
      code: "not-exportable",
      severity: "error",
      message: `${target} can't say this: ${message}`,
      range,
    };
    report(hint === undefined ? diagnostic : { ...diagnostic, hint });
  };
}

/** The regions of every syscall that the run phase's rules name on this arch, by number. */
export function regionsOf(
  policy: ArchPolicy,
  refuse: Refuse,
): readonly SyscallRegions[] {
  const byName = new Map<string, ArchRule[]>();
  for (const rule of policy.rules) {
    const rules = byName.get(rule.name) ?? [];
    byName.set(rule.name, rules);
    rules.push(rule);
  }
  return [...byName].flatMap(([name, rules]) => {
    const regions = regionsOfSyscall(rules, policy.default, refuse);
    return regions.length === 0 ? [] : [{ name, arch: policy.arch, regions }];
  });
}

function regionsOfSyscall(
  rules: readonly ArchRule[],
  fallback: ArchAction,
  refuse: Refuse,
): readonly Region[] {
  const regions: Region[] = [];
  let decided: Formula = false;
  for (const { rule, action, condition } of rules) {
    const own =
      condition === undefined ? true : formulaOf(condition, rule.range, refuse);
    if (own === undefined) continue;
    const formula = allOf([own, negation(decided)]);
    decided = anyOf([decided, own]);
    if (formula === false || action.value === fallback.value) continue;
    const at = regions.findIndex((one) => one.action.value === action.value);
    const before = regions[at];
    if (before === undefined)
      regions.push({ action, formula, range: rule.range });
    else regions[at] = { ...before, formula: anyOf([before.formula, formula]) };
  }
  return regions;
}

function formulaOf(
  condition: Condition,
  range: Range,
  refuse: Refuse,
): Formula | undefined {
  switch (condition.kind) {
    case "all":
    case "any": {
      const parts = condition.of.map((one) => formulaOf(one, range, refuse));
      const sound = parts.filter((part) => part !== undefined);
      if (sound.length < parts.length) return undefined;
      return condition.kind === "all" ? allOf(sound) : anyOf(sound);
    }
    case "not": {
      const of = formulaOf(condition.of, range, refuse);
      return of === undefined ? undefined : negation(of);
    }
    case "test":
      return testFormula(condition.test, refuse);
    default:
      return condition satisfies never;
  }
}

function testFormula(test: ArgumentTest, refuse: Refuse): Formula | undefined {
  const { argument, width, mask, operator, value, signed, range } = test;
  if (value.kind === "parameter") {
    refuse(
      `$${value.name} has no value`,
      range,
      `bind it: --param ${value.name}=VALUE`,
    );
    return undefined;
  }
  const narrow = width === 32 && mask === 0xffffn;
  const of: Reading = {
    index: argument,
    bits: narrow ? 16 : width,
    signed: signed && !narrow,
  };
  if (mask === greatest(of.bits))
    return setOf(of, solutions(operator, value.value, of));
  if (operator === "==" || operator === "!=")
    return { kind: "bits", of, mask, operator, value: value.value };
  if (signed && (mask & (1n << BigInt(of.bits - 1))) !== 0n) {
    refuse("an order test of masked bits with the sign bit", range);
    return undefined;
  }
  const above = operator === ">" || operator === "<=";
  const bound = above ? value.value + 1n : value.value;
  const below = operator === "<" || operator === "<=";
  return { kind: "bits", of, mask, operator: below ? "<" : ">=", value: bound };
}

/** The values that compare so, as unsigned ranges; the order is the argument's own. */
function solutions(
  operator: Comparison,
  value: bigint,
  { bits, signed }: Reading,
): Intervals {
  switch (operator) {
    case "==":
      return [[value, value]];
    case "!=":
      return complement([[value, value]], bits);
    case "<":
      return signed ? below(value, bits) : fromTo(0n, value - 1n);
    case ">=":
      return complement(
        solutions("<", value, { index: 0, bits, signed }),
        bits,
      );
    case ">":
      return complement(
        solutions("<=", value, { index: 0, bits, signed }),
        bits,
      );
    case "<=":
      return [
        ...solutions("<", value, { index: 0, bits, signed }),
        ...fromTo(value, value),
      ].sort(([a], [b]) => (a < b ? -1 : 1));
    default:
      return operator satisfies never;
  }
}

function fromTo(first: bigint, last: bigint): Intervals {
  return first > last ? [] : [[first, last]];
}

/** What is less than `value` in two's complement. */
function below(value: bigint, bits: 16 | 32 | 64): Intervals {
  const sign = 1n << BigInt(bits - 1);
  const negative = fromTo(sign, greatest(bits));
  return value >= sign
    ? intersection(negative, fromTo(0n, value - 1n))
    : [...fromTo(0n, value - 1n), ...negative];
}
