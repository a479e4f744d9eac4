/**
 * The graph becomes instructions, from the last to the first.
 * Input: the root node. Output: `code` and `ks`, in reverse order of the program. Cost:
 * linear in the nodes that the root reaches.
 *
 * A test stands behind what it needs, so that who has the word loaded already jumps past:
 *     ld word | and mask | xor sign | test
 */
import { roomFor } from "../memory";
import { WORD_ARCH, WORD_NR, depth, dropTo, push, stack } from "./formulas";
import {
  FLIPPED,
  isReturn,
  nodeCount,
  nodeFalse,
  nodeK,
  nodeMask,
  nodeParameter,
  nodeTest,
  nodeTrue,
  nodeWord,
} from "./nodes";

const LOAD: u32 = 0x20;
const JUMP: u32 = 0x05;
const AND_K: u32 = 0x54;
const XOR_K: u32 = 0xa4;
const SIGN: u32 = 0x80000000;
const REACH: u32 = 255;

/** Instructions from the end of the program: code | jt << 16 | jf << 24. */
export let placed: u32 = 0;
export let codes = new StaticArray<u32>(1024);
export let ks = new StaticArray<u32>(1024);
export let parameters = new StaticArray<u32>(1024);

let bigEndian: bool = false;

// For each node: where its parts stand, plus 1; 0 is nowhere (yet).
let atTest = new StaticArray<u32>(1024);
let atWord = new StaticArray<u32>(1024);
let atLoad = new StaticArray<u32>(1024);
/** The newest jump to each of the parts above, for those too far to reach them. */
let nearTest = new StaticArray<u32>(1024);
let nearWord = new StaticArray<u32>(1024);
let nearLoad = new StaticArray<u32>(1024);
/** Parts that somebody enters at: bits of ENTER_*. */
let entered = new StaticArray<u32>(1024);
/** Instructions below a node, counted as a tree. */
let size = new StaticArray<u32>(1024);

const ENTER_TEST: u32 = 1;
const ENTER_WORD: u32 = 2;
const ENTER_LOAD: u32 = 4;
const SEEN: u32 = 8;

function room(count: u32): void {
  atTest = roomFor(atTest, count);
  atWord = roomFor(atWord, count);
  atLoad = roomFor(atLoad, count);
  nearTest = roomFor(nearTest, count);
  nearWord = roomFor(nearWord, count);
  nearLoad = roomFor(nearLoad, count);
  entered = roomFor(entered, count);
  size = roomFor(size, count);
}

function transformed(n: u32): bool {
  return nodeMask[n] != 0xffffffff || (nodeTest[n] & FLIPPED) != 0;
}

/** Where one enters `child` with what `parent` leaves in the accumulator. */
function entryOf(parent: u32, child: u32): u32 {
  if (isReturn(child)) return ENTER_TEST;
  if (nodeWord[parent] != nodeWord[child]) return ENTER_LOAD;
  if (!transformed(parent)) return transformed(child) ? ENTER_WORD : ENTER_TEST;
  const same =
    nodeMask[parent] == nodeMask[child] &&
    ((nodeTest[parent] ^ nodeTest[child]) & FLIPPED) == 0;
  return same ? ENTER_TEST : ENTER_LOAD;
}

/** Places everything that `root` reaches; the program starts with `root`'s load. */
export function place(root: u32, big: bool): void {
  bigEndian = big;
  room(nodeCount);
  if (isReturn(root)) {
    append(nodeTest[root], nodeK[root], 0);
    return;
  }
  survey(root);
  entered[root] |= ENTER_LOAD;
  const bottom = depth;
  push(root);
  while (depth > bottom) {
    const n = stack[depth - 1];
    if (atTest[n] != 0) {
      dropTo(depth - 1);
      continue;
    }
    if (isReturn(n)) {
      // A return is placed where it is first needed.
      dropTo(depth - 1);
      continue;
    }
    const yes = nodeTrue[n];
    const no = nodeFalse[n];
    const yesReady = isReturn(yes) || atTest[yes] != 0;
    const noReady = isReturn(no) || atTest[no] != 0;
    if (yesReady && noReady) {
      placeTest(n);
      dropTo(depth - 1);
    } else if (yesReady) push(no);
    else if (noReady) push(yes);
    // The larger side lies farther away.
    else push(size[yes] > size[no] ? yes : no);
  }
}

