/**
 * A set of one argument's classes as a formula that a person would write: a few values, a
 * range, bits that are set or clear.
 */
import {
  allOf,
  anyOf,
  negation,
  setOf,
  type Atom,
  type Formula,
  type Reading,
} from "../../interop/condition/formula.js";
import {
  complement,
  union,
  type Interval,
  type Intervals,
} from "../../interop/condition/intervals.js";
import { countOf, greatest, spread } from "./bits.js";
import { boxesOf, Grid } from "./cover.js";
import type { Part, Partition } from "./partition.js";

/**
 * The formula that holds for the classes in `set` alone; `of` is how the argument is read.
 * Undefined where the language has no test for it: an order of masked bits with the sign.
 */
export function describe(
  { parts, classes }: Partition,
  set: Uint8Array,
  of: Reading,
): Formula | undefined {
  const grid = new Grid(parts.map(({ intervals }) => intervals.length));
  const points = new Uint8Array(grid.size);
  // Classes are counted as the grid counts its points.
  classes.forEach((_, index) => (points[index] = set[index] ?? 0));
  const whole = asIntervals(parts, points, of);
  if (whole !== undefined) return setOf(of, whole);
  const inside = ofBoxes(parts, grid, points, of);
  const outside = ofBoxes(
    parts,
    grid,
    points.map((one) => 1 - one),
    of,
  );
  if (inside === undefined || outside === undefined) return inside;
  return sizeOf(outside) < sizeOf(inside) ? negation(outside) : inside;
}

/** Ranges that are worth telling as such: more are told by bits. */
const RANGES_MAX = 6;

/**
 * The set as ranges of the whole argument, where its parts are neighbours that fill it. What
 * lies below a part that is no single value must be free.
 */
function asIntervals(
  parts: readonly Part[],
  points: Uint8Array,
  of: Reading,
): Intervals | undefined {
  let left = greatest(of.bits);
  for (const { mask } of parts) {
    left &= ~mask;
    // Below the highest bits there must be only lower ones.
    if ((left & (left + 1n)) !== 0n) return undefined;
  }
  if (left !== 0n) return undefined;
  const below = (part: number): readonly Part[] => parts.slice(part + 1);
  const within = (part: number, base: number): Intervals | undefined => {
    const here = parts[part];
    if (here === undefined) return points[base] === 1 ? [[0n, 0n]] : [];
    const lower = below(part).reduce((mask, one) => mask | one.mask, 0n);
    const stride = below(part).reduce(
      (product, { intervals }) => product * intervals.length,
      1,
    );
    const found: Interval[] = [];
    for (const [index, [first, last]] of here.intervals.entries()) {
      const rest = within(part + 1, base + index * stride);
      if (rest === undefined) return undefined;
      const from = spread(first, here.mask);
      if (first === last || rest.length === 0) {
        for (const [low, high] of rest) found.push([from | low, from | high]);
        continue;
      }
      const [only] = rest;
      if (rest.length > 1 || only?.[0] !== 0n || only[1] !== lower)
        return undefined;
      found.push([from, spread(last, here.mask) | lower]);
    }
    return union(found);
  };
  const found = within(0, 0);
  if (found === undefined) return undefined;
  const rangesIn = (set: Intervals): number =>
    set.filter(([first, last]) => first !== last).length;
  const ranges = Math.min(
    rangesIn(found),
    rangesIn(complement(found, of.bits)),
  );
  return parts.length === 1 || ranges <= RANGES_MAX ? found : undefined;
}

function ofBoxes(
  parts: readonly Part[],
  grid: Grid,
  points: Uint8Array,
  of: Reading,
): Formula | undefined {
  const alternatives: Formula[] = [];
  for (const { axes } of boxesOf(grid, points)) {
    const factors: Formula[] = [];
    for (const [index, part] of parts.entries()) {
      const chosen = axes[index] ?? [];
      if (chosen.length === part.intervals.length) continue;
      const factor = partFormula(part, chosen, of);
      if (factor === undefined) return undefined;
      factors.push(factor);
    }
    alternatives.push(allOf(joinedBits("==", factors, of)));
  }
  return anyOf(joinedBits("!=", alternatives, of));
}

function partFormula(
  { mask, intervals }: Part,
  chosen: readonly number[],
  of: Reading,
): Formula | undefined {
  const values = union(
    chosen.flatMap((index) => {
      const interval = intervals[index];
      return interval === undefined ? [] : [interval];
    }),
  );
  const bits = countOf(mask);
  const ranges = values.map(([first, last]): Interval => [
    spread(first, mask),
    spread(last, mask),
  ]);
  if (mask === greatest(of.bits)) return setOf(of, values);
  const isOne = (set: Intervals): boolean =>
    set.length === 1 && set[0]?.[0] === set[0]?.[1];
  const [range] = ranges;
  if (isOne(values) && range !== undefined)
    return { kind: "bits", of, mask, operator: "==", value: range[0] };
  const outside = complement(values, bits);
  const [hole] = outside;
  if (isOne(outside) && hole !== undefined)
    return {
      kind: "bits",
      of,
      mask,
      operator: "!=",
      value: spread(hole[0], mask),
    };
  const sign = 1n << BigInt(of.bits - 1);
  const isOrdered = !(of.signed && (mask & sign) !== 0n);
  const alternatives: Formula[] = [];
  for (const [index, [first, last]] of ranges.entries()) {
    if (first === last) {
      alternatives.push({
        kind: "bits",
        of,
        mask,
        operator: "==",
        value: first,
      });
      continue;
    }
    if (!isOrdered) return undefined;
    const next = (values[index]?.[1] ?? 0n) + 1n;
    const limits: Formula[] = [];
    if (first !== 0n)
      limits.push({ kind: "bits", of, mask, operator: ">=", value: first });
    if (next <= greatest(bits))
      limits.push({
        kind: "bits",
        of,
        mask,
        operator: "<",
        value: spread(next, mask),
      });
    alternatives.push(allOf(limits));
  }
  return anyOf(alternatives);
}

/**
 * `not a & 1 and not a & 2` is `not a & 3`; of alternatives the same with "!=". Bits that are
 * set stand for themselves, unless all of the argument is known. Parts of one argument
 * exclude each other, so their bits can be put together.
 */
function joinedBits(
  operator: "==" | "!=",
  factors: readonly Formula[],
  of: Reading,
): readonly Formula[] {
  const isBits = (
    one: Formula,
  ): one is Extract<Atom, { readonly kind: "bits" }> =>
    typeof one === "object" && one.kind === "bits" && one.operator === operator;
  const all = factors.filter(isBits);
  const isWhole =
    all.reduce((mask, one) => mask | one.mask, 0n) === greatest(of.bits);
  const bits = isWhole ? all : all.filter(({ value }) => value === 0n);
  if (bits.length < 2) return factors;
  const mask = bits.reduce((mask, one) => mask | one.mask, 0n);
  const value = bits.reduce((value, one) => value | one.value, 0n);
  const joined: Formula = isWhole
    ? setOf(
        of,
        operator === "=="
          ? [[value, value]]
          : complement([[value, value]], of.bits),
      )
    : { kind: "bits", of, mask, operator, value };
  return [...factors.filter((one) => !bits.some((b) => b === one)), joined];
}

/** How much there is to read. */
export function sizeOf(formula: Formula): number {
  if (typeof formula === "boolean") return 0;
  if (formula.kind === "bits") return 1;
  if (formula.kind === "set")
    return Math.min(
      formula.values.length,
      complement(formula.values, formula.of.bits).length,
    );
  return formula.of.reduce((sum, one) => sum + sizeOf(one), 0);
}
