/**
 * The emitter's conditions: literals over single 32-bit words, joined by n-ary AND and OR,
 * and decision lists of (condition, action) pairs. Everything is made once and looked up,
 * so that equal residues of a policy are one reference and share their instructions.
 *
 *   reference   0 FALSE, 1 TRUE, atom << 2 | 2 the atom, atom << 2 | 3 its negation,
 *               offset << 2 | 1 a record in `pool`
 *   record      kind | length << 2, words it looks at (a bit each), members
 */
import { roomFor } from "../memory";

export const FALSE: u32 = 0;
export const TRUE: u32 = 1;

export const AND: u32 = 0;
export const OR: u32 = 1;
/** Members are condition, action, condition, action, ..., final action. */
export const LIST: u32 = 2;

/** Words of `seccomp_data` by meaning: twice the argument, plus 1 for the high half. */
export const WORD_NR: u32 = 12;
export const WORD_ARCH: u32 = 13;

export const EQUAL: u32 = 0;
export const AT_LEAST: u32 = 1;
/** With parameters only: of a constant it is AT_LEAST the next. */
export const ABOVE: u32 = 2;

export let atomCount: u32 = 0;
export let atomWord = new StaticArray<u32>(256);
export let atomMask = new StaticArray<u32>(256);
/** Operator, plus 4 where the word's sign bit is flipped before it is compared. */
export let atomTest = new StaticArray<u32>(256);
export let atomValue = new StaticArray<u32>(256);
/** 0, or (parameter index + 1) << 2 | part. */
export let atomParameter = new StaticArray<u32>(256);
let atomTable = new StaticArray<u32>(1024);

export let pool = new StaticArray<u32>(4096);
let poolEnd: u32 = 1;
let poolTable = new StaticArray<u32>(1024);
let poolRecords: u32 = 0;

/** Members of the record being made, and whatever else a recursion must keep. */
export let stack = new StaticArray<u32>(1024);
export let depth: u32 = 0;

export function push(value: u32): void {
  stack = roomFor(stack, depth);
  stack[depth++] = value;
}

export function dropTo(height: u32): void {
  depth = height;
}

function mix(hash: u32, value: u32): u32 {
  const h = (hash ^ value) * 0x9e3779b1;
  return h ^ (h >> 15);
}

/** The literal that the masked word passes this test. */
export function atom(
  word: u32,
  mask: u32,
  test: u32,
  value: u32,
  parameter: u32,
): u32 {
  let hash = mix(mix(mix(mix(word, mask), test), value), parameter);
  const slots = <u32>atomTable.length - 1;
  let slot = hash & slots;
  while (atomTable[slot] != 0) {
    const a = atomTable[slot] - 1;
    if (
      atomWord[a] == word &&
      atomMask[a] == mask &&
      atomTest[a] == test &&
      atomValue[a] == value &&
      atomParameter[a] == parameter
    )
      return (a << 2) | 2;
    slot = (slot + 1) & slots;
  }
  atomWord = roomFor(atomWord, atomCount);
  atomMask = roomFor(atomMask, atomCount);
  atomTest = roomFor(atomTest, atomCount);
  atomValue = roomFor(atomValue, atomCount);
  atomParameter = roomFor(atomParameter, atomCount);
  atomWord[atomCount] = word;
  atomMask[atomCount] = mask;
  atomTest[atomCount] = test;
  atomValue[atomCount] = value;
  atomParameter[atomCount] = parameter;
  atomTable[slot] = ++atomCount;
  if (atomCount * 2 > slots) growAtomTable();
  return ((atomCount - 1) << 2) | 2;
}

function growAtomTable(): void {
  const size = <u32>atomTable.length * 2;
  atomTable = new StaticArray<u32>(size);
  for (let a: u32 = 0; a < atomCount; a++) {
    const hash = mix(
      mix(mix(mix(atomWord[a], atomMask[a]), atomTest[a]), atomValue[a]),
      atomParameter[a],
    );
    let slot = hash & (size - 1);
    while (atomTable[slot] != 0) slot = (slot + 1) & (size - 1);
    atomTable[slot] = a + 1;
  }
}

export function isRecord(ref: u32): bool {
  return (ref & 3) == 1 && ref != TRUE;
}

export function kindOf(ref: u32): u32 {
  return pool[ref >> 2] & 3;
}

export function lengthOf(ref: u32): u32 {
  return pool[ref >> 2] >> 2;
}

/** Index in `pool` of the first member. */
export function membersOf(ref: u32): u32 {
  return (ref >> 2) + 2;
}

/** The words that `ref` looks at, a bit each. */
export function wordsOf(ref: u32): u32 {
  if (ref <= TRUE) return 0;
  if (isRecord(ref)) return pool[(ref >> 2) + 1];
  return 1 << atomWord[ref >> 2];
}

function hashRecord(offset: u32): u32 {
  const length = pool[offset] >> 2;
  let hash = pool[offset];
  for (let i: u32 = 0; i < length; i++) hash = mix(hash, pool[offset + 2 + i]);
  return hash;
}