/** Marks where each node is entered, and how much lies below it. Parents have higher indices. */
function survey(root: u32): void {
  entered[root] |= SEEN;
  for (let i: u32 = root + 1; i-- > 0;) {
    if ((entered[i] & SEEN) == 0 || isReturn(i)) continue;
    entered[nodeTrue[i]] |= entryOf(i, nodeTrue[i]) | SEEN;
    entered[nodeFalse[i]] |= entryOf(i, nodeFalse[i]) | SEEN;
  }
  for (let i: u32 = 0; i <= root; i++) {
    if ((entered[i] & SEEN) == 0) continue;
    size[i] = isReturn(i)
      ? 0
      : min<u32>(1 << 24, 1 + size[nodeTrue[i]] + size[nodeFalse[i]]);
  }
}

function append(code: u32, k: u32, parameter: u32): u32 {
  codes = roomFor(codes, placed);
  ks = roomFor(ks, placed);
  parameters = roomFor(parameters, placed);
  codes[placed] = code;
  ks[placed] = k;
  parameters[placed] = parameter;
  return ++placed;
}

function partOf(child: u32, entry: u32): u32 {
  if (entry == ENTER_TEST) return atTest[child];
  return entry == ENTER_WORD ? atWord[child] : atLoad[child];
}

function nearOf(child: u32, entry: u32): u32 {
  if (entry == ENTER_TEST) return nearTest[child];
  return entry == ENTER_WORD ? nearWord[child] : nearLoad[child];
}

/** Whether the next test reaches the instruction at `position` (plus 1), `more` placed before it. */
function reaches(position: u32, more: u32): bool {
  return position != 0 && placed + more - position <= REACH;
}

/** A place within reach from which `child` is entered, with `more` instructions to come. */
function target(parent: u32, child: u32, more: u32): u32 {
  const entry = entryOf(parent, child);
  const near = nearOf(child, entry);
  if (reaches(near, more)) return near;
  const direct = partOf(child, entry);
  return reaches(direct, more) ? direct : 0;
}

/** Puts within reach what is not: a copy of a return costs no step, a jump costs one. */
function bringNear(parent: u32, child: u32): void {
  if (isReturn(child)) {
    const position = append(nodeTest[child], nodeK[child], 0);
    if (atTest[child] == 0) atTest[child] = position;
    nearTest[child] = position;
    return;
  }
  const entry = entryOf(parent, child);
  const position = append(JUMP, placed - partOf(child, entry), 0);
  if (entry == ENTER_TEST) nearTest[child] = position;
  else if (entry == ENTER_WORD) nearWord[child] = position;
  else nearLoad[child] = position;
}

function placeTest(n: u32): void {
  const yes = nodeTrue[n];
  const no = nodeFalse[n];
  // One that is out of reach moves the other away by one; a copy just made stays in reach.
  if (target(n, yes, 0) == 0) bringNear(n, yes);
  if (target(n, no, 0) == 0) bringNear(n, no);
  if (target(n, yes, 0) == 0) bringNear(n, yes);
  const jt = placed - target(n, yes, 0);
  const jf = placed - target(n, no, 0);
  const op = nodeTest[n] & 0xff;
  atTest[n] = append(op | (jt << 16) | (jf << 24), nodeK[n], nodeParameter[n]);
  // Who comes with the word as the test wants it jumps past what makes it so.
  if (transformed(n) && (entered[n] & (ENTER_WORD | ENTER_LOAD)) != 0) {
    if ((nodeTest[n] & FLIPPED) != 0) append(XOR_K, SIGN, 0);
    if (nodeMask[n] != 0xffffffff) append(AND_K, nodeMask[n], 0);
  }
  atWord[n] = placed;
  if ((entered[n] & ENTER_LOAD) != 0)
    atLoad[n] = append(LOAD, offsetOf(nodeWord[n]), 0);
}

/** Byte offset in `struct seccomp_data`. */
function offsetOf(word: u32): u32 {
  if (word == WORD_NR) return 0;
  if (word == WORD_ARCH) return 4;
  const half = (word & 1) ^ (bigEndian ? 1 : 0);
  return 16 + (word >> 1) * 8 + half * 4;
}
