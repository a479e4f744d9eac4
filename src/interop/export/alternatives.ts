/**
 * A formula as alternatives of conjunctions with at most one masked equality an argument,
 * which libseccomp's users can write. A range is the aligned blocks that it consists of.
 */
import type { Atom, Formula } from "../condition/formula.js";
import { greatest, type Intervals } from "../condition/intervals.js";

/** `(argument & mask) == value`, over whole 64-bit registers. */
export interface MaskedEquality {
  readonly argument: number;
  readonly mask: bigint;
  readonly value: bigint;
}

export type Conjunction = readonly MaskedEquality[];

/** More than anybody reviews, and than a filter should hold for one syscall. */
export const ALTERNATIVES_MAX = 512;
/** On the way there: what two negations have in common shrinks once it is joined. */
const PRODUCT_MAX = 20 * ALTERNATIVES_MAX;

/** Undefined where there would be more than `ALTERNATIVES_MAX`, or a test has no such form. */
export function alternativesOf(
  formula: Formula,
): readonly Conjunction[] | undefined {
  const all = expanded(formula);
  return all !== undefined && all.length <= ALTERNATIVES_MAX ? all : undefined;
}

function expanded(formula: Formula): readonly Conjunction[] | undefined {
  if (formula === true) return [[]];
  if (formula === false) return [];
  switch (formula.kind) {
    case "set":
      return blocks(formula.values, formula.of.bits).map((block) => [
        { argument: formula.of.index, ...block },
      ]);
    case "bits":
      return bitAlternatives(formula);
    case "any": {
      const parts = formula.of.map(expanded);
      const sound = parts.filter((part) => part !== undefined);
      return sound.length < parts.length ? undefined : joined(sound.flat());
    }
    case "all": {
      let all: readonly Conjunction[] = [[]];
      for (const part of formula.of) {
        const some = expanded(part);
        if (some === undefined || all.length * some.length > PRODUCT_MAX)
          return undefined;
        all = joined(
          all.flatMap((a) => some.flatMap((b) => merged(a, b) ?? [])),
        );
      }
      return all;
    }
    default:
      return formula satisfies never;
  }
}

/** Both hold: undefined where they can't. */
function merged(
  a: readonly MaskedEquality[],
  b: readonly MaskedEquality[],
): readonly [Conjunction] | undefined {
  const result = [...a];
  for (const test of b) {
    const at = result.findIndex(({ argument }) => argument === test.argument);
    const before = result[at];
    if (before === undefined) {
      result.push(test);
      continue;
    }
    if (((before.value ^ test.value) & before.mask & test.mask) !== 0n)
      return undefined;
    result[at] = {
      argument: test.argument,
      mask: before.mask | test.mask,
      value: before.value | test.value,
    };
  }
  return [result];
}

/**
 * The same with fewer alternatives: two that differ in one bit alone are one without that bit
 * (the first half of Quine's and McCluskey's method), and one within another is left out.
 */
function joined(all: readonly Conjunction[]): readonly Conjunction[] {
  const byKey = new Map<string, Conjunction>();
  const waiting = [...all];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const key = keyOf(one);
    if (byKey.has(key)) continue;
    const wider = joinedWithOneOf(byKey, one);
    if (wider === undefined) byKey.set(key, one);
    else waiting.push(wider);
  }
  // The widest first: what lies within another comes after it.
  const sorted = [...byKey.values()].sort((a, b) => tested(a) - tested(b));
  const kept: Conjunction[] = [];
  for (const one of sorted)
    if (!kept.some((wider) => isWithin(one, wider))) kept.push(one);
  return kept;
}

/** Takes the partner out of `byKey`. */
function joinedWithOneOf(
  byKey: Map<string, Conjunction>,
  one: Conjunction,
): Conjunction | undefined {
  for (const { argument, mask } of one)
    for (const bit of bitsOf(mask)) {
      const other = one.map((test) =>
        test.argument === argument
          ? { ...test, value: test.value ^ bit }
          : test,
      );
      if (!byKey.delete(keyOf(other))) continue;
      return one.flatMap((test) => {
        if (test.argument !== argument) return [test];
        const rest = mask & ~bit;
        return rest === 0n
          ? []
          : [{ argument, mask: rest, value: test.value & rest }];
      });
    }
  return undefined;
}

function keyOf(conjunction: Conjunction): string {
  return conjunction
    .map(({ argument, mask, value }) => `${argument}&${mask}=${value}`)
    .sort()
    .join();
}

/** How many bits it tests. */
function tested(conjunction: Conjunction): number {
  return conjunction.reduce((sum, { mask }) => sum + bitsOf(mask).length, 0);
}

function isWithin(one: Conjunction, wider: Conjunction): boolean {
  return wider.every((test) =>
    one.some(
      ({ argument, mask, value }) =>
        argument === test.argument &&
        (mask & test.mask) === test.mask &&
        (value & test.mask) === test.value,
    ),
  );
}

interface Block {
  readonly mask: bigint;
  readonly value: bigint;
}

/** The ranges as blocks of a power of two each, on a multiple of their size. */
function blocks(values: Intervals, bits: number): readonly Block[] {
  return values.flatMap(([first, last]) => {
    const found: Block[] = [];
    for (let from = first; from <= last;) {
      let size = 1n;
      while (
        from % (size * 2n) === 0n &&
        from + size * 2n - 1n <= last &&
        size * 2n <= greatest(bits) + 1n
      )
        size *= 2n;
      found.push({ mask: greatest(bits) & ~(size - 1n), value: from });
      from += size;
    }
    return found;
  });
}

function bitAlternatives(
  atom: Atom & { readonly kind: "bits" },
): readonly Conjunction[] | undefined {
  const { mask, operator, value } = atom;
  const argument = atom.of.index;
  switch (operator) {
    case "==":
      return [[{ argument, mask, value }]];
    case "!=":
      return bitsOf(mask).map((bit) => [
        { argument, mask: bit, value: ~value & bit },
      ]);
    case "<":
    case ">=": {
      // Only where the bits are the lowest ones do they count on as numbers do.
      const bits = mask.toString(2).length;
      if (mask !== greatest(bits)) return undefined;
      const range: Intervals =
        operator === "<" ? [[0n, value - 1n]] : [[value, mask]];
      return blocks(range, bits).map((block) => [{ argument, ...block }]);
    }
    default:
      return operator satisfies never;
  }
}

function bitsOf(mask: bigint): readonly bigint[] {
  const bits: bigint[] = [];
  for (let bit = 1n; bit <= mask; bit <<= 1n)
    if ((mask & bit) !== 0n) bits.push(bit);
  return bits;
}
