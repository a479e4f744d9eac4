/**
 * Tests of nearly all bits are sets of values: some tools have no other way to write one. Where
 * alternatives become fewer by it, they are joined as the sets they are.
 */
import { allOf, anyOf, keyOf, type Atom, type Formula } from "./formula.js";
import { greatest, union, type Interval, type Intervals } from "./intervals.js";

/** Means the same. */
export function blocksJoined(formula: Formula): Formula {
  if (typeof formula === "boolean" || formula.kind !== "any") return formula;
  const tests = new Map<string, Atom>();
  const joined = anyOf(formula.of.map((part) => asSets(part, tests)));
  return alternatives(joined) < formula.of.length
    ? asTests(joined, tests)
    : formula;
}

function alternatives(formula: Formula): number {
  return typeof formula === "object" && formula.kind === "any"
    ? formula.of.length
    : 1;
}

/** `tests` learns by its key which test each set comes from. */
function asSets(
  formula: Exclude<Formula, boolean>,
  tests: Map<string, Atom>,
): Formula {
  if (formula.kind === "all")
    return allOf(formula.of.map((part) => asSets(part, tests)));
  const values = formula.kind === "bits" ? valuesOf(formula) : undefined;
  if (formula.kind !== "bits" || values === undefined) return formula;
  const set: Atom = { kind: "set", of: formula.of, values };
  tests.set(keyOf(set), formula);
  return set;
}

/** What was joined with nothing is written as it was. */
function asTests(formula: Formula, tests: ReadonlyMap<string, Atom>): Formula {
  if (typeof formula === "boolean") return formula;
  if (formula.kind === "set") return tests.get(keyOf(formula)) ?? formula;
  if (formula.kind === "bits") return formula;
  const of = formula.of.map((part) => asTests(part, tests));
  return formula.kind === "all" ? allOf(of) : anyOf(of);
}

/** Bits that are not looked at and not all below the others: each doubles the values. */
const SCATTERED_MAX = 4;

/** Undefined where they are too many, or it is no equality. */
function valuesOf({
  of,
  mask,
  operator,
  value,
}: Atom & { kind: "bits" }): Intervals | undefined {
  if (operator !== "==") return undefined;
  let free = greatest(of.bits) & ~mask;
  let low = 0n;
  for (let bit = 1n; (free & bit) !== 0n; bit <<= 1n) low |= bit;
  free &= ~low;
  let values: Interval[] = [[value, value | low]];
  for (let left = SCATTERED_MAX; free !== 0n; left--) {
    if (left === 0) return undefined;
    const bit = free & -free;
    free &= ~bit;
    values = values.flatMap(([first, last]): Interval[] => [
      [first, last],
      [first | bit, last | bit],
    ]);
  }
  return union(values);
}
