/**
 * A decision list becomes tests of words, one word after the other, each loaded once and
 * only where it matters.
 * Input: a decision list. Output: a node, or NO_NODE where the order of words makes more
 * nodes than it may. Cost: linear in the nodes made, each with one pass over its list.
 */
import { roomFor } from "../memory";
import {
  ABOVE,
  AT_LEAST,
  EQUAL,
  LIST,
  TRUE,
  atomMask,
  atomParameter,
  atomTest,
  atomValue,
  atomWord,
  depth,
  dropTo,
  finalOf,
  isRecord,
  kindOf,
  lengthOf,
  membersOf,
  pool,
  push,
  stack,
  wordsOf,
} from "./formulas";
import { knowAtom, knowRange, residue, work } from "./facts";
import { FLIPPED, JEQ, JGE, JGT, nodeCount, returns, test } from "./nodes";
import { RANGE_WORDS, rangeTree } from "./tree";

export const NO_NODE: u32 = 0xffffffff;
const WORDS: u32 = 12;
const NONE: u32 = 0xffffffff;

/** Words in the order in which they are tested. */
export const order = new StaticArray<u32>(WORDS);

/** Nodes made before: by record of the decision list, for one order. */
let memo = new StaticArray<u32>(4096);
let memoRun = new StaticArray<u32>(4096);
let run: u32 = 0;
let nodesMax: u32 = 0;
let workMax: u32 = 0;

/** The node of `list`, testing words in `order`, with at most so many new nodes and so much work. */
export function decide(list: u32, nodes: u32, effort: u32): u32 {
  run++;
  nodesMax = nodeCount + nodes;
  workMax = work + effort;
  return nodeOf(list);
}

function nodeOf(list: u32): u32 {
  const words = wordsOf(list);
  if (words == 0) return returns(finalOf(list));
  const key = list >> 2;
  memo = roomFor(memo, key);
  memoRun = roomFor(memoRun, key);
  if (memoRun[key] == run) return memo[key];
  let at: u32 = 0;
  while ((words & (1 << order[at])) == 0) at++;
  const n = decideWord(list, order[at]);
  if (n == NO_NODE || nodeCount > nodesMax || work > workMax) return NO_NODE;
  memo = roomFor(memo, key);
  memoRun = roomFor(memoRun, key);
  memoRun[key] = run;
  memo[key] = n;
  return n;
}

/** The mask under which `word` is looked at next, and a parameter's atom where that is all. */
let chosenMask: u32 = 0;
let chosenAtom: u32 = NONE;
let chosenRank: u32 = 0;
let word: u32 = 0;

function decideWord(list: u32, ofWord: u32): u32 {
  word = ofWord;
  chosenMask = 0;
  chosenAtom = NONE;
  chosenRank = 0;
  choose(list);
  if (chosenRank == 1) return decideAtom(list, chosenAtom);
  return decideRanges(list, ofWord, chosenMask);
}

/** Whole words first, then what JSET tells without spoiling the word, other masks, parameters. */
function choose(ref: u32): void {
  if (ref <= TRUE || (wordsOf(ref) & (1 << word)) == 0) return;
  if (isRecord(ref)) {
    const length = lengthOf(ref);
    const isList = kindOf(ref) == LIST;
    for (let i: u32 = 0; i < length; i++) {
      if (isList && ((i & 1) == 1 || i == length - 1)) continue;
      if (chosenRank == 4) return;
      choose(pool[membersOf(ref) + i]);
    }
    return;
  }
  const a = ref >> 2;
  const mask = atomMask[a];
  let rank: u32 = 2;
  if (atomParameter[a] != 0) rank = 1;
  else if (mask == 0xffffffff) rank = 4;
  else if (atomTest[a] == EQUAL && (atomValue[a] == 0 || popcnt(mask) == 1))
    rank = 3;
  if (rank <= chosenRank) return;
  chosenRank = rank;
  chosenMask = mask;
  chosenAtom = a;
}

function decideAtom(list: u32, a: u32): u32 {
  knowAtom(a, true);
  const passed = residue(list);
  knowAtom(a, false);
  const failed = residue(list);
  const whenTrue = nodeOf(passed);
  if (whenTrue == NO_NODE) return NO_NODE;
  const whenFalse = nodeOf(failed);
  if (whenFalse == NO_NODE) return NO_NODE;
  return testOf(a, whenTrue, whenFalse);
}

/** The node that tests one atom. */
export function testOf(a: u32, whenTrue: u32, whenFalse: u32): u32 {
  const kind = atomTest[a] & 3;
  const op = kind == EQUAL ? JEQ : kind == AT_LEAST ? JGE : JGT;
  assert(kind != ABOVE || atomParameter[a] != 0);
  const flipped = (atomTest[a] & 4) != 0 ? FLIPPED : 0;
  return test(
    atomWord[a],
    atomMask[a],
    op | flipped,
    atomValue[a],
    atomParameter[a],
    whenTrue,
    whenFalse,
  );
}

