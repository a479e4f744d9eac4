/**
 * Register contents that the prover follows: each of 32 bits is 0, 1, a bit of the call or
 * its opposite. Anything else is opaque, and says which instruction made it so.
 *
 *   bit       0, 1, or level << 1 | opposite, plus 2
 *   content   32 bits, lowest first, then 0 or the instruction (plus 1) that made it opaque
 * A content is made once and looked up, so that equal contents are one index.
 */
import { roomFor } from "../memory";
import { NO, YES, bit } from "./diagram";

export const BITS: u32 = 32;
const WORDS: u32 = 33;

let count: u32 = 0;
let words = new StaticArray<u32>(WORDS * 64);
let table = new StaticArray<u32>(256);

/** The content being made. */
export const draft = new StaticArray<u32>(WORDS);

export function resetSymbols(): void {
  count = 0;
  memory.fill(changetype<usize>(table), 0, (<usize>table.length) << 2);
}

function hashAt(at: u32): u32 {
  let h: u32 = 0x811c9dc5;
  for (let i: u32 = 0; i < WORDS; i++) {
    h = (h ^ words[at + i]) * 0x01000193;
    h ^= h >> 15;
  }
  return h;
}

/** The index of what stands in `draft`. */
export function keep(): u32 {
  words = roomFor(words, (count + 1) * WORDS);
  const at = count * WORDS;
  for (let i: u32 = 0; i < WORDS; i++) words[at + i] = draft[i];
  const slots = <u32>table.length - 1;
  let slot = hashAt(at) & slots;
  while (table[slot] != 0) {
    const other = table[slot] - 1;
    let same = true;
    for (let i: u32 = 0; i < WORDS && same; i++)
      same = words[other * WORDS + i] == words[at + i];
    if (same) return other;
    slot = (slot + 1) & slots;
  }
  table[slot] = ++count;
  if (count * 2 > slots) grow();
  return count - 1;
}

function grow(): void {
  const size = <u32>table.length * 2;
  table = new StaticArray<u32>(size);
  for (let c: u32 = 0; c < count; c++) {
    let slot = hashAt(c * WORDS) & (size - 1);
    while (table[slot] != 0) slot = (slot + 1) & (size - 1);
    table[slot] = c + 1;
  }
}

export function constant(value: u32): u32 {
  for (let b: u32 = 0; b < BITS; b++) draft[b] = (value >> b) & 1;
  draft[BITS] = 0;
  return keep();
}

/** Bits of the call: the highest has level `top`. */
export function field(top: u32): u32 {
  for (let b: u32 = 0; b < BITS; b++) draft[b] = ((top + 31 - b) << 1) + 2;
  draft[BITS] = 0;
  return keep();
}

export function opaque(instruction: u32): u32 {
  for (let b: u32 = 0; b < BITS; b++) draft[b] = 0;
  draft[BITS] = instruction + 1;
  return keep();
}

/** 0, or the instruction (plus 1) that made the content opaque. */
export function opaqueSince(content: u32): u32 {
  return words[content * WORDS + BITS];
}

export function bitOf(content: u32, b: u32): u32 {
  return words[content * WORDS + b];
}

export function isConstant(content: u32): bool {
  if (opaqueSince(content) != 0) return false;
  for (let b: u32 = 0; b < BITS; b++) {
    if (bitOf(content, b) > 1) return false;
  }
  return true;
}

export function constantOf(content: u32): u32 {
  let value: u32 = 0;
  for (let b: u32 = 0; b < BITS; b++) value |= (bitOf(content, b) & 1) << b;
  return value;
}

/** The diagram that is `one` where the content's bit is 1. Its exits look at later bits. */
export function diagramOf(symbol: u32, zero: u32, one: u32): u32 {
  if (symbol <= 1) return symbol == 1 ? one : zero;
  const at = (symbol - 2) >> 1;
  return (symbol & 1) == 0 ? bit(at, zero, one) : bit(at, one, zero);
}

/** Whether the content equals `k`. */
export function equalTo(content: u32, k: u32): u32 {
  let holds = YES;
  for (let b: u32 = 0; b < BITS; b++) {
    const symbol = bitOf(content, b);
    holds =
      ((k >> b) & 1) != 0
        ? diagramOf(symbol, NO, holds)
        : diagramOf(symbol, holds, NO);
  }
  return holds;
}

/** Whether the content is more than `k`; `whenEqual` where it is the same. */
export function moreThan(content: u32, k: u32, whenEqual: u32): u32 {
  let holds = whenEqual;
  for (let b: u32 = 0; b < BITS; b++) {
    const symbol = bitOf(content, b);
    holds =
      ((k >> b) & 1) != 0
        ? diagramOf(symbol, NO, holds)
        : diagramOf(symbol, holds, YES);
  }
  return holds;
}

/** Whether the content has a bit of `k`. */
export function anyOf(content: u32, k: u32): u32 {
  let holds = NO;
  for (let b: u32 = 0; b < BITS; b++) {
    if (((k >> b) & 1) != 0) holds = diagramOf(bitOf(content, b), holds, YES);
  }
  return holds;
}
