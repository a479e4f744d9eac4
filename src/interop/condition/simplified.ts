/**
 * Parts of a formula that can't be true together, or leave nothing out: the policy's reader
 * refuses such conditions, so they are decided here, by the same reasoning.
 */
import { nowhere } from "../../document/places.js";
import { decided } from "../../policy/condition/contradictions.js";
import type { Comparison, Condition } from "../../policy/model.js";
import {
  allOf,
  anyOf,
  type Atom,
  type Formula,
  type Reading,
} from "./formula.js";
import { greatest } from "./intervals.js";

/** Means the same; `true` or `false` where the parts of `formula` have one answer. */
export function simplified(formula: Formula): Formula {
  if (typeof formula === "boolean") return formula;
  if (formula.kind !== "all" && formula.kind !== "any") return formula;
  const parts = formula.of.map(simplified);
  const joined = formula.kind === "all" ? allOf(parts) : anyOf(parts);
  if (typeof joined === "boolean") return joined;
  const verdict = decided(conditionOf(joined));
  return verdict === undefined ? joined : verdict === "always";
}

function conditionOf(formula: Exclude<Formula, boolean>): Condition {
  switch (formula.kind) {
    case "all":
    case "any":
      return { kind: formula.kind, of: formula.of.map(conditionOf) };
    case "set":
      return setCondition(formula);
    case "bits": {
      const { of, mask, operator, value } = formula;
      return test(of, mask, operator, value);
    }
    default:
      return formula satisfies never;
  }
}

function setCondition({ of, values }: Atom & { kind: "set" }): Condition {
  const all = greatest(of.bits);
  const ranges = values.map(([first, last]): Condition =>
    first === last
      ? test(of, all, "==", first)
      : {
          kind: "all",
          of: [test(of, all, ">=", first), test(of, all, "<=", last)],
        },
  );
  return { kind: "any", of: ranges };
}

const ARGUMENTS = [0, 1, 2, 3, 4, 5] as const;

/** Unsigned, as formulas are. */
function test(
  { index, bits }: Reading,
  mask: bigint,
  operator: Comparison,
  value: bigint,
): Condition {
  const argument = ARGUMENTS[index];
  if (argument === undefined) throw new Error(`no argument ${index}`);
  return {
    kind: "test",
    test: {
      argument,
      width: bits === 64 ? 64 : 32,
      signed: false,
      mask,
      operator,
      value: { kind: "constant", value },
      range: nowhere,
    },
  };
}