/** The largest value that `mask` leaves, up to `value`. */
function floorOf(value: u32, mask: u32): u32 {
  const outside = value & ~mask;
  if (outside == 0) return value;
  const below = 0xffffffff >>> clz(outside);
  return (value & mask & ~below) | (mask & below);
}

/** The smallest value that `mask` leaves, from `value` up; less than `value` where none is. */
function ceilOf(value: u32, mask: u32): u32 {
  const outside = value & ~mask;
  if (outside == 0) return value;
  const below = 0xffffffff >>> clz(outside);
  const free = mask & ~value & ~below;
  if (free == 0) return 0;
  const bit = free & (0 - free);
  return (value & mask & ~(bit - 1)) | bit;
}

let groupMask: u32 = 0;

/** Pushes every value at which a test of the group changes its answer. */
function gather(ref: u32, ofWord: u32): void {
  if (ref <= TRUE || (wordsOf(ref) & (1 << ofWord)) == 0) return;
  if (isRecord(ref)) {
    const length = lengthOf(ref);
    const isList = kindOf(ref) == LIST;
    for (let i: u32 = 0; i < length; i++) {
      if (isList && ((i & 1) == 1 || i == length - 1)) continue;
      gather(pool[membersOf(ref) + i], ofWord);
    }
    return;
  }
  const a = ref >> 2;
  if (atomMask[a] != groupMask || atomParameter[a] != 0) return;
  const value = atomValue[a];
  push(value);
  if (atomTest[a] == EQUAL && value != 0xffffffff) push(value + 1);
}

/** Sorts stack[from..to) ascending: a heap, so that no order of input is slow. */
function sort(from: u32, to: u32): void {
  const count = to - from;
  for (let i = count >> 1; i > 0; i--) sift(from, i - 1, count);
  for (let end = count; end > 1; end--) {
    const top = stack[from];
    stack[from] = stack[from + end - 1];
    stack[from + end - 1] = top;
    sift(from, 0, end - 1);
  }
}

function sift(from: u32, at: u32, count: u32): void {
  const value = stack[from + at];
  while (true) {
    let child = at * 2 + 1;
    if (child >= count) break;
    if (child + 1 < count && stack[from + child + 1] > stack[from + child])
      child++;
    if (stack[from + child] <= value) break;
    stack[from + at] = stack[from + child];
    at = child;
  }
  stack[from + at] = value;
}

function decideRanges(list: u32, ofWord: u32, mask: u32): u32 {
  const bottom = depth;
  groupMask = mask;
  push(0);
  gather(list, ofWord);
  sort(bottom, depth);
  let count: u32 = 0;
  for (let i = bottom; i < depth; i++) {
    if (count == 0 || stack[i] != stack[bottom + count - 1])
      stack[bottom + count++] = stack[i];
  }
  dropTo(bottom + count);
  const ranges = depth;
  cut(list, ofWord, mask, bottom, 0, count, count);
  // Residues become nodes in place: the list's word of each range.
  const rangeCount = (depth - ranges) / RANGE_WORDS;
  for (let i: u32 = 0; i < rangeCount; i++) {
    const n = nodeOf(stack[ranges + i * RANGE_WORDS + 2]);
    if (n == NO_NODE) {
      dropTo(bottom);
      return NO_NODE;
    }
    stack[ranges + i * RANGE_WORDS + 2] = n;
  }
  const root = rangeTree(ranges, rangeCount, ofWord, mask);
  dropTo(bottom);
  return root;
}

/**
 * Pushes the ranges between thresholds `first` and `last` with what is left of `list` in
 * each, halving so that a residue is small before it is cut again.
 */
function cut(
  list: u32,
  ofWord: u32,
  mask: u32,
  thresholds: u32,
  first: u32,
  last: u32,
  count: u32,
): void {
  const from = stack[thresholds + first];
  const to = last == count ? 0xffffffff : stack[thresholds + last] - 1;
  const lowest = ceilOf(from, mask);
  const highest = floorOf(to, mask);
  // Values that the mask cannot leave: no call comes here.
  if (lowest < from || highest < lowest) return;
  knowRange(ofWord, mask, lowest, highest);
  const rest = residue(list);
  if (last - first == 1 || (wordsOf(rest) & (1 << ofWord)) == 0) {
    push(lowest);
    push(highest);
    push(rest);
    push(lowest == highest || lowest == 0 ? 2 : 1);
    return;
  }
  const middle = (first + last) >> 1;
  cut(rest, ofWord, mask, thresholds, first, middle, count);
  cut(rest, ofWord, mask, thresholds, middle, last, count);
}
