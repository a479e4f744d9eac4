/**
 * A policy becomes a program.
 * Input: a policy block at word 0 of the input. Output: the program at hand, and in the
 * output what `layout.ts` says of `compile`. Cost: see the passes; each is at most
 * n log n in the rules, apart from what has a fixed bound.
 */
import {
  BIG_ENDIAN,
  EMITTED,
  MAX_INSTRUCTIONS,
  O_CACHED,
  O_HEADER,
  O_LENGTH,
  O_RELOCATIONS,
  O_SERVED,
  O_STATUS,
  P_ARCH,
  P_DEFAULT,
  P_FLAGS,
  P_FOREIGN,
  P_HEADER,
  P_KNOWN,
  P_LENGTH_COST,
  P_SYSCALLS,
  P_UNKNOWN,
  TOO_LARGE,
  TOO_LONG,
  X32_BIT,
  X32_BIT_FOREIGN,
  X32_BIT_OURS,
} from "../layout";
import { input, put, putAt, startOutput } from "../memory";
import { constantAllow } from "../bitmap";
import {
  headOf,
  ks as programKs,
  programLength,
  resize,
  setInstruction,
} from "../program";
import { WORD_ARCH, WORD_NR, depth, dropTo, list, push } from "./formulas";
import { JEQ, JSET, nodeCount, returns, test } from "./nodes";
import { cheapest } from "./order";
import { codes, ks, parameters, place, placed } from "./place";
import { readRules, serveNumber } from "./served";
import { readCondition } from "./split";
import { RANGE_WORDS, rangeTree, setLengthShare } from "./tree";

const WHOLE_WORD: u32 = 0xffffffff;
/** Nodes at which the emitter gives up: far beyond what any program holds. */
const NODES_MAX: u32 = 1 << 20;

/** What is tested next for calls of this arch. */
let nextNumber: u32 = 0;
let lastMade: bool = false;

export function emit(): void {
  startOutput();
  for (let i: u32 = 0; i < O_HEADER; i++) put(0);
  setLengthShare(input(P_LENGTH_COST));
  const tree = numbers();
  if (nodeCount > NODES_MAX) {
    putAt(O_STATUS, TOO_LARGE);
    return;
  }
  const root = test(
    WORD_ARCH,
    WHOLE_WORD,
    JEQ,
    input(P_ARCH),
    0,
    tree,
    returns(input(P_FOREIGN)),
  );
  place(root, (input(P_FLAGS) & BIG_ENDIAN) != 0);
  putProgram();
  putCached();
  putServed();
  putRelocations();
}

/** The word of input where the syscalls start. */
function syscallsStart(): u32 {
  return P_HEADER + input(P_KNOWN) * 2;
}

/** Pushes a range, with the gap before it, whose numbers are unknown. */
function pushRange(from: u32, to: u32, exit: u32, weight: u32): void {
  if (from > nextNumber) {
    push(nextNumber);
    push(from - 1);
    push(gapNode(nextNumber));
    push(0);
  }
  push(from);
  push(to);
  push(exit);
  push(weight);
  nextNumber = to + 1;
  lastMade = to == 0xffffffff;
}

function gapNode(from: u32): u32 {
  const ours = (input(P_FLAGS) & X32_BIT_OURS) != 0;
  return returns(input(ours && from < X32_BIT ? P_FOREIGN : P_UNKNOWN));
}

/** What happens to numbers above all that the policy and the table know. */
function tailNode(): u32 {
  const unknown = returns(input(P_UNKNOWN));
  const foreign = returns(input(P_FOREIGN));
  const flags = input(P_FLAGS);
  if ((flags & X32_BIT_FOREIGN) != 0)
    return test(WORD_NR, WHOLE_WORD, JSET, X32_BIT, 0, foreign, unknown);
  if ((flags & X32_BIT_OURS) != 0)
    return test(WORD_NR, WHOLE_WORD, JSET, X32_BIT, 0, unknown, foreign);
  return unknown;
}

/** The node that decides by number: known numbers and those with rules, merged by number. */
function numbers(): u32 {
  const bottom = depth;
  nextNumber = 0;
  lastMade = false;
  if ((input(P_FLAGS) & X32_BIT_OURS) != 0)
    pushRange(0, X32_BIT - 1, returns(input(P_FOREIGN)), 0);
  const fallback = returns(input(P_DEFAULT));
  const knownEnd = syscallsStart();
  let knownAt = P_HEADER;
  let at = knownEnd;
  for (let left = input(P_SYSCALLS); left > 0; left--) {
    const nr = input(at);
    while (knownAt < knownEnd && input(knownAt) < nr) {
      pushRange(input(knownAt), input(knownAt), fallback, input(knownAt + 1));
      knownAt += 2;
    }
    const isKnown = knownAt < knownEnd && input(knownAt) == nr;
    const weight = isKnown ? input(knownAt + 1) : 0;
    if (isKnown) knownAt += 2;
    const start = depth;
    const rules = input(at + 1);
    at += 2;
    for (let r: u32 = 0; r < rules; r++) {
      const words = input(at + 2);
      const condition = readCondition(at + 3, words);
      push(condition);
      push(input(at + 1));
      at += 3 + words;
    }
    push(input(isKnown ? P_DEFAULT : P_UNKNOWN));
    const decision = list(start);
    pushRange(nr, nr, cheapest(decision), weight);
    if (nodeCount > NODES_MAX) {
      dropTo(bottom);
      return 0;
    }
  }
  for (; knownAt < knownEnd; knownAt += 2)
    pushRange(input(knownAt), input(knownAt), fallback, input(knownAt + 1));
  if (!lastMade) {
    push(nextNumber);
    push(0xffffffff);
    push(tailNode());
    push(0);
  }
  const root = rangeTree(
    bottom,
    (depth - bottom) / RANGE_WORDS,
    WORD_NR,
    WHOLE_WORD,
  );
  dropTo(bottom);
  return root;
}

function putProgram(): void {
  resize(placed, input(P_FLAGS) & BIG_ENDIAN);
  for (let i: u32 = 0; i < placed; i++)
    setInstruction(i, codes[placed - 1 - i], ks[placed - 1 - i]);
  putAt(O_STATUS, placed > MAX_INSTRUCTIONS ? TOO_LONG : EMITTED);
  putAt(O_LENGTH, placed);
  for (let i: u32 = 0; i < placed; i++) {
    put(headOf(i));
    put(programKs[i]);
  }
}

function putCached(): void {
  let count: u32 = 0;
  const end = syscallsStart();
  for (let at: u32 = P_HEADER; at < end; at += 2) {
    if (!constantAllow(input(P_ARCH), input(at))) continue;
    put(input(at));
    count++;
  }
  putAt(O_CACHED, count);
}

function putServed(): void {
  let at = syscallsStart();
  let count: u32 = 0;
  const big = (input(P_FLAGS) & BIG_ENDIAN) != 0;
  for (let left = input(P_SYSCALLS); left > 0; left--) {
    const nr = input(at);
    at = readRules(at);
    count += serveNumber(nr, input(P_ARCH), big);
  }
  putAt(O_SERVED, count);
}

function putRelocations(): void {
  let count: u32 = 0;
  for (let i: u32 = 0; i < placed; i++) {
    const parameter = parameters[placed - 1 - i];
    if (parameter == 0) continue;
    put(i);
    put((parameter >> 2) - 1);
    put(parameter & 3);
    count++;
  }
  putAt(O_RELOCATIONS, count);
  assert(programLength == placed);
}