function sameRecord(a: u32, b: u32): bool {
  const words = (pool[a] >> 2) + 2;
  for (let i: u32 = 0; i < words; i++) {
    if (pool[a + i] != pool[b + i]) return false;
  }
  return true;
}

function growPoolTable(): void {
  const size = <u32>poolTable.length * 2;
  const larger = new StaticArray<u32>(size);
  for (let i: u32 = 0; i < <u32>poolTable.length; i++) {
    const offset = poolTable[i];
    if (offset == 0) continue;
    let slot = hashRecord(offset) & (size - 1);
    while (larger[slot] != 0) slot = (slot + 1) & (size - 1);
    larger[slot] = offset;
  }
  poolTable = larger;
}

/** The record of `kind` with the members from `start` on the stack, which it takes off. */
function record(kind: u32, start: u32): u32 {
  const length = depth - start;
  pool = roomFor(pool, poolEnd + length + 2);
  const offset = poolEnd;
  let words: u32 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const member = stack[start + i];
    pool[offset + 2 + i] = member;
    if (kind != LIST || ((i & 1) == 0 && i != length - 1))
      words |= wordsOf(member);
  }
  pool[offset] = kind | (length << 2);
  pool[offset + 1] = words;
  depth = start;
  const slots = <u32>poolTable.length - 1;
  let slot = hashRecord(offset) & slots;
  while (poolTable[slot] != 0) {
    if (sameRecord(poolTable[slot], offset)) return (poolTable[slot] << 2) | 1;
    slot = (slot + 1) & slots;
  }
  poolTable[slot] = offset;
  poolEnd = offset + length + 2;
  if (++poolRecords * 2 > slots) growPoolTable();
  return (offset << 2) | 1;
}

/** AND or OR of what stands on the stack from `start`; takes it off. */
export function join(kind: u32, start: u32): u32 {
  const neutral = kind == AND ? TRUE : FALSE;
  const absorbing = kind == AND ? FALSE : TRUE;
  const end = depth;
  // Members move to `end` and up, flattened; then down to `start` in one piece.
  for (let i = start; i < end; i++) {
    const member = stack[i];
    if (member == neutral) continue;
    if (member == absorbing) {
      depth = start;
      return absorbing;
    }
    if (isRecord(member) && kindOf(member) == kind) {
      const length = lengthOf(member);
      for (let m: u32 = 0; m < length; m++) push(pool[membersOf(member) + m]);
    } else push(member);
  }
  let count: u32 = 0;
  for (let i = end; i < depth; i++) {
    const member = stack[i];
    // Twins stand close together where residues merge: a short look back finds them.
    let twin = false;
    for (let back: u32 = 1; back <= 4 && back <= count; back++) {
      const other = stack[start + count - back];
      if (other == member) twin = true;
      else if ((other ^ member) == 1 && (member & 2) != 0) {
        depth = start;
        return absorbing;
      }
    }
    if (!twin) stack[start + count++] = member;
  }
  depth = start + count;
  if (count == 0) return neutral;
  if (count == 1) return stack[--depth];
  return record(kind, start);
}

export function both(a: u32, b: u32): u32 {
  push(a);
  push(b);
  return join(AND, depth - 2);
}

export function either(a: u32, b: u32): u32 {
  push(a);
  push(b);
  return join(OR, depth - 2);
}

export function negated(ref: u32): u32 {
  if (ref <= TRUE) return ref ^ 1;
  if (!isRecord(ref)) return ref ^ 1;
  const start = depth;
  const length = lengthOf(ref);
  for (let i: u32 = 0; i < length; i++) push(negated(pool[membersOf(ref) + i]));
  return join(kindOf(ref) == AND ? OR : AND, start);
}

/**
 * The decision list of what stands on the stack from `start`: pairs, then the final action.
 * Neighbours with one action are one pair; what nothing can reach is left out.
 */
export function list(start: u32): u32 {
  let final = stack[depth - 1];
  const end = depth - 1;
  for (let i = start; i < end; i += 2) {
    const condition = stack[i];
    if (condition == FALSE) continue;
    if (condition == TRUE) {
      final = stack[i + 1];
      break;
    }
    push(condition);
    push(stack[i + 1]);
  }
  let from = end + 1;
  let to = depth;
  while (to > from && stack[to - 1] == final) to -= 2;
  let out = start;
  while (from < to) {
    const action = stack[from + 1];
    let next = from + 2;
    while (next < to && stack[next + 1] == action) next += 2;
    let condition = stack[from];
    if (next > from + 2) {
      depth = to;
      for (let i = from; i < next; i += 2) push(stack[i]);
      condition = join(OR, to);
    }
    stack[out] = condition;
    stack[out + 1] = action;
    out += 2;
    from = next;
  }
  stack[out] = final;
  depth = out + 1;
  return record(LIST, start);
}

/** The action of a list that no argument matters to. */
export function finalOf(ref: u32): u32 {
  return pool[membersOf(ref) + lengthOf(ref) - 1];
}
