/** Writes a formula as the text of a `when`, with constants by name. */
import { argumentWord } from "../../policy/call-text.js";
import type { Syscall } from "../../../syscalls/index.js";
import { PREFERRED, vocabularyOf, type Vocabulary } from "./constant-names.js";
import type { Atom, Formula, Reading } from "./formula.js";
import {
  asSigned,
  complement,
  greatest,
  type Interval,
  type Intervals,
} from "./intervals.js";

/** The named constants of the arch that the text is for. */
export type Constants = ReadonlyMap<string, bigint>;

/** For an argument's index, names that an author used there, with their values. */
export type Spoken = ReadonlyMap<number, Constants>;

/**
 * The alternatives of `formula`, each the text of one `when`; undefined where it holds
 * whatever the arguments, and an empty list where it never does. Names that are `spoken` of
 * an argument come before those that are known for it.
 */
export function writeConditions(
  formula: Formula,
  syscall: Syscall,
  constants: Constants,
  spoken: Spoken = new Map(),
): readonly string[] | undefined {
  if (formula === true) return undefined;
  if (formula === false) return [];
  const writer = new Writer(syscall, constants, spoken);
  return formula.kind === "any"
    ? formula.of.map((one) => writer.text(one))
    : [writer.text(formula)];
}

class Writer {
  readonly #syscall: Syscall;
  readonly #constants: Constants;
  readonly #spoken: Spoken;

  constructor(syscall: Syscall, constants: Constants, spoken: Spoken) {
    this.#syscall = syscall;
    this.#constants = constants;
    this.#spoken = spoken;
  }

  text(formula: Exclude<Formula, boolean>, within?: "all" | "any"): string {
    if (formula.kind === "set") return this.#set(formula);
    if (formula.kind === "bits") return this.#bits(formula);
    const { kind, of } = formula;
    const word = kind === "all" ? " and " : " or ";
    const text = of.map((one) => this.text(one, kind)).join(word);
    return within === undefined || within === kind ? text : `(${text})`;
  }

  #set({ of, values }: Atom & { kind: "set" }): string {
    const name = argumentWord(this.#syscall, of.index);
    const inside = this.#ordered(of, values);
    const outside = this.#ordered(of, complement(values, of.bits));
    const [only] = inside;
    if (inside.length === 1 && only !== undefined) {
      const [first, last] = only;
      if (first === last) return this.#equal(of, name, "==", first);
      const least = of.signed ? -(1n << BigInt(of.bits - 1)) : 0n;
      const most = of.signed ? greatest(of.bits - 1) : greatest(of.bits);
      if (first === least && last === most) return `${name} >= ${least}`;
      if (first === least && !this.#isOne(outside))
        return `${name} <= ${this.#limit(of, last)}`;
      if (last === most && !this.#isOne(outside))
        return `${name} >= ${this.#limit(of, first)}`;
    }
    const [hole] = outside;
    if (this.#isOne(outside) && hole !== undefined)
      return this.#equal(of, name, "!=", hole[0]);
    const listed = (set: Intervals): string =>
      `${name} in {${set.map((one) => this.#item(of, one)).join(", ")}}`;
    return cost(outside) < cost(inside)
      ? `not ${listed(outside)}`
      : listed(inside);
  }

  #isOne(set: Intervals): boolean {
    const [only] = set;
    return set.length === 1 && only !== undefined && only[0] === only[1];
  }

  /** In the order that the policy's order tests have; short runs as single values. */
  #ordered(of: Reading, values: Intervals): Intervals {
    const sorted = of.signed ? asSigned(values, of.bits) : values;
    return sorted.flatMap(([first, last]): Interval[] => {
      if (last - first > 3n) return [[first, last]];
      const singles: Interval[] = [];
      for (let value = first; value <= last; value++)
        singles.push([value, value]);
      const isNamed =
        vocabularyOf(this.#syscall.name, this.#kernelName(of)) !== undefined ||
        singles.some(
          ([one]) =>
            this.#spokenName(of, BigInt.asUintN(of.bits, one)) !== undefined,
        );
      return isNamed ? singles : [[first, last]];
    });
  }

  #kernelName(of: Reading): string {
    return this.#syscall.args[of.index]?.name ?? "";
  }

  #equal(
    of: Reading,
    name: string,
    operator: "==" | "!=",
    value: bigint,
  ): string {
    return `${name} ${operator} ${this.#value(of, BigInt.asUintN(of.bits, value))}`;
  }

