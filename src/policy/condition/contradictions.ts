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

/** Whether no value of one argument passes all of `tests`. */
function isImpossible(tests: Conjunction): boolean {
  // One test alone was judged where it stands.
  if (tests.length < 2) return false;
  let known = 0n;
  let bits = 0n;
  for (const test of tests) {
    if (test.operator !== "==" || test.value.kind !== "constant") continue;
    const { value } = test.value;
    if (((bits ^ value) & known & test.mask) !== 0n) return true;
    known |= test.mask;
    bits |= value;
  }
  const masks = new Set(tests.map(({ mask }) => mask));
  return [...masks].some((mask) =>
    isEmpty(
      tests.filter((test) => test.mask === mask),
      known,
      bits,
    ),
  );
}

/**
 * Whether no value passes `tests`, which all compare the same bits, when those in `known`
 * are `bits`.
 */
function isEmpty(tests: Conjunction, known: bigint, bits: bigint): boolean {
  const [first] = tests;
  if (first === undefined) return false;
  const order = orderOf(first);
  const sign = order.key(0n);
  const free = first.mask & ~known;
  const fixed = (bits & known & first.mask) ^ sign;
  let least = 0n;
  let most = (1n << BigInt(first.width)) - 1n;
  for (const { operator, value } of tests) {
    if (value.kind === "parameter") continue;
    const key = order.key(value.value);
    if (operator === ">=" && key > least) least = key;
    if (operator === ">" && key + 1n > least) least = key + 1n;
    if (operator === "<=" && key < most) most = key;
    if (operator === "<" && key - 1n < most) most = key - 1n;
  }
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
