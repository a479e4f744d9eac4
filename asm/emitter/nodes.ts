/**
 * The program as a graph: a node is a return or a test of one word, made only after its
 * exits and found again by what it is. So nodes never change, equal tails are one node,
 * and every node has a higher index than its exits.
 */
import { roomFor } from "../memory";
import { WORD_NR } from "./formulas";

export const JEQ: u32 = 0x15;
export const JGT: u32 = 0x25;
export const JGE: u32 = 0x35;
export const JSET: u32 = 0x45;
const RETURN: u32 = 0x06;

/** Added to a test: the word's sign bit is flipped before it is compared. */
export const FLIPPED: u32 = 0x100;

export let nodeCount: u32 = 0;
export let nodeWord = new StaticArray<u32>(1024);
export let nodeMask = new StaticArray<u32>(1024);
export let nodeTest = new StaticArray<u32>(1024);
export let nodeK = new StaticArray<u32>(1024);
/** 0, or (parameter index + 1) << 2 | part: what fills in `k`. */
export let nodeParameter = new StaticArray<u32>(1024);
export let nodeTrue = new StaticArray<u32>(1024);
export let nodeFalse = new StaticArray<u32>(1024);
let table = new StaticArray<u32>(4096);

export function isReturn(n: u32): bool {
  return nodeTest[n] == RETURN;
}

/** The node that returns `value`. */
export function returns(value: u32): u32 {
  return node(0, 0, RETURN, value, 0, 0, 0);
}

function isPlainEqual(n: u32): bool {
  return nodeTest[n] == JEQ && nodeParameter[n] == 0;
}

/**
 * The node that goes to `whenTrue` where the masked word passes the test. Tests that say
 * together what one test can say become that one.
 */
export function test(
  word: u32,
  mask: u32,
  op: u32,
  k: u32,
  parameter: u32,
  whenTrue: u32,
  whenFalse: u32,
): u32 {
  if (whenTrue == whenFalse) return whenTrue;
  if (parameter != 0)
    return node(word, mask, op, k, parameter, whenTrue, whenFalse);
  if (op == JEQ && mask != 0xffffffff) {
    if (k == 0)
      return test(word, 0xffffffff, JSET, mask, 0, whenFalse, whenTrue);
    if (k == mask && popcnt(mask) == 1)
      return test(word, 0xffffffff, JSET, mask, 0, whenTrue, whenFalse);
  }
  if (word < WORD_NR) {
    if (op == JSET) {
      const next = whenFalse;
      if (nodeWord[next] == word && !isReturn(next)) {
        if (nodeTest[next] == JSET && nodeTrue[next] == whenTrue)
          return test(
            word,
            mask,
            JSET,
            k | nodeK[next],
            0,
            whenTrue,
            nodeFalse[next],
          );
        if (isPlainEqual(next) && nodeFalse[next] == whenTrue)
          return masked(
            word,
            k | nodeMask[next],
            nodeK[next] & k,
            nodeK[next],
            nodeTrue[next],
            whenTrue,
          );
      }
    } else if (op == JEQ) {
      const next = whenTrue;
      if (nodeWord[next] == word && !isReturn(next)) {
        if (nodeTest[next] == JSET && nodeTrue[next] == whenFalse)
          return masked(
            word,
            mask | nodeK[next],
            k & nodeK[next],
            k,
            nodeFalse[next],
            whenFalse,
          );
        if (isPlainEqual(next) && nodeFalse[next] == whenFalse) {
          const conflict = (k ^ nodeK[next]) & mask & nodeMask[next];
          return masked(
            word,
            mask | nodeMask[next],
            conflict,
            k | nodeK[next],
            nodeTrue[next],
            whenFalse,
          );
        }
      }
    }
  }
  return node(word, mask, op, k, 0, whenTrue, whenFalse);
}

/** (word & mask) == k, unless `conflict` says that nothing can be. */
function masked(
  word: u32,
  mask: u32,
  conflict: u32,
  k: u32,
  whenTrue: u32,
  whenFalse: u32,
): u32 {
  if (conflict != 0) return whenFalse;
  return test(word, mask, JEQ, k, 0, whenTrue, whenFalse);
}

function hashOf(
  word: u32,
  mask: u32,
  op: u32,
  k: u32,
  parameter: u32,
  whenTrue: u32,
  whenFalse: u32,
): u32 {
  let h = (word ^ (op << 5) ^ (parameter << 14)) * 0x9e3779b1;
  h = (h ^ k ^ (h >> 15)) * 0x85ebca6b;
  h = (h ^ mask ^ (h >> 13)) * 0xc2b2ae35;
  h = (h ^ whenTrue ^ (h >> 16)) * 0x27d4eb2f;
  h = (h ^ whenFalse ^ (h >> 15)) * 0x165667b1;
  return h ^ (h >> 16);
}

function node(
  word: u32,
  mask: u32,
  op: u32,
  k: u32,
  parameter: u32,
  whenTrue: u32,
  whenFalse: u32,
): u32 {
  // Exits come first, so jumps go forward only.
  assert(op == RETURN || (whenTrue < nodeCount && whenFalse < nodeCount));
  const slots = <u32>table.length - 1;
  let slot = hashOf(word, mask, op, k, parameter, whenTrue, whenFalse) & slots;
  while (table[slot] != 0) {
    const n = table[slot] - 1;
    if (
      nodeK[n] == k &&
      nodeTrue[n] == whenTrue &&
      nodeFalse[n] == whenFalse &&
      nodeTest[n] == op &&
      nodeWord[n] == word &&
      nodeMask[n] == mask &&
      nodeParameter[n] == parameter
    )
      return n;
    slot = (slot + 1) & slots;
  }
  const n = nodeCount;
  nodeWord = roomFor(nodeWord, n);
  nodeMask = roomFor(nodeMask, n);
  nodeTest = roomFor(nodeTest, n);
  nodeK = roomFor(nodeK, n);
  nodeParameter = roomFor(nodeParameter, n);
  nodeTrue = roomFor(nodeTrue, n);
  nodeFalse = roomFor(nodeFalse, n);
  nodeWord[n] = word;
  nodeMask[n] = mask;
  nodeTest[n] = op;
  nodeK[n] = k;
  nodeParameter[n] = parameter;
  nodeTrue[n] = whenTrue;
  nodeFalse[n] = whenFalse;
  table[slot] = ++nodeCount;
  if (nodeCount * 2 > slots) growTable();
  return n;
}

function growTable(): void {
  const slots = <u32>table.length * 2 - 1;
  table = new StaticArray<u32>(slots + 1);
  for (let n: u32 = 0; n < nodeCount; n++) {
    let slot =
      hashOf(
        nodeWord[n],
        nodeMask[n],
        nodeTest[n],
        nodeK[n],
        nodeParameter[n],
        nodeTrue[n],
        nodeFalse[n],
      ) & slots;
    while (table[slot] != 0) slot = (slot + 1) & slots;
    table[slot] = n + 1;
  }
}