  #item(of: Reading, [first, last]: Interval): string {
    return first === last
      ? this.#value(of, BigInt.asUintN(of.bits, first), first)
      : `${this.#limit(of, first)}..${this.#limit(of, last)}`;
  }

  /** The end of a range, in the argument's own order. */
  #limit(of: Reading, value: bigint): string {
    return (
      this.#spokenName(of, BigInt.asUintN(of.bits, value)) ?? number(value)
    );
  }

  #bits({ of, mask, operator, value }: Atom & { kind: "bits" }): string {
    const name = argumentWord(this.#syscall, of.index);
    const shown = this.#flags(of, mask);
    const grouped = shown.includes(" ") ? `(${shown})` : shown;
    if (operator === "<" || operator === ">=")
      return `(${name} & ${shown}) ${operator} ${number(value)}`;
    const equal = operator === "==";
    const isBit = (mask & (mask - 1n)) === 0n;
    if (value === 0n) {
      const rest = greatest(of.bits) & ~mask;
      if (equal && ones(rest) * 2 < of.bits)
        return `${name} only ${this.#flags(of, rest)}`;
      return equal ? `not ${name} & ${grouped}` : `${name} & ${grouped}`;
    }
    if (isBit && value === mask)
      return equal ? `${name} & ${grouped}` : `not ${name} & ${grouped}`;
    return `(${name} & ${shown}) ${operator} ${this.#flags(of, value)}`;
  }

  /** `bits` is unsigned; `as` is how the argument's order has it. */
  #value(of: Reading, bits: bigint, as = bits): string {
    const spoken = this.#spokenName(of, bits);
    if (spoken !== undefined) return spoken;
    const vocabulary = vocabularyOf(this.#syscall.name, this.#kernelName(of));
    const name =
      vocabulary === undefined ? undefined : this.#nameOf(of, bits, vocabulary);
    if (name !== undefined) return name;
    if (vocabulary?.kind === "flags") return this.#flags(of, bits);
    return number(of.signed ? BigInt.asIntN(of.bits, as) : bits);
  }

  #nameOf(
    of: Reading,
    bits: bigint,
    { names }: Vocabulary,
  ): string | undefined {
    let found: string | undefined;
    for (const [name, value] of namesAmong(this.#constants, names)) {
      if (BigInt.asUintN(of.bits, value) !== bits) continue;
      if (value > greatest(of.bits)) continue;
      if (found === undefined || PREFERRED.has(name)) found = name;
    }
    return found;
  }

  /** An author's own name for exactly this value. */
  #spokenName(of: Reading, bits: bigint): string | undefined {
    for (const [name, value] of this.#spoken.get(of.index) ?? [])
      if (BigInt.asUintN(of.bits, value) === bits) return name;
    return undefined;
  }

  #flags(of: Reading, bits: bigint): string {
    if (bits === 0n) return "0";
    const spoken = this.#spokenFlags(of, bits);
    if (spoken !== undefined) return spoken;
    const vocabulary = vocabularyOf(this.#syscall.name, this.#kernelName(of));
    // A mask of something that has no flags is a number, whatever has that value.
    if (vocabulary?.kind !== "flags") return number(bits);
    const whole = this.#nameOf(of, bits, vocabulary);
    if (whole !== undefined) return whole;
    const names: string[] = [];
    let left = bits;
    for (let bit = 1n; bit <= bits; bit <<= 1n) {
      if ((left & bit) === 0n) continue;
      const name = this.#nameOf(of, bit, vocabulary);
      if (name === undefined) continue;
      names.push(name);
      left &= ~bit;
    }
    // Bits without a name make the named ones a riddle only where they are most.
    if (names.length === 0 || ones(left) > names.length + 2)
      return number(bits);
    return [...names, ...(left === 0n ? [] : [number(left)])].join(" | ");
  }

  /** The value out of an author's own names, where these make it up. */
  #spokenFlags(of: Reading, bits: bigint): string | undefined {
    const whole = this.#spokenName(of, bits);
    if (whole !== undefined) return whole;
    const names: string[] = [];
    let left = bits;
    for (const [name, signed] of this.#spoken.get(of.index) ?? []) {
      const value = BigInt.asUintN(of.bits, signed);
      if (name.startsWith("$") || value === 0n) continue;
      if ((value & ~bits) !== 0n || (value & left) === 0n) continue;
      names.push(name);
      left &= ~value;
    }
    return left === 0n ? names.join(" | ") : undefined;
  }
}

const chosen = new WeakMap<Constants, Map<RegExp, [string, bigint][]>>();

/** The constants whose names match: asked again and again for the same few kinds. */
function namesAmong(
  constants: Constants,
  names: RegExp,
): readonly (readonly [string, bigint])[] {
  const byNames =
    chosen.get(constants) ?? new Map<RegExp, [string, bigint][]>();
  chosen.set(constants, byNames);
  let found = byNames.get(names);
  if (found === undefined) {
    found = [...constants].filter(([name]) => names.test(name));
    byNames.set(names, found);
  }
  return found;
}

/** How much there is to read: a range is two values. */
function cost(set: Intervals): number {
  return set.reduce((sum, [first, last]) => sum + (first === last ? 1 : 2), 0);
}

function ones(bits: bigint): number {
  return bits.toString(2).replaceAll("0", "").length;
}

/** Small numbers in decimal, as people count; large ones in hex, as people read bits. */
function number(value: bigint): string {
  return value < 0n || value <= 9999n
    ? String(value)
    : `0x${value.toString(16)}`;
}
