/** Writes a formula as the text of a `when`, with constants by name. */
import { argumentWord } from "../../policy/call-text.js";
import type { Syscall } from "../../../syscalls/index.js";
import {
  NO_FLAG,
  PREFERRED,
  vocabularyOf,
  type Vocabulary,
} from "./constant-names.js";
import { factored, type ListOfBits, type Written } from "./factored.js";
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
  const written = factored(formula);
  return written.kind === "any"
    ? written.of.map((one) => writer.text(one))
    : [writer.text(written)];
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

  text(formula: Written, within?: "all" | "any"): string {
    if (formula.kind === "set") return this.#set(formula);
    if (formula.kind === "bits") return this.#bits(formula);
    if (formula.kind === "list") return this.#list(formula);
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
      this.#spokenName(of, BigInt.asUintN(of.bits, value)) ?? number(of, value)
    );
  }

  #list({ of, mask, values }: ListOfBits): string {
    const items = values
      .map((value) => this.#maskedValue(of, mask, value))
      .join(", ");
    return `(${argumentWord(this.#syscall, of.index)} & ${this.#mask(of, mask)}) in {${items}}`;
  }

  #bits({ of, mask, operator, value }: Atom & { kind: "bits" }): string {
    const name = argumentWord(this.#syscall, of.index);
    const shown = this.#mask(of, mask);
    if (operator === "<" || operator === ">=")
      return `(${name} & ${shown}) ${operator} ${number(of, value)}`;
    const equal = operator === "==";
    const isBit = (mask & (mask - 1n)) === 0n;
    const rest = greatest(of.bits) & ~mask;
    const numbered = this.#numbered(of, mask, value);
    if (numbered !== undefined)
      return `(${name} & ${shown}) ${operator} ${numbered}`;
    if (value === 0n && ones(rest) * 2 < of.bits) {
      const only = `${name} only ${this.#mask(of, rest)}`;
      return equal ? only : `not ${only}`;
    }
    if (value === 0n || (isBit && value === mask)) {
      const some = `${name} & ${shown.includes(" ") ? `(${shown})` : shown}`;
      return equal === (value === 0n) ? `not ${some}` : some;
    }
    return `(${name} & ${shown}) ${operator} ${this.#maskedValue(of, mask, value)}`;
  }

  /** The name of a number beside flags, where just that is looked at: `O_RDONLY`. */
  #numbered(of: Reading, mask: bigint, value: bigint): string | undefined {
    const vocabulary = vocabularyOf(this.#syscall.name, this.#kernelName(of));
    if (vocabulary?.number === undefined) return undefined;
    const whole = this.#nameOf(of, mask, vocabulary.names);
    return whole !== undefined && NO_FLAG.test(whole)
      ? this.#nameOf(of, value, vocabulary.number.names)
      : undefined;
  }

  /** What some bits are compared with: one of an argument's values only where those are all. */
  #maskedValue(of: Reading, mask: bigint, value: bigint): string {
    const vocabulary = vocabularyOf(this.#syscall.name, this.#kernelName(of));
    return vocabulary?.kind === "values" && mask === greatest(32)
      ? (this.#nameOf(of, value, vocabulary.names) ?? number(of, value))
      : this.#flags(of, value);
  }

  /** `bits` is unsigned; `as` is how the argument's order has it. */
  #value(of: Reading, bits: bigint, as = bits): string {
    const spoken = this.#spokenName(of, bits);
    if (spoken !== undefined) return spoken;
    const vocabulary = vocabularyOf(this.#syscall.name, this.#kernelName(of));
    if (vocabulary?.kind === "flags") return this.#flags(of, bits);
    const name =
      vocabulary === undefined
        ? undefined
        : this.#nameOf(of, bits, vocabulary.names);
    return name ?? number(of, of.signed ? BigInt.asIntN(of.bits, as) : bits);
  }

  #nameOf(of: Reading, bits: bigint, names: RegExp): string | undefined {
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

  /** Flags that are set together, with the number beside them by its own name. */
  #flags(of: Reading, bits: bigint): string {
    const spoken = bits === 0n ? undefined : this.#spokenFlags(of, bits);
    if (spoken !== undefined) return spoken;
    const vocabulary = vocabularyOf(this.#syscall.name, this.#kernelName(of));
    if (vocabulary?.kind !== "flags") return number(of, bits);
    const { names, compared: beside = vocabulary.number } = vocabulary;
    const low = bits & (beside?.mask ?? 0n);
    const lowName =
      beside === undefined ? undefined : this.#nameOf(of, low, beside.names);
    if (beside !== undefined && low === bits)
      return lowName ?? number(of, bits);
    const whole = this.#nameOf(of, bits, names);
    if (whole !== undefined && !NO_FLAG.test(whole)) return whole;
    if (bits === 0n) return "0";
    const { found, left } = this.#named(of, bits & ~low, vocabulary);
    if (low !== 0n && lowName !== undefined) found.unshift(lowName);
    const unnamed = lowName === undefined ? left | low : left;
    // Bits without a name make the named ones a riddle only where they are most.
    if (found.length === 0 || ones(unnamed) > found.length + 2)
      return number(of, bits);
    return joined(of, found, unnamed);
  }

  /** The bits that are looked at. */
  #mask(of: Reading, bits: bigint): string {
    const spoken = this.#spokenFlags(of, bits);
    if (spoken !== undefined) return spoken;
    const vocabulary = vocabularyOf(this.#syscall.name, this.#kernelName(of));
    // A mask of something that has no flags is a number, whatever has that value.
    if (vocabulary?.kind !== "flags") return number(of, bits);
    const whole = this.#nameOf(of, bits, vocabulary.names);
    if (whole !== undefined) return whole;
    const others = greatest(of.bits) & ~bits;
    if (ones(others) * 2 < of.bits) {
      const { found, left } = this.#named(of, others, vocabulary);
      if (left === 0n)
        return found.length === 1
          ? `~${found.join("")}`
          : `~(${found.join(" | ")})`;
    }
    const low = bits & (vocabulary.number?.mask ?? 0n);
    const lowName =
      low === 0n ? undefined : this.#lowMaskName(of, low, vocabulary);
    const { found, left } = this.#named(of, bits & ~low, vocabulary);
    if (lowName !== undefined) found.unshift(lowName);
    const unnamed = lowName === undefined ? left | low : left;
    // Many bits that no flag has are a width, or a mistake: a number says so.
    if (found.length === 0 || ones(unnamed) > 2) return number(of, bits);
    return joined(of, found, unnamed);
  }

  /** The bits of a number beside flags: `O_ACCMODE`, or the one of its values that is a bit. */
  #lowMaskName(
    of: Reading,
    low: bigint,
    { names, number: beside }: Vocabulary,
  ): string | undefined {
    const whole = this.#nameOf(of, low, names);
    if (whole !== undefined && (ones(low) === 1 || NO_FLAG.test(whole)))
      return whole;
    return beside === undefined || ones(low) > 1
      ? undefined
      : this.#nameOf(of, low, beside.names);
  }

  /** Flags that make up `bits`, those of several bits first; and what has no name. */
  #named(
    of: Reading,
    bits: bigint,
    { names, number: beside }: Vocabulary,
  ): { readonly found: string[]; readonly left: bigint } {
    const flags = namesAmong(this.#constants, names)
      .map(([name, value]) => [name, BigInt.asUintN(of.bits, value)] as const)
      .filter(
        ([name, value]) =>
          value !== 0n &&
          (value & ~bits) === 0n &&
          (value & (beside?.mask ?? 0n)) === 0n &&
          !NO_FLAG.test(name) &&
          this.#nameOf(of, value, names) === name,
      )
      .sort(([, a], [, b]) => ones(b) - ones(a));
    let left = bits;
    const taken = flags.filter(([, value]) => {
      if ((value & left) !== value) return false;
      left &= ~value;
      return true;
    });
    taken.sort(([, a], [, b]) => (a < b ? -1 : 1));
    return { found: taken.map(([name]) => name), left };
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

function joined(of: Reading, names: readonly string[], rest: bigint): string {
  return [...names, ...(rest === 0n ? [] : [number(of, rest)])].join(" | ");
}

/** How much there is to read: a range is two values. */
function cost(set: Intervals): number {
  return set.reduce((sum, [first, last]) => sum + (first === last ? 1 : 2), 0);
}

function ones(bits: bigint): number {
  return bits.toString(2).replaceAll("0", "").length;
}

/** Small numbers in decimal, as people count; large ones in hex, as people read bits. */
/** Modes of files in octal, as everybody writes them. */
function number({ bits }: Reading, value: bigint): string {
  if (bits === 16 && value > 7n) return `0o${value.toString(8)}`;
  return value < 0n || value <= 9999n
    ? String(value)
    : `0x${value.toString(16)}`;
}
