/** What the readings share: how they are asked, and lists of rules of which the first decides. */
import { archTable, type ArchName } from "../../../syscalls/index.js";
import type { Reading } from "../agreement.js";

export const NOTIFY = 0x7fc00000;

export interface ReadAs {
  readonly arch: ArchName;
  /** All that the policies are for. */
  readonly arches: readonly ArchName[];
  readonly caps: readonly string[];
  include(path: string): string | undefined;
}

export function numberOn(arch: ArchName, name: string): number | undefined {
  return archTable(arch).byName.get(name)?.nr;
}

/** A rule of any format: whether it is for the call, and its answer. */
export interface Rule {
  readonly nr: number;
  readonly answer: number;
  holds(args: readonly bigint[]): boolean;
}

export function always(): boolean {
  return true;
}

/** The first rule that is for the call. */
export function firstOf(rules: readonly Rule[], fallback: number): Reading {
  const byNumber = grouped(rules);
  return (nr, args) =>
    byNumber.get(nr)?.find(({ holds }) => holds(args))?.answer ?? fallback;
}

function grouped(rules: readonly Rule[]): ReadonlyMap<number, readonly Rule[]> {
  const byNumber = new Map<number, Rule[]>();
  for (const rule of rules)
    byNumber.set(rule.nr, [...(byNumber.get(rule.nr) ?? []), rule]);
  return byNumber;
}

export function compared(
  left: bigint,
  operator: string,
  right: bigint,
): boolean {
  switch (operator) {
    case "eq":
    case "==":
      return left === right;
    case "ne":
    case "!=":
      return left !== right;
    case "lt":
    case "<":
      return left < right;
    case "le":
    case "<=":
      return left <= right;
    case "gt":
    case ">":
      return left > right;
    case "ge":
    case ">=":
      return left >= right;
    default:
      throw new Error(`no comparison ${operator}`);
  }
}
