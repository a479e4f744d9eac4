/**
 * Finds conditions that can't be true or can't be false as a whole, such as
 * `flags == 1 and flags == 2`. What it says is certain; what it doesn't notice, the
 * compiler's proof still answers.
 */
import type { ArgumentTest, Comparison, Condition } from "../model.js";
import { nextWithin, orderOf, type Verdict } from "./judge.js";

/** Whether the condition has the same answer for every call. Parameters can have any value. */
export function decided(condition: Condition): Verdict {
  if (testCount(condition) > TESTS_MAX) return undefined;
  if (isNever(condition, false)) return "never";
  return isNever(condition, true) ? "always" : undefined;
}

/** A conjunction is copied once for each of its tests. */
const TESTS_MAX = 200;

function testCount(condition: Condition): number {
  switch (condition.kind) {
    case "test":
      return 1;
    case "not":
      return testCount(condition.of);
    case "all":
    case "any":
      return condition.of.reduce((sum, one) => sum + testCount(one), 0);
  }
}

function isNever(condition: Condition, negated: boolean): boolean {
  const alternatives = alternativesOf(condition, negated);
  return alternatives !== undefined && alternatives.every(isContradiction);
}

type Conjunction = readonly ArgumentTest[];

/** More are not worth the time: a reader would not see through them either. */
const ALTERNATIVES_MAX = 256;

/** The condition, or what it denies, as alternatives; undefined where they are too many. */
function alternativesOf(
  condition: Condition,
  negated: boolean,
): readonly Conjunction[] | undefined {
  switch (condition.kind) {
    case "test":
      return [[negated ? denial(condition.test) : condition.test]];
    case "not":
      return alternativesOf(condition.of, !negated);
    case "all":
    case "any": {
      const parts = condition.of.map((one) => alternativesOf(one, negated));
      return (condition.kind === "any") === negated
        ? product(parts)
        : union(parts);
    }
  }
}

function union(
  parts: readonly (readonly Conjunction[] | undefined)[],
): readonly Conjunction[] | undefined {
  const all: Conjunction[] = [];
  for (const part of parts) {
    if (part === undefined || all.length + part.length > ALTERNATIVES_MAX)
      return undefined;
    all.push(...part);
  }
  return all;
}

function product(
  parts: readonly (readonly Conjunction[] | undefined)[],
): readonly Conjunction[] | undefined {
  let all: readonly Conjunction[] = [[]];
  for (const part of parts) {
    if (part === undefined || all.length * part.length > ALTERNATIVES_MAX)
      return undefined;
    all = all.flatMap((left) => part.map((right) => [...left, ...right]));
  }
  return all;
}

const DENIALS: Readonly<Record<Comparison, Comparison>> = {
  "==": "!=",
  "!=": "==",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};

function denial(test: ArgumentTest): ArgumentTest {
  return { ...test, operator: DENIALS[test.operator] };
}

function isContradiction(tests: Conjunction): boolean {
  return [0, 1, 2, 3, 4, 5].some((argument) =>
    isImpossible(tests.filter((test) => test.argument === argument)),
  );
}

/** What is not one value of a single bit is the other. */
function plain(test: ArgumentTest): ArgumentTest {
  const { mask, operator, value } = test;
  const isBit = mask !== 0n && (mask & (mask - 1n)) === 0n;
  if (!isBit || operator !== "!=" || value.kind !== "constant") return test;
  if ((value.value & ~mask) !== 0n) return test;
  const other = { kind: "constant", value: value.value ^ mask } as const;
  return { ...test, operator: "==", value: other };
}

/** Bits of an argument that are known, and what they are. */
interface Known {
  readonly mask: bigint;
  readonly bits: bigint;
}

/** Whether no value of one argument passes all of `given`. */
function isImpossible(given: Conjunction): boolean {
  // One test alone was judged where it stands.
  if (given.length < 2) return false;
  const tests = given.map(plain);
  const groups = [...new Set(tests.map(({ mask }) => mask))].map((mask) =>
    tests.filter((test) => test.mask === mask),
  );
  let known: Known = { mask: 0n, bits: 0n };
  for (const { mask, bits } of [
    ...tests.flatMap(equality),
    ...groups.map(sharedBits),
  ]) {
    if (((known.bits ^ bits) & known.mask & mask) !== 0n) return true;
    known = { mask: known.mask | mask, bits: known.bits | bits };
  }
  return groups.some(
    (alike) => isEmpty(alike, known) || excludeEachOther(alike),
  );
}

function equality({ operator, value, mask }: ArgumentTest): readonly Known[] {
  return operator === "==" && value.kind === "constant"
    ? [{ mask, bits: value.value }]
    : [];
}

/** The upper bits that all values within the order tests of one mask have in common. */
function sharedBits(tests: Conjunction): Known {
  const [first] = tests;
  if (first === undefined) return { mask: 0n, bits: 0n };
  const { key } = orderOf(first);
  const { least, most } = boundsOf(tests);
  const different = (least ^ most).toString(2);
  const upper =
    least > most
      ? 0n
      : different === "0"
        ? first.mask
        : first.mask & ~((1n << BigInt(different.length)) - 1n);
  return { mask: upper, bits: key(least) & upper };
}

/** What a comparison leaves open: less, equal, greater. */
const OUTCOMES: Readonly<Record<Comparison, number>> = {
  "<": 0b100,
  "<=": 0b110,
  "==": 0b010,
  "!=": 0b101,
  ">=": 0b011,
  ">": 0b001,
};

/** Whether comparisons with one parameter can't hold together, whatever its value. */
function excludeEachOther(tests: Conjunction): boolean {
  const open = new Map<string, number>();
  for (const { operator, value } of tests) {
    if (value.kind !== "parameter") continue;
    const before = open.get(value.name) ?? 0b111;
    open.set(value.name, before & OUTCOMES[operator]);
  }
  return [...open.values()].includes(0);
}

/** Whether no value passes `tests`, which all compare the same bits, given what is `known`. */
function isEmpty(tests: Conjunction, known: Known): boolean {
  const [first] = tests;
  if (first === undefined) return false;
  const order = orderOf(first);
  const sign = order.key(0n);
  const free = first.mask & ~known.mask;
  const fixed = (known.bits & known.mask & first.mask) ^ sign;
  const { least, most } = boundsOf(tests);
  const refused = new Set<bigint>();
  for (const { operator, value } of tests)
    if (operator === "!=" && value.kind === "constant")
      refused.add(order.key(value.value));
  // Each refused value costs one step, so this ends.
  let next = nextWithin(least, free, fixed);
  while (next !== undefined && next <= most && refused.has(next))
    next = nextWithin(next + 1n, free, fixed);
  return next === undefined || next > most;
}

/** The keys between which the order tests of one mask leave values. */
function boundsOf(tests: Conjunction): {
  readonly least: bigint;
  readonly most: bigint;
} {
  const [first] = tests;
  if (first === undefined) return { least: 0n, most: 0n };
  const order = orderOf(first);
  let { least, most } = order;
  for (const { operator, value } of tests) {
    if (value.kind === "parameter") continue;
    const key = order.key(value.value);
    if (operator === ">=" && key > least) least = key;
    if (operator === ">" && key + 1n > least) least = key + 1n;
    if (operator === "<=" && key < most) most = key;
    if (operator === "<" && key - 1n < most) most = key - 1n;
  }
  return { least, most };
}
