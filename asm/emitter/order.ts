/**
 * In which order a syscall's words are tested, and whether a diagram pays at all.
 * Input: a decision list. Output: its cheapest node. Cost: the diagrams tried, at most 24.
 */
import { roomFor } from "../memory";
import {
  AND,
  TRUE,
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
import { NO_NODE, decide, order, testOf } from "./decide";
import {
  isReturn,
  nodeCount,
  nodeFalse,
  nodeMask,
  nodeTrue,
  nodeWord,
  returns,
} from "./nodes";

const WORDS: u32 = 12;
/** Nodes that a diagram may add; one that needs more gives way to rule after rule. */
const DIAGRAM_MAX: u32 = 5000;
/** Effort that a diagram may take: so much at least, and so much for each atom. */
const EFFORT: u32 = 20_000;
const EFFORT_PER_ATOM: u32 = 200;
/** Lists longer than this (words of the record) are tried in fewer orders. */
const LONG: u32 = 128;

let known = new StaticArray<u32>(1024);
let listWeight: u32 = 0;
let bestNode: u32 = NO_NODE;
let bestCost: u32 = 0xffffffff;

const present = new StaticArray<u32>(WORDS);
let presentCount: u32 = 0;

/** The cheapest node found for `list`. */
export function cheapest(list: u32): u32 {
  if (wordsOf(list) == 0) return returns(finalOf(list));
  const key = list >> 2;
  known = roomFor(known, key);
  if (known[key] != 0) return known[key] - 1;
  presentCount = 0;
  for (let w: u32 = 0; w < WORDS; w++) {
    if ((wordsOf(list) & (1 << w)) != 0) present[presentCount++] = w;
  }
  bestNode = NO_NODE;
  bestCost = 0xffffffff;
  listWeight = weightOf(list);
  if (presentCount <= 4 && listWeight <= LONG) permute(list, 0);
  else {
    const turns = listWeight <= LONG ? presentCount : min<u32>(presentCount, 2);
    for (let turn: u32 = 0; turn < turns; turn++) {
      for (let i: u32 = 0; i < presentCount; i++)
        order[i] = present[(i + turn) % presentCount];
      attempt(list);
    }
    // And the high halves first, which mostly decide at once.
    let at: u32 = 0;
    for (let half: u32 = 0; half < 2; half++) {
      for (let i: u32 = 0; i < presentCount; i++) {
        if ((present[i] & 1) != half) order[at++] = present[i];
      }
    }
    attempt(list);
  }
  consider(ruleAfterRule(list));
  known = roomFor(known, key);
  known[key] = bestNode + 1;
  return bestNode;
}

/** Atoms and joints in `ref`, counted up to a bound. */
function weightOf(ref: u32): u32 {
  if (ref <= TRUE || !isRecord(ref)) return 1;
  let sum: u32 = 0;
  const length = lengthOf(ref);
  const isList = kindOf(ref) > 1;
  for (let i: u32 = 0; i < length && sum < 1 << 20; i++) {
    if (isList && ((i & 1) == 1 || i == length - 1)) continue;
    sum += weightOf(pool[membersOf(ref) + i]);
  }
  return sum;
}

function permute(list: u32, fixed: u32): void {
  if (fixed == presentCount) {
    for (let i: u32 = 0; i < presentCount; i++) order[i] = present[i];
    attempt(list);
    return;
  }
  for (let i = fixed; i < presentCount; i++) {
    swap(fixed, i);
    permute(list, fixed + 1);
    swap(fixed, i);
  }
}

function swap(i: u32, j: u32): void {
  const kept = present[i];
  present[i] = present[j];
  present[j] = kept;
}

function attempt(list: u32): void {
  const bottom = depth;
  const n = decide(list, DIAGRAM_MAX, EFFORT + EFFORT_PER_ATOM * listWeight);
  dropTo(bottom);
  if (n != NO_NODE) consider(n);
}

function consider(n: u32): void {
  const cost = costOf(n);
  if (cost >= bestCost) return;
  bestCost = cost;
  bestNode = n;
}

let visited = new StaticArray<u32>(1024);
let mark: u32 = 0;
/** How likely a node is reached, of 1 << 16, where each test goes either way alike. */
let likelihood = new StaticArray<u32>(1024);

/** Instructions below `root`, weighed against the mean of those executed. */
function costOf(root: u32): u32 {
  mark++;
  visited = roomFor(visited, nodeCount);
  likelihood = roomFor(likelihood, nodeCount);
  const bottom = depth;
  visited[root] = mark;
  likelihood[root] = 1 << 16;
  push(root);
  let lowest = root;
  let highest = root;
  let instructions: u32 = 1;
  let mean: u64 = 1 << 16;
  // First what is reached, then in the order of indices: exits are lower than their parents.
  for (let i = bottom; i < depth; i++) {
    const n = stack[i];
    if (isReturn(n)) continue;
    lowest = min(lowest, n);
    highest = max(highest, n);
    visit(nodeTrue[n]);
    visit(nodeFalse[n]);
  }
  dropTo(bottom);
  for (let n = highest + 1; n-- > lowest;) {
    if (visited[n] != mark || isReturn(n)) continue;
    instructions += 1;
    const chance = likelihood[n];
    mean += chance;
    if (nodeMask[n] != 0xffffffff) {
      instructions += 1;
      mean += chance;
    }
    mean += arrive(n, nodeTrue[n], chance >> 1);
    mean += arrive(n, nodeFalse[n], chance >> 1);
    if (needsLoad(n, nodeTrue[n]) || needsLoad(n, nodeFalse[n]))
      instructions += 1;
  }
  // One instruction counts as much as a sixteenth of a step.
  return instructions * 256 + <u32>min<u64>(0x7fffffff, mean >> 4);
}

function visit(n: u32): void {
  if (visited[n] == mark) return;
  visited[n] = mark;
  likelihood[n] = 0;
  push(n);
}

function needsLoad(parent: u32, child: u32): bool {
  if (isReturn(child)) return false;
  return nodeWord[parent] != nodeWord[child] || nodeMask[parent] != 0xffffffff;
}

function arrive(parent: u32, child: u32, chance: u32): u32 {
  likelihood[child] += chance;
  return needsLoad(parent, child) ? chance : 0;
}

/** The conditions one after the other, as they are written: never many more than they are. */
function ruleAfterRule(list: u32): u32 {
  const length = lengthOf(list);
  let next = returns(finalOf(list));
  for (let i = length - 1; i > 0; i -= 2) {
    const condition = pool[membersOf(list) + i - 2];
    const action = returns(pool[membersOf(list) + i - 1]);
    next = ifThen(condition, action, next);
  }
  return next;
}

function ifThen(ref: u32, whenTrue: u32, whenFalse: u32): u32 {
  if (ref <= TRUE) return ref == TRUE ? whenTrue : whenFalse;
  if (!isRecord(ref)) {
    return (ref & 1) == 0
      ? testOf(ref >> 2, whenTrue, whenFalse)
      : testOf(ref >> 2, whenFalse, whenTrue);
  }
  let next = kindOf(ref) == AND ? whenTrue : whenFalse;
  for (let i = lengthOf(ref); i-- > 0;) {
    const member = pool[membersOf(ref) + i];
    next =
      kindOf(ref) == AND
        ? ifThen(member, next, whenFalse)
        : ifThen(member, whenTrue, next);
  }
  return next;
}
