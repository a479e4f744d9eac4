/** seccompiler's JSON: one filter, one action for what matches, for one arch. */
import type { ArchAction, ArchPolicy, Policy } from "../../policy/model.js";
import type { Atom, Formula } from "../condition/formula.js";
import { greatest, type Intervals } from "../condition/intervals.js";
import { ALTERNATIVES_MAX } from "./alternatives.js";
import {
  checkDefaults,
  rangesOf,
  textOf,
  type DefaultSettings,
} from "./defaults.js";
import { regionsOf, type Refuse } from "./regions.js";

type Condition = Readonly<Record<string, unknown>>;

/** The file as an object in the order of its keys; its 64-bit values are `bigint`. */
export function seccompilerFilters(
  policy: Policy,
  settings: DefaultSettings,
): object {
  const { refuse } = settings;
  checkDefaults(policy, settings, "kill");
  const [arch, second] = policy.arches;
  if (arch === undefined) return {};
  if (second !== undefined)
    refuse(
      "a policy for several arches: a filter is for one",
      rangesOf(policy).default,
      "export one arch: --arch",
    );
  const { matched, rules } = rulesOf(arch, refuse);
  return {
    [policy.name]: {
      default_action: actionOf(arch.default, refuse, rangesOf(policy).default),
      filter_action: matched ?? otherThan(arch.default),
      filter: rules,
    },
  };
}

function rulesOf(
  policy: ArchPolicy,
  refuse: Refuse,
): { readonly matched: unknown; readonly rules: readonly object[] } {
  let first: ArchAction | undefined;
  let matched: unknown;
  const rules: object[] = [];
  for (const { name, regions } of regionsOf(policy, refuse))
    for (const { action, formula, range } of regions) {
      if (first === undefined) {
        first = action;
        matched = actionOf(action, refuse, range);
      }
      if (action.value !== first.value) {
        refuse(
          `${name} gets ${textOf(action.action)}, and other rules ${textOf(first.action)}: a filter has one action`,
          range,
        );
        continue;
      }
      if (formula === true) {
        rules.push({ syscall: name });
        continue;
      }
      const alternatives = conditionsOf(formula);
      if (alternatives === undefined)
        refuse(
          `${name} would need more than ${ALTERNATIVES_MAX} alternatives`,
          range,
        );
      for (const args of alternatives ?? [])
        rules.push({ syscall: name, args });
    }
  return { matched, rules };
}

function actionOf(
  { action, value }: ArchAction,
  refuse: Refuse,
  range: Parameters<Refuse>[1],
): unknown {
  const data = value & 0xffff;
  switch (action.kind) {
    case "allow":
    case "log":
      return action.kind;
    case "kill":
      return `kill_${action.scope}`;
    case "deny":
      return { errno: data };
    case "trace":
      return { trace: data };
    case "trap":
      if (data !== 0) refuse(`trap with the data ${data}`, range);
      return "trap";
    case "notify":
      refuse("the action notify", range);
      return "trap";
    default:
      return action satisfies never;
  }
}

/** A filter without rules still has two actions, and they must differ. */
function otherThan({ action }: ArchAction): string {
  return action.kind === "allow" ? "trap" : "allow";
}

/** Alternatives of conditions that all hold; undefined where there are too many. */
function conditionsOf(
  formula: Formula,
): readonly (readonly Condition[])[] | undefined {
  if (formula === true) return [[]];
  if (formula === false) return [];
  switch (formula.kind) {
    case "set":
      return setConditions(formula);
    case "bits":
      return bitConditions(formula);
    case "any": {
      const parts = formula.of.map(conditionsOf);
      const all = parts.flatMap((part) => part ?? []);
      const tooMany =
        parts.includes(undefined) || all.length > ALTERNATIVES_MAX;
      return tooMany ? undefined : all;
    }
    case "all": {
      let all: readonly (readonly Condition[])[] = [[]];
      for (const part of formula.of) {
        const some = conditionsOf(part);
        if (some === undefined) return undefined;
        if (all.length * some.length > ALTERNATIVES_MAX) return undefined;
        all = all.flatMap((a) => some.map((b) => [...a, ...b]));
      }
      return all;
    }
    default:
      return formula satisfies never;
  }
}

function setConditions({
  of,
  values,
}: Atom & { readonly kind: "set" }): readonly (readonly Condition[])[] {
  // Fewer bits than a word are a mask: what is above them is not read.
  if (of.bits === 16) return sixteen(of.index, values);
  const common = { index: of.index, type: of.bits === 64 ? "qword" : "dword" };
  return values.map(([first, last]): Condition[] => {
    if (first === last) return [{ ...common, op: "eq", val: first }];
    return [
      ...(first === 0n ? [] : [{ ...common, op: "ge", val: first }]),
      ...(last === greatest(of.bits)
        ? []
        : [{ ...common, op: "le", val: last }]),
    ];
  });
}

/** Ranges of 16 bits as aligned blocks. */
function sixteen(
  index: number,
  values: Intervals,
): readonly (readonly Condition[])[] {
  return values.flatMap(([first, last]) => {
    const found: Condition[][] = [];
    for (let from = first; from <= last;) {
      let size = 1n;
      while (from % (size * 2n) === 0n && from + size * 2n - 1n <= last)
        size *= 2n;
      const op = { masked_eq: 0xffffn & ~(size - 1n) };
      found.push([{ index, type: "dword", op, val: from }]);
      from += size;
    }
    return found;
  });
}

function bitConditions({
  of,
  mask,
  operator,
  value,
}: Atom & { readonly kind: "bits" }):
  readonly (readonly Condition[])[] | undefined {
  const common = { index: of.index, type: of.bits === 64 ? "qword" : "dword" };
  const equal = (bits: bigint, val: bigint): readonly Condition[] => [
    { ...common, op: { masked_eq: bits }, val },
  ];
  if (operator === "==") return [equal(mask, value)];
  if (operator !== "!=") return undefined;
  const alternatives: (readonly Condition[])[] = [];
  for (let bit = 1n; bit <= mask; bit <<= 1n)
    if ((mask & bit) !== 0n) alternatives.push(equal(bit, ~value & bit));
  return alternatives;
}
