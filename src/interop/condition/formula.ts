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

/** `a and x == 1` or `a and x == 2` is `a and x in {1, 2}`. */
function joinAlternatives(
  alternatives: readonly (Atom | Compound)[],
): readonly (Atom | Compound)[] {
  const left: (Atom | Compound)[] = [];
  /** Where in `left` the first alternative stands that says this but for one set. */
  const places = new Map<string, number>();
  for (const one of alternatives) {
    const slots = slotsOf(one);
    const slot = slots.find(({ rest }) => places.has(rest));
    const at = slot && places.get(slot.rest);
    const before = at === undefined ? undefined : left[at];
    const joined = slot && before && joinedOf(before, slot);
    if (joined !== undefined && at !== undefined) left[at] = joined;
    else {
      for (const { rest } of slots)
        if (!places.has(rest)) places.set(rest, left.length);
      left.push(one);
    }
  }
  // What was joined may join with another one now.
  return left.length < alternatives.length ? joinAlternatives(left) : left;
}

/** A set among what has to hold together, and all else that has to. */
interface Slot {
  readonly set: Atom & { readonly kind: "set" };
  readonly rest: string;
}

function slotsOf(alternative: Atom | Compound): readonly Slot[] {
  if (alternative.kind !== "all") return [];
  return alternative.of.flatMap((part): Slot[] => {
    if (part.kind !== "set") return [];
    const others = alternative.of.filter((one) => one !== part).map(keyOf);
    const { index, bits } = part.of;
    return [{ set: part, rest: `${index}/${bits};${others.sort().join(";")}` }];
  });
}

/** With the values of another's slot, where they still differ in that alone. */
function joinedOf(
  alternative: Atom | Compound,
  { set, rest }: Slot,
): Atom | Compound | undefined {
  const own = slotsOf(alternative).find((one) => one.rest === rest)?.set;
  if (own === undefined || alternative.kind !== "all") return undefined;
  const values = setOf(own.of, union(own.values, set.values));
  const joined = allOf(
    alternative.of.map((part) => (part === own ? values : part)),
  );
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
