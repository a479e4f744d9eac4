/**
 * Decision diagrams over the bits of a call: what a program answers, or a policy, or
 * whether a condition holds, as one shared graph. A function of the call's bits has one
 * diagram only, so two functions are equal exactly where their diagrams are the same node.
 *
 * Levels in the order in which bits are looked at, highest bit of a field first:
 *   0 arch, 32 nr, 64 the six arguments in the order of `setOrder`, 448 instruction pointer
 */
import { roomFor } from "../memory";

export const LEVEL_ARCH: u32 = 0;
export const LEVEL_NR: u32 = 32;
export const LEVEL_ARGUMENTS: u32 = 64;
export const LEVEL_POINTER: u32 = 448;
/** The level of a value: below every bit. */
export const LEVEL_VALUE: u32 = 512;

/** Diagrams of the values 0 and 1, which are also "no" and "yes". */
export const NO: u32 = 0;
export const YES: u32 = 1;

/** Nodes that the decision at hand may take. */
let nodesMax: u32 = 0;

/** A decision ran out of room: what was built since means nothing. */
export let overflow: bool = false;

let count: u32 = 0;
export let level = new StaticArray<u32>(4096);
/** The value, where `level` is LEVEL_VALUE. */
export let whenZero = new StaticArray<u32>(4096);
export let whenOne = new StaticArray<u32>(4096);
let table = new StaticArray<u32>(8192);

/** Four words an entry: condition, yes, no, result. Entries are overwritten, never wrong. */
let cache = new StaticArray<u32>(4 << 12);

const position = new StaticArray<u32>(6);

/** Forgets every diagram. Argument `a` of the call is looked at as the `order >> 4 * a & 15`th. */
export function resetDiagrams(order: u32, nodes: u32): void {
  nodesMax = nodes;
  count = 0;
  overflow = false;
  for (let a: u32 = 0; a < 6; a++) position[a] = (order >> (a * 4)) & 15;
  memory.fill(changetype<usize>(table), 0, (<usize>table.length) << 2);
  memory.fill(changetype<usize>(cache), 0, (<usize>cache.length) << 2);
  valueOf(0);
  valueOf(1);
}

/** The level of bit 63 of an argument. */
export function argumentLevel(argument: u32): u32 {
  return LEVEL_ARGUMENTS + position[argument] * 64;
}

function hashOf(a: u32, b: u32, c: u32): u32 {
  let h = a * 0x9e3779b1;
  h = (h ^ b ^ (h >> 15)) * 0x85ebca6b;
  h = (h ^ c ^ (h >> 13)) * 0xc2b2ae35;
  return h ^ (h >> 16);
}

function made(ofLevel: u32, zero: u32, one: u32): u32 {
  const slots = <u32>table.length - 1;
  let slot = hashOf(ofLevel, zero, one) & slots;
  // Slots are masked and diagrams are indices made here: no access needs a check.
  while (unchecked(table[slot]) != 0) {
    const d = unchecked(table[slot]) - 1;
    if (
      unchecked(whenZero[d]) == zero &&
      unchecked(whenOne[d]) == one &&
      unchecked(level[d]) == ofLevel
    )
      return d;
    slot = (slot + 1) & slots;
  }
  if (count >= nodesMax) {
    overflow = true;
    return NO;
  }
  level = roomFor(level, count);
  whenZero = roomFor(whenZero, count);
  whenOne = roomFor(whenOne, count);
  level[count] = ofLevel;
  whenZero[count] = zero;
  whenOne[count] = one;
  table[slot] = ++count;
  if (count * 2 > slots) grow();
  return count - 1;
}

function grow(): void {
  const size = <u32>table.length * 4;
  table = new StaticArray<u32>(size);
  for (let d: u32 = 0; d < count; d++) {
    let slot = hashOf(level[d], whenZero[d], whenOne[d]) & (size - 1);
    while (table[slot] != 0) slot = (slot + 1) & (size - 1);
    table[slot] = d + 1;
  }
  // More diagrams ask more questions twice: the memory of answers grows along.
  if (<u32>cache.length < 4 << 20)
    cache = new StaticArray<u32>(<u32>cache.length * 4);
}

/** The diagram that answers `value` for every call. */
export function valueOf(value: u32): u32 {
  return made(LEVEL_VALUE, value, value);
}

/** The diagram that looks at one bit. Its exits look at later bits only. */
export function bit(ofLevel: u32, zero: u32, one: u32): u32 {
  if (zero == one) return zero;
  assert(overflow || (ofLevel < level[zero] && ofLevel < level[one]));
  return made(ofLevel, zero, one);
}

/** Where in `cache` the answer to this question stands. */
function slotOf(condition: u32, yes: u32, no: u32): u32 {
  const entries = (<u32>cache.length) >> 2;
  return (hashOf(condition, yes, no) & (entries - 1)) << 2;
}

/** `yes` where `condition` holds, else `no`. */
export function choose(condition: u32, yes: u32, no: u32): u32 {
  if (condition == YES) return yes;
  if (condition == NO) return no;
  if (yes == no) return yes;
  if (yes == YES && no == NO) return condition;
  if (overflow) return NO;
  let slot = slotOf(condition, yes, no);
  if (
    unchecked(cache[slot]) == condition &&
    unchecked(cache[slot + 1]) == yes &&
    unchecked(cache[slot + 2]) == no
  )
    return unchecked(cache[slot + 3]);
  const ofCondition = unchecked(level[condition]);
  const ofYes = unchecked(level[yes]);
  const ofNo = unchecked(level[no]);
  const top = min(ofCondition, min(ofYes, ofNo));
  const zero = choose(
    ofCondition == top ? unchecked(whenZero[condition]) : condition,
    ofYes == top ? unchecked(whenZero[yes]) : yes,
    ofNo == top ? unchecked(whenZero[no]) : no,
  );
  const one = choose(
    ofCondition == top ? unchecked(whenOne[condition]) : condition,
    ofYes == top ? unchecked(whenOne[yes]) : yes,
    ofNo == top ? unchecked(whenOne[no]) : no,
  );
  const result = bit(top, zero, one);
  if (overflow) return NO;
  slot = slotOf(condition, yes, no);
  unchecked((cache[slot] = condition));
  unchecked((cache[slot + 1] = yes));
  unchecked((cache[slot + 2] = no));
  unchecked((cache[slot + 3] = result));
  return result;
}
