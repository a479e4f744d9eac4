/**
 * The values of one argument, taken apart so that no test tells two values of a class from
 * each other. Masks are cut into parts that no test divides, and the numbers in each part
 * into intervals at the values that tests compare with; a class is a choice of one interval
 * for each part.
 */
import type { Interval } from "../../interop/condition/intervals.js";
import { holds } from "../../policy/decide.js";
import type { ArgumentTest } from "../../policy/model.js";
import { countOf, gathered, greatest, positionsOf, spread } from "./bits.js";

/** Bits that tests take together, and the ranges of their values, pushed together. */
export interface Part {
  readonly mask: bigint;
  readonly intervals: readonly Interval[];
}

export interface Partition {
  readonly argument: ArgumentTest["argument"];
  readonly parts: readonly Part[];
  /** For each class an index into each part's intervals. */
  readonly classes: readonly (readonly number[])[];
  /** A value of each class. */
  readonly values: readonly bigint[];
  /** Whether a test of this argument holds for each class. */
  truth(test: ArgumentTest): Uint8Array;
}

/** More classes than anybody could be told about. */
const CLASSES_MAX = 1 << 13;

/** Undefined where there are too many classes. `values` are those of parameters. */
export function partitionOf(
  argument: ArgumentTest["argument"],
  tests: readonly ArgumentTest[],
  values: ReadonlyMap<string, bigint>,
): Partition | undefined {
  const masks = partsOf(tests);
  const withIntervals = (some: readonly bigint[]): readonly Part[] =>
    some.map((mask) => ({ mask, intervals: intervalsOf(mask, tests, values) }));
  const countOfClasses = (some: readonly Part[]): number =>
    some.reduce((product, one) => product * one.intervals.length, 1);
  let parts = withIntervals(masks);
  // Ranges that were taken apart bit by bit are ranges again.
  if (countOfClasses(parts) > CLASSES_MAX)
    parts = withIntervals(joinedParts(masks, tests));
  if (countOfClasses(parts) > CLASSES_MAX) return undefined;
  let classes: readonly (readonly number[])[] = [[]];
  for (const { intervals } of parts)
    classes = classes.flatMap((one) => intervals.map((_, i) => [...one, i]));
  const representatives = classes.map((one) =>
    one.reduce((value, index, part) => {
      const { mask, intervals } = parts[part] ?? { mask: 0n, intervals: [] };
      return value | spread(intervals[index]?.[0] ?? 0n, mask);
    }, 0n),
  );
  const known = new Map<ArgumentTest, Uint8Array>();
  return {
    argument,
    parts,
    classes,
    values: representatives,
    truth(test) {
      let truth = known.get(test);
      if (truth === undefined) {
        const args = [0n, 0n, 0n, 0n, 0n, 0n];
        truth = Uint8Array.from(representatives, (value) => {
          args[argument] = value;
          return holds({ kind: "test", test }, args, values) ? 1 : 0;
        });
        known.set(test, truth);
      }
      return truth;
    },
  };
}

/** Masks that no test divides, the highest first. */
function partsOf(tests: readonly ArgumentTest[]): readonly bigint[] {
  const masks = new Set(
    tests.map(({ mask }) => mask).filter((one) => one > 0n),
  );
  let parts: bigint[] = [];
  for (const mask of masks) {
    const rest = parts.reduce((left, part) => left & ~part, mask);
    parts = parts.flatMap((part) =>
      [part & mask, part & ~mask].filter((one) => one !== 0n),
    );
    if (rest !== 0n) parts.push(rest);
  }
  const isOrder = ({ operator }: ArgumentTest): boolean =>
    operator !== "==" && operator !== "!=";
  for (const mask of new Set(tests.filter(isOrder).map(({ mask }) => mask)))
    parts = parts.flatMap((part) =>
      (part & mask) === 0n ? [part] : runsWithin(part, mask),
    );
  return parts.sort((a, b) => (a > b ? -1 : 1));
}

/**
 * An order test compares the highest bits first: it is a test of parts one after the other
 * only where each part's bits are neighbours among those of the mask.
 */
function runsWithin(part: bigint, mask: bigint): readonly bigint[] {
  const runs: bigint[] = [];
  let open = false;
  for (const position of positionsOf(mask)) {
    const bit = 1n << position;
    if ((part & bit) === 0n) {
      open = false;
      continue;
    }
    if (open) runs[runs.length - 1] = (runs.at(-1) ?? 0n) | bit;
    else runs.push(bit);
    open = true;
  }
  return runs;
}

/**
 * Parts joined with the one below where every test that looks at the lower bits looks at the
 * upper ones too: such tests are ranges of the two together.
 */
function joinedParts(
  parts: readonly bigint[],
  tests: readonly ArgumentTest[],
): readonly bigint[] {
  const joined: bigint[] = [];
  for (const part of parts) {
    const above = joined.at(-1);
    const isRun = (mask: bigint): boolean => {
      const lowest = mask & -mask;
      return (mask & (mask + lowest)) === 0n;
    };
    const fits =
      above !== undefined &&
      isRun(above | part) &&
      isRun(above) &&
      isRun(part) &&
      tests.every(
        ({ mask }) => (mask & part) === 0n || (mask & above) === above,
      );
    if (fits) joined[joined.length - 1] = above | part;
    else joined.push(part);
  }
  return joined;
}

/** The part's values between those that tests compare with; each of these is one by itself. */
function intervalsOf(
  mask: bigint,
  tests: readonly ArgumentTest[],
  values: ReadonlyMap<string, bigint>,
): readonly Interval[] {
  const most = greatest(countOf(mask));
  const starts = new Set([0n]);
  for (const { mask: tested, value, signed, width } of tests) {
    if ((tested & mask) === 0n) continue;
    const wanted =
      value.kind === "constant"
        ? value.value
        : BigInt.asUintN(width, values.get(value.name) ?? 0n);
    const point = gathered(wanted & tested, mask);
    starts.add(point);
    // Bits of the part that the test leaves out lie below those that it looks at.
    starts.add(point + (1n << BigInt(countOf(mask & ~tested))));
    // A signed order goes on at the sign bit where an unsigned one begins anew.
    const sign = 1n << BigInt(width - 1);
    if (signed && (mask & sign) !== 0n) starts.add(gathered(sign, mask));
  }
  const sorted = [...starts]
    .filter((start) => start <= most)
    .sort((a, b) => (a < b ? -1 : 1));
  return sorted.map((start, index): Interval => [
    start,
    (sorted[index + 1] ?? most + 1n) - 1n,
  ]);
}
