/**
 * A word of a call while a program works on it: what masks, shifts and flips leave of it, and
 * what a jump's test of that says of the call's argument.
 */
import type { DataWord } from "../../compiler/names.js";
import {
  AND,
  JEQ,
  JGE,
  JGT,
  JSET,
  LSH,
  OR,
  RSH,
  XOR,
} from "../../compiler/opcodes.js";
import { nowhere } from "../../document/places.js";
import type { ArgumentTest, Condition } from "../../policy/model.js";
import { and, or } from "../formula.js";

/** A word of the call as a register holds it: masked, shifted, then some bits flipped. */
export interface Held {
  readonly word: DataWord;
  /** Bits of the word that are left, before the shift. */
  readonly mask: number;
  /** To the left; negative to the right. */
  readonly shift: number;
  readonly flipped: number;
}

export function wholeWord(word: DataWord): Held {
  return { word, mask: 0xffffffff, shift: 0, flipped: 0 };
}

/** Undefined where it is no longer the word's own bits. */
export function heldAfter(
  operation: number,
  held: Held,
  operand: number,
): Held | undefined {
  const { mask, shift, flipped } = held;
  switch (operation) {
    case AND: {
      const kept = shift >= 0 ? operand >>> shift : (operand << -shift) >>> 0;
      return {
        ...held,
        mask: (mask & kept) >>> 0,
        flipped: (flipped & operand) >>> 0,
      };
    }
    case OR: {
      // Set bits are cleared ones that are flipped.
      const cleared = heldAfter(AND, held, ~operand >>> 0);
      return cleared && heldAfter(XOR, cleared, operand);
    }
    case XOR:
      return { ...held, flipped: (flipped ^ operand) >>> 0 };
    case LSH:
    case RSH: {
      const by = operand & 31;
      const total = shift + (operation === LSH ? by : -by);
      // Bits that fell off do not come back the other way.
      if (
        shift !== 0 &&
        Math.sign(total - shift) !== Math.sign(shift) &&
        by !== 0
      )
        return undefined;
      if (Math.abs(total) > 31) return undefined;
      const left = shifted(shifted(mask, total), -total);
      return {
        ...held,
        mask: left,
        shift: total,
        flipped: shifted(flipped, operation === LSH ? by : -by),
      };
    }
    default:
      return undefined;
  }
}

const SLOTS: readonly ArgumentTest["argument"][] = [0, 1, 2, 3, 4, 5];

/** A conditional jump's test of an argument's word against `k`. */
export function testOf(
  jump: number,
  { mask, shift, flipped }: Held,
  word: Extract<DataWord, { readonly field: "arg" }>,
  k: number,
): Condition | boolean {
  const half = word.high ? 32n : 0n;
  const argument = SLOTS[word.argument] ?? 0;
  const bits = BigInt(shifted(mask, shift));
  const back = (value: bigint): bigint =>
    (shift >= 0 ? value >> BigInt(shift) : value << BigInt(-shift)) << half;
  const test = (
    mask: bigint,
    operator: ArgumentTest["operator"],
    value: bigint,
  ): Condition => ({
    kind: "test",
    test: {
      argument,
      width: 64,
      signed: false,
      mask: back(mask),
      operator,
      value: { kind: "constant", value: back(value) },
      range: nowhere,
    },
  });
  const flips = BigInt(flipped);
  const wanted = BigInt(k);
  if (jump === JEQ) {
    const value = wanted ^ flips;
    if ((value & ~bits) !== 0n) return false;
    return bits === 0n ? true : test(bits, "==", value);
  }
  if (jump === JSET) {
    const tested = bits & wanted;
    // Flipped bits that the word has not are always there.
    if ((flips & wanted & ~bits) !== 0n) return true;
    if (tested === 0n) return false;
    return test(tested, "!=", flips & tested);
  }
  if (flips === 0n) {
    // Of masked bits the least value that is not below.
    const limit = jump === JGT ? wanted + 1n : wanted;
    if (limit === 0n) return true;
    return atLeast(bits, limit, test);
  }
  return flippedOrder(bits, flips, wanted, jump === JGE, test);
}

function shifted(value: number, by: number): number {
  return by >= 0 ? (value << by) >>> 0 : value >>> -by;
}

type MakeTest = (
  mask: bigint,
  operator: ArgumentTest["operator"],
  value: bigint,
) => Condition;

/** At least `limit`: the least value that the mask can leave and that is not below it. */
function atLeast(
  bits: bigint,
  limit: bigint,
  test: MakeTest,
): Condition | boolean {
  let value = limit;
  for (;;) {
    const outside = value & ~bits;
    if (outside === 0n) break;
    // The highest bit that can't be there is passed by counting on above it.
    const highest = 1n << BigInt(outside.toString(2).length - 1);
    value = (value | (2n * highest - 1n)) + 1n;
  }
  return value > bits ? false : test(bits, ">=", value);
}

/** An order of a word some of whose bits are flipped, from the highest bit down. */
function flippedOrder(
  bits: bigint,
  flips: bigint,
  limit: bigint,
  whenEqual: boolean,
  test: MakeTest,
): Condition | boolean {
  const alternatives: Condition[] = [];
  let equal: Condition[] = [];
  let isEqual = true;
  for (let bit = 1n << 31n; bit !== 0n; bit >>= 1n) {
    const wanted = (limit & bit) !== 0n;
    const constant = (bits & bit) === 0n;
    if (constant) {
      const has = (flips & bit) !== 0n;
      if (has && !wanted) alternatives.push(and(...equal));
      if (has !== wanted) {
        isEqual = false;
        break;
      }
      continue;
    }
    // The word's own bit that makes the flipped one 1.
    const one = (flips & bit) !== 0n ? 0n : bit;
    if (!wanted) alternatives.push(and(...equal, test(bit, "==", one)));
    equal = [...equal, test(bit, "==", wanted ? one : bit ^ one)];
  }
  if (whenEqual && isEqual) alternatives.push(and(...equal));
  if (alternatives.length === 0) return false;
  return or(...alternatives);
}
