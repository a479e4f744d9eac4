/**
 * A condition over what the kernel reads of a syscall's arguments, with `not` pushed into
 * its tests. Smart constructors keep it small: sets of one argument's values are joined, and
 * what is always or never true disappears.
 */
import {
  complement,
  intersection,
  union,
  type Intervals,
} from "./intervals.js";

/** An argument as the kernel reads it. */
export interface Reading {
  readonly index: number;
  /** How many bits the kernel reads. */
  readonly bits: 16 | 32 | 64;
  readonly signed: boolean;
}

export type Atom =
  /** The argument is one of these values, unsigned. */
  | { readonly kind: "set"; readonly of: Reading; readonly values: Intervals }
  /** Some of its bits, compared unsigned; `value` lies within `mask`. */
  | {
      readonly kind: "bits";
      readonly of: Reading;
      readonly mask: bigint;
      readonly operator: "==" | "!=" | "<" | ">=";
      readonly value: bigint;
    };

export type Formula =
  | boolean
  | Atom
  | { readonly kind: "all" | "any"; readonly of: readonly (Atom | Compound)[] };
type Compound = Extract<Formula, { readonly kind: "all" | "any" }>;

export function setOf(of: Reading, values: Intervals): Formula {
  if (values.length === 0) return false;
  if (complement(values, of.bits).length === 0) return true;
  return { kind: "set", of, values };
}

export function allOf(parts: readonly Formula[]): Formula {
  return combine("all", parts);
}

export function anyOf(parts: readonly Formula[]): Formula {
  return combine("any", parts);
}

export function negation(formula: Formula): Formula {
  if (typeof formula === "boolean") return !formula;
  switch (formula.kind) {
    case "all":
      return anyOf(formula.of.map(negation));
    case "any":
      return allOf(formula.of.map(negation));
    case "set":
      return setOf(formula.of, complement(formula.values, formula.of.bits));
    case "bits":
      return { ...formula, operator: OPPOSITE[formula.operator] };
    default:
      return formula satisfies never;
  }
}

const OPPOSITE = { "==": "!=", "!=": "==", "<": ">=", ">=": "<" } as const;

function combine(kind: "all" | "any", parts: readonly Formula[]): Formula {
  const decisive = kind === "any";
  const sets = new Map<string, number>();
  const of: (Atom | Compound)[] = [];
  const seen = new Set<string>();
  for (const part of flat(kind, parts)) {
    if (part === decisive) return decisive;
    if (typeof part === "boolean") continue;
    if (part.kind !== "set") {
      const key = keyOf(part);
      if (seen.has(key)) continue;
      seen.add(key);
      of.push(part);
      continue;
    }
    const register = `${part.of.index}/${part.of.bits}`;
    const at = sets.get(register);
    const before = at === undefined ? undefined : of[at];
    if (at === undefined || before?.kind !== "set") {
      sets.set(register, of.length);
      of.push(part);
      continue;
    }
    const values =
      kind === "all"
        ? intersection(before.values, part.values)
        : union(before.values, part.values);
    of[at] = { ...before, values };
  }
  const sound: (Atom | Compound)[] = [];
  for (const part of of) {
    const formula = part.kind === "set" ? setOf(part.of, part.values) : part;
    if (formula === decisive) return decisive;
    if (typeof formula !== "boolean") sound.push(formula);
  }
  const joined = kind === "any" ? joinAlternatives(sound) : sound;
  const [only] = joined;
  if (only === undefined) return !decisive;
  return joined.length === 1 ? only : { kind, of: joined };
}

function flat(
  kind: "all" | "any",
  parts: readonly Formula[],
): readonly Formula[] {
  return parts.flatMap((part): readonly Formula[] =>
    typeof part === "object" && (part.kind === "all" || part.kind === "any")
      ? part.kind === kind
        ? part.of
        : [part]
      : [part],
  );
}

/** More alternatives than a person wrote by hand are left as they are. */
const JOINED_MAX = 100;

/** `a and x == 1` or `a and x == 2` is `a and x in {1, 2}`. */
function joinAlternatives(
  alternatives: readonly (Atom | Compound)[],
): readonly (Atom | Compound)[] {
  if (alternatives.length > JOINED_MAX) return alternatives;
  const left = [...alternatives];
  for (let i = 0; i < left.length; i++)
    for (let j = i + 1; j < left.length; j++) {
      const [a, b] = [left[i], left[j]];
      if (a === undefined || b === undefined) continue;
      const joined = joinedOf(a, b);
      if (joined === undefined) continue;
      left[i] = joined;
      left.splice(j, 1);
      // What was joined may join with an earlier one now.
      i = -1;
      break;
    }
  return left;
}

function joinedOf(
  a: Atom | Compound,
  b: Atom | Compound,
): Atom | Compound | undefined {
  if (a.kind !== "all" || b.kind !== "all") return undefined;
  if (a.of.length !== b.of.length) return undefined;
  const inB = new Set(b.of.map(keyOf));
  const inA = new Set(a.of.map(keyOf));
  const onlyA = a.of.filter((part) => !inB.has(keyOf(part)));
  const onlyB = b.of.filter((part) => !inA.has(keyOf(part)));
  const [x] = onlyA;
  const [y] = onlyB;
  if (onlyA.length !== 1 || onlyB.length !== 1) return undefined;
  if (x?.kind !== "set" || y?.kind !== "set") return undefined;
  if (x.of.index !== y.of.index || x.of.bits !== y.of.bits) return undefined;
  const set = setOf(x.of, union(x.values, y.values));
  const rest = a.of.map((part) => (part === x ? set : part));
  const joined = allOf(rest);
  return typeof joined === "boolean" ? undefined : joined;
}

const keys = new WeakMap<Exclude<Formula, boolean>, string>();

/** Equal for equal formulas. */
export function keyOf(formula: Formula): string {
  if (typeof formula === "boolean") return String(formula);
  let key = keys.get(formula);
  if (key === undefined) keys.set(formula, (key = written(formula)));
  return key;
}

function written(formula: Exclude<Formula, boolean>): string {
  switch (formula.kind) {
    case "set":
      return `${formula.of.index}/${formula.of.bits}:${formula.values.map(([a, b]) => `${a}-${b}`).join()}`;
    case "bits": {
      const { of, mask, operator, value } = formula;
      return `${of.index}&${mask}${operator}${value}`;
    }
    case "all":
    case "any":
      return `${formula.kind}(${formula.of.map(keyOf).join(";")})`;
    default:
      return formula satisfies never;
  }
}
