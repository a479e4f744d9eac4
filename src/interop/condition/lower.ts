/**
 * Carries another tool's comparison over to what the kernel reads of that argument.
 *
 * Other tools compare a whole register where the kernel reads 32 bits of it (or 16, of a
 * `umode_t`). A policy looks at what the kernel reads, so such a comparison is taken with
 * the register that a caller would fill: zeros above, or the sign where the file's value
 * is written sign-extended (0xffffffffffffff9c for -100).
 */
import type { Syscall } from "../../../syscalls/index.js";
import type { Comparison } from "../../policy/model.js";
import type { SourceCondition, SourceTest } from "../source.js";
import {
  allOf,
  anyOf,
  negation,
  setOf,
  type Formula,
  type Reading,
} from "./formula.js";
import {
  complement,
  greatest,
  intersection,
  union,
  type Interval,
  type Intervals,
} from "./intervals.js";

/** Why a test can't be carried over. */
export interface Obstacle {
  readonly code: string;
  readonly message: string;
  readonly test: SourceTest;
}

export interface Lowering {
  readonly formula: Formula;
  readonly obstacle: Obstacle | undefined;
  /** Arguments whose upper bits the other tool compares and the kernel does not read. */
  readonly narrowed: ReadonlySet<number>;
}

/** `condition` for `syscall` on an arch whose registers have `registerBits`. */
export function lower(
  condition: SourceCondition,
  syscall: Syscall,
  registerBits: 32 | 64,
): Lowering {
  const narrowed = new Set<number>();
  let obstacle: Obstacle | undefined;
  const formula = walk(condition);
  return { formula, obstacle, narrowed };

  function walk(one: SourceCondition): Formula {
    switch (one.kind) {
      case "all":
        return allOf(one.of.map(walk));
      case "any":
        return anyOf(one.of.map(walk));
      case "not":
        return negation(walk(one.of));
      case "test": {
        const lowered = lowerTest(one.test, syscall, registerBits, narrowed);
        if (!("code" in lowered)) return lowered.formula;
        obstacle ??= lowered;
        return false;
      }
      default:
        return one satisfies never;
    }
  }
}

function lowerTest(
  test: SourceTest,
  syscall: Syscall,
  registerBits: 32 | 64,
  narrowed: Set<number>,
): { readonly formula: Formula } | Obstacle {
  const argument = syscall.args[test.argument];
  if (argument === undefined || argument.name.startsWith("__pad"))
    return {
      code: "unread-argument",
      message: `the kernel reads no argument ${test.argument} of ${syscall.name}`,
      test,
    };
  const bits = argument.narrow ?? argument.width;
  const width =
    test.width === "register" || test.width > registerBits
      ? registerBits
      : test.width;
  const of: Reading = {
    index: test.argument,
    bits,
    signed: argument.signed && argument.narrow === undefined,
  };
  const mask = (test.mask ?? greatest(64)) & greatest(width);
  const value = test.value & greatest(width);
  const compared: Compared = {
    of,
    width,
    mask,
    operator: test.operator,
    value,
  };
  if (width > bits) narrowed.add(test.argument);
  const formula = width > bits ? extended(compared) : within(compared, mask);
  if (argument.pointer && !isNullTest(formula))
    return {
      code: "pointer-compared",
      message: `${argument.name} of ${syscall.name} is a pointer, which a policy compares with 0 only`,
      test,
    };
  if (formula === undefined)
    return {
      code: "masked-order",
      message: `an order test of masked bits with the sign bit can't be written in a policy`,
      test,
    };
  return { formula };
}

interface Compared {
  readonly of: Reading;
  readonly width: number;
  readonly mask: bigint;
  readonly operator: Comparison;
  readonly value: bigint;
}

/** The kernel reads at least as much as is compared. */
function within(
  { of, operator, value }: Compared,
  mask: bigint,
): Formula | undefined {
  if (mask === greatest(of.bits))
    return setOf(of, solutions(operator, value, of.bits));
  return masked(of, mask, operator, value);
}

