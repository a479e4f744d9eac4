/**
 * How libseccomp makes a filter of rules (its `db_rule_add`), for one syscall of one arch:
 *
 * - A rule without arguments replaces those with arguments, whatever their actions and
 *   wherever it stands; of several without arguments the first stays.
 * - Rules with arguments are a union. Where two of them have different actions and one call
 *   can match both, libseccomp decides by its tree's order, which is told here.
 */
import type { Comparison } from "../../policy/model.js";
import {
  complement,
  greatest,
  intersection,
  type Interval,
  type Intervals,
} from "../condition/intervals.js";

export interface Comparing {
  readonly argument: number;
  readonly operator: Comparison;
  /** All bits where it is undefined. */
  readonly mask?: bigint;
  readonly value: bigint;
}

export interface Added<Rule> {
  readonly rule: Rule;
  readonly action: string;
  /** Alternatives, each of which is an `and` of comparisons; undefined: no bit is tested. */
  readonly alternatives: readonly (readonly Comparing[])[] | undefined;
}

export interface Merged<Rule> {
  readonly kept: readonly Added<Rule>[];
  /** Two rules that a call can match both, with different actions. */
  readonly conflicts: readonly (readonly [Added<Rule>, Added<Rule>])[];
}

export function mergeAsLibseccomp<Rule>(
  added: readonly Added<Rule>[],
): Merged<Rule> {
  const whole = added.find(({ alternatives }) => alternatives === undefined);
  if (whole !== undefined) return { kept: [whole], conflicts: [] };
  const conflicts: (readonly [Added<Rule>, Added<Rule>])[] = [];
  added.forEach((later, index) => {
    const earlier = added
      .slice(0, index)
      .find((one) => one.action !== later.action && overlap(one, later));
    if (earlier !== undefined) conflicts.push([earlier, later]);
  });
  return { kept: added, conflicts };
}

function overlap<Rule>(a: Added<Rule>, b: Added<Rule>): boolean {
  return (a.alternatives ?? []).some((one) =>
    (b.alternatives ?? []).some((other) => canBothHold(one, other)),
  );
}

/** Exact for tests of one argument against another's; arguments don't depend on each other. */
function canBothHold(
  a: readonly Comparing[],
  b: readonly Comparing[],
): boolean {
  return [0, 1, 2, 3, 4, 5].every((argument) => {
    const tests = [...a, ...b].filter((test) => test.argument === argument);
    const plain = tests
      .filter(({ mask }) => mask === undefined)
      .map(solutions)
      .reduce(intersection, [[0n, greatest(64)]]);
    let mask = 0n;
    let value = 0n;
    for (const test of tests) {
      if (test.mask === undefined) continue;
      if (((value ^ test.value) & mask & test.mask) !== 0n) return false;
      mask |= test.mask;
      value |= test.value & test.mask;
    }
    return plain.some(([first, last]) => {
      const next = nextWith(first, mask, value);
      return next !== undefined && next <= last;
    });
  });
}

/** The least number from `from` whose bits in `mask` are `value`. */
function nextWith(
  from: bigint,
  mask: bigint,
  value: bigint,
): bigint | undefined {
  if ((from & mask) === value) return from;
  // From the highest bit that may be raised: those above stay, those below become least.
  let best: bigint | undefined;
  for (let bit = 1n; bit <= greatest(64); bit <<= 1n) {
    const above = greatest(64) & ~(bit * 2n - 1n);
    if ((from & bit) !== 0n) continue;
    if (((from ^ value) & mask & above) !== 0n) continue;
    if ((mask & bit) !== 0n && (value & bit) === 0n) continue;
    const next = (from & above) | bit | (value & mask & (bit - 1n));
    if (best === undefined || next < best) best = next;
  }
  return best;
}

function solutions({ operator, value }: Comparing): Intervals {
  const most = greatest(64);
  const range = (first: bigint, last: bigint): readonly Interval[] =>
    first > last ? [] : [[first, last]];
  switch (operator) {
    case "==":
      return [[value, value]];
    case "!=":
      return complement([[value, value]], 64);
    case "<":
      return range(0n, value - 1n);
    case "<=":
      return range(0n, value);
    case ">":
      return range(value + 1n, most);
    case ">=":
      return range(value, most);
    default:
      return operator satisfies never;
  }
}