/** The kernel reads less than is compared. */
function extended(compared: Compared): Formula | undefined {
  const { of, width, mask, operator, value } = compared;
  const upper = greatest(width) & ~greatest(of.bits);
  const sign = 1n << BigInt(of.bits - 1);
  const readMask = mask & greatest(of.bits);
  const read = value & greatest(of.bits);
  const signWritten =
    (value & upper) === upper &&
    (mask & upper) === upper &&
    ((read & sign) !== 0n || (mask & sign) === 0n);
  if (mask === greatest(width)) {
    const found = solutions(operator, value, width);
    const zeros = intersection(found, [[0n, greatest(of.bits)]]);
    if (!signWritten) return setOf(of, zeros);
    const low = intersection(found, [[0n, sign - 1n]]);
    const high = intersection(found, [[upper | sign, greatest(width)]]);
    const cut = high.map(([first, last]): Interval => [
      first & greatest(of.bits),
      last & greatest(of.bits),
    ]);
    return setOf(of, union(low, cut));
  }
  const equality = operator === "==" || operator === "!=";
  // With the upper bits all set, and copies of the sign, the sign is set too.
  return signWritten && equality
    ? masked(of, readMask | sign, operator, read | sign)
    : masked(of, readMask, operator, value);
}

/** The numbers of `bits` bits that compare so with `value`, unsigned. */
function solutions(
  operator: Comparison,
  value: bigint,
  bits: number,
): Intervals {
  const most = greatest(bits);
  const upTo = (last: bigint): Intervals => (last < 0n ? [] : [[0n, last]]);
  const from = (first: bigint): Intervals =>
    first > most ? [] : [[first, most]];
  switch (operator) {
    case "==":
      return [[value, value]];
    case "!=":
      return complement([[value, value]], bits);
    case "<":
      return upTo(value - 1n);
    case "<=":
      return upTo(value);
    case ">":
      return from(value + 1n);
    case ">=":
      return from(value);
    default:
      return operator satisfies never;
  }
}

/** `(argument & mask) OPERATOR value`, unsigned; undefined where a policy can't say it. */
function masked(
  of: Reading,
  mask: bigint,
  operator: Comparison,
  value: bigint,
): Formula | undefined {
  const equality = operator === "==" || operator === "!=";
  if (mask === 0n) return holdsForZero(operator, value);
  if (mask === greatest(of.bits))
    return setOf(
      of,
      intersection(solutions(operator, value, 64), [[0n, mask]]),
    );
  if (equality) {
    if ((value & ~mask) !== 0n) return operator === "!=";
    return { kind: "bits", of, mask, operator, value };
  }
  // As "<" and ">=" of the least value that is not below: `> v` is `>= v + 1`.
  const strict = operator === ">" || operator === "<=";
  const bound = strict ? value + 1n : value;
  const below = operator === "<" || operator === "<=";
  if (bound === 0n) return !below;
  if (bound > mask) return below;
  if (of.signed && (mask & (1n << BigInt(of.bits - 1))) !== 0n)
    return undefined;
  return { kind: "bits", of, mask, operator: below ? "<" : ">=", value: bound };
}

function holdsForZero(operator: Comparison, value: bigint): boolean {
  switch (operator) {
    case "==":
    case ">=":
      return value === 0n;
    case "!=":
    case "<":
      return value !== 0n;
    case "<=":
      return true;
    case ">":
      return false;
    default:
      return operator satisfies never;
  }
}

function isNullTest(formula: Formula | undefined): boolean {
  if (formula === undefined) return false;
  if (typeof formula === "boolean") return true;
  if (formula.kind !== "set") return false;
  const isNull = (set: Intervals): boolean =>
    set.length === 1 && set[0]?.[0] === 0n && set[0][1] === 0n;
  return (
    isNull(formula.values) ||
    isNull(complement(formula.values, formula.of.bits))
  );
}
