/**
 * The cheapest tests that tell apart ranges of one word.
 * Input: ranges in ascending order on the formulas' stack, RANGE_WORDS words each: lowest
 * and highest value, node, weight. Output: a node. Cost: cubic in the ranges up to
 * EXACT_MAX of them, linear in pieces of that size beyond.
 *
 * What is minimised is the weighted mean of tests on the way to a range plus `lengthCost`
 * an instruction, which is the less the more ranges there are: so a tenth more length weighs
 * about as much as a tenth more steps. Two forms are weighed against each other for every run of ranges: a
 * split in two by JGE, and a chain of JEQ that takes single values out of one ground.
 */
import { roomFor } from "../memory";
import { WORD_NR, stack } from "./formulas";
import { JEQ, JGE, JSET, test } from "./nodes";

export const RANGE_WORDS: u32 = 4;

/** Ranges that the dynamic programme takes at once; longer lists are halved first. */
const EXACT_MAX: u32 = 96;
/** Single values that a chain takes out at most. */
const CHAIN_MAX: u32 = 24;
const CHAIN: u32 = 0xffffffff;
/** What the weights of all ranges are scaled to. */
const WHOLE: u32 = 1 << 16;

let n: u32 = 0;
let low = new StaticArray<u32>(64);
let high = new StaticArray<u32>(64);
let node = new StaticArray<u32>(64);
let weight = new StaticArray<u32>(64);
/** Sum of weights before each range. */
let before = new StaticArray<u32>(64);

let word: u32 = 0;
let mask: u32 = 0;
/** What an instruction costs here, in units of `WHOLE`: the less the longer the program is. */
let lengthCost: u32 = 0;
let lengthShare: u32 = 0;

/** Cost and form of the best tests for each run of ranges in the piece at hand. */
let cost = new StaticArray<u32>(EXACT_MAX * EXACT_MAX);
let form = new StaticArray<u32>(EXACT_MAX * EXACT_MAX);

/** What an instruction costs among one range, in 1/256 of a mean step. */
export function setLengthShare(value: u32): void {
  lengthShare = value;
}

export function rangeTree(
  start: u32,
  count: u32,
  ofWord: u32,
  ofMask: u32,
): u32 {
  word = ofWord;
  mask = ofMask;
  take(start, count);
  lengthCost = (lengthShare * (WHOLE / 256)) / (n + 8);
  scale();
  return outermost();
}

function room(count: u32): void {
  low = roomFor(low, count);
  high = roomFor(high, count);
  node = roomFor(node, count);
  weight = roomFor(weight, count);
  before = roomFor(before, count + 1);
}

function take(start: u32, count: u32): void {
  room(count);
  n = 0;
  for (let i: u32 = 0; i < count; i++) {
    const at = start + i * RANGE_WORDS;
    append(stack[at], stack[at + 1], stack[at + 2], stack[at + 3]);
  }
}

/** Adds a range; one that goes where its neighbour goes is the same range. */
function append(from: u32, to: u32, exit: u32, weighing: u32): void {
  if (n > 0 && node[n - 1] == exit) {
    high[n - 1] = to;
    weight[n - 1] += weighing;
    return;
  }
  low[n] = from;
  high[n] = to;
  node[n] = exit;
  weight[n] = weighing;
  n++;
}

function scale(): void {
  let sum: u64 = 0;
  for (let i: u32 = 0; i < n; i++) sum += weight[i];
  if (sum == 0) sum = 1;
  for (let i: u32 = 0; i < n; i++)
    weight[i] = <u32>((<u64>weight[i] * WHOLE) / sum);
}

function sumUp(): void {
  before[0] = 0;
  for (let i: u32 = 0; i < n; i++) before[i + 1] = before[i] + weight[i];
}

/** Tests that go before the tree: a value most calls have, a set of values that one JSET tells. */
function outermost(): u32 {
  if (n == 1) return node[0];
  sumUp();
  if (n > 3) {
    let heaviest: u32 = 0;
    for (let i: u32 = 1; i < n; i++) {
      if (weight[i] > weight[heaviest]) heaviest = i;
    }
    // Asking for one value first pays where about two calls in five have it.
    if (
      low[heaviest] == high[heaviest] &&
      weight[heaviest] * 5 > before[n] * 2
    ) {
      const k = low[heaviest];
      const exit = node[heaviest];
      remove(heaviest, heaviest + 1);
      return test(word, mask, JEQ, k, 0, exit, outermost());
    }
  }
  if (word < WORD_NR && mask == 0xffffffff && n > 3) {
    const bits = cube();
    if (bits != 0) {
      const exit = node[0];
      removeCube(bits);
      return test(word, mask, JSET, ~bits, 0, outermost(), exit);
    }
  }
  return piece(0, n - 1);
}

/** Takes ranges out, as values that no longer come here; equal neighbours become one. */
function remove(from: u32, to: u32): void {
  const count = n;
  n = from;
  for (let i = to; i < count; i++) append(low[i], high[i], node[i], weight[i]);
}

function exitOf(value: u32): u32 {
  let first: u32 = 0;
  let last = n - 1;
  while (first < last) {
    const middle = (first + last + 1) >> 1;
    if (low[middle] <= value) first = middle;
    else last = middle - 1;
  }
  return value <= high[first] ? node[first] : 0xffffffff;
}

/**
 * Bits such that every value made of them goes where 0 goes, and at least two ranges are
 * told by it; or 0. One JSET with the other bits then does the work of all those ranges.
 */
function cube(): u32 {
  if (low[0] != 0) return 0;
  const exit = node[0];
  let bits: u32 = 0;
  for (let bit: u32 = 1; bit != 0; bit <<= 1) {
    if (popcnt(bits) >= 10) break;
    let subset: u32 = bits;
    let all = true;
    while (all) {
      if (exitOf(subset | bit) != exit) all = false;
      if (subset == 0) break;
      subset = (subset - 1) & bits;
    }
    if (all) bits |= bit;
  }
  if (bits == 0xffffffff) return 0;
  let told: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    if (low[i] == high[i] && (low[i] & ~bits) == 0) told++;
  }
  return told >= 2 ? bits : 0;
}

function removeCube(bits: u32): void {
  const count = n;
  n = 0;
  for (let i: u32 = 0; i < count; i++) {
    if (low[i] == high[i] && (low[i] & ~bits) == 0) continue;
    append(low[i], high[i], node[i], weight[i]);
  }
}

/** Ranges `first` to `last`, both included. */
function piece(first: u32, last: u32): u32 {
  if (first == last) return node[first];
  if (last - first >= EXACT_MAX) {
    const half = (before[first] + before[last + 1]) >> 1;
    let middle = first;
    while (middle < last - 1 && before[middle + 1] < half) middle++;
    // Weight in one place must not make pieces of one range each.
    const margin = (last - first) >> 3;
    middle = max(first + margin, min(last - 1 - margin, middle));
    const above = piece(middle + 1, last);
    return test(
      word,
      mask,
      JGE,
      low[middle + 1],
      0,
      above,
      piece(first, middle),
    );
  }
  plan(first, last);
  return build(first, 0, last - first);
}

/** Fills `cost` and `form` for every run of ranges from `first` to `last`. */
function plan(first: u32, last: u32): void {
  const count = last - first + 1;
  for (let i = <i32>count - 1; i >= 0; i--) {
    const row = <u32>i * EXACT_MAX;
    cost[row + i] = 0;
    planChains(first, <u32>i, count);
    for (let j = <u32>i + 1; j < count; j++) {
      const whole = before[first + j + 1] - before[first + i] + lengthCost;
      let best = cost[row + j];
      let chosen = CHAIN;
      for (let m = <u32>i; m < j; m++) {
        const split = cost[row + m] + cost[(m + 1) * EXACT_MAX + j];
        if (split >= best) continue;
        if (split + whole < best) {
          best = split + whole;
          chosen = m;
        }
      }
      cost[row + j] = best;
      form[row + j] = chosen;
    }
  }
}

/** Weights of the chain's values, heaviest first. */
const chainWeight = new StaticArray<u32>(CHAIN_MAX);

/** For every run that starts at `i`, the cost of a chain: where there is none, a cost above all. */
function planChains(first: u32, i: u32, count: u32): void {
  const row = i * EXACT_MAX;
  let ground = CHAIN;
  let singles: u32 = 0;
  let groundWeight: u32 = 0;
  let possible = true;
  for (let j = i; j < count; j++) {
    const at = first + j;
    if (possible) {
      if (ground == CHAIN && groundOf(first + i, at) != CHAIN) {
        // The ground is now certain: count again.
        ground = groundOf(first + i, at);
        singles = 0;
        groundWeight = 0;
        for (let back = first + i; back <= at && possible; back++) {
          if (node[back] == ground) groundWeight += weight[back];
          else if (singles == CHAIN_MAX) possible = false;
          else insert(singles++, weight[back]);
        }
      } else if (ground != CHAIN) {
        if (node[at] == ground) groundWeight += weight[at];
        else if (low[at] != high[at] || singles == CHAIN_MAX) possible = false;
        else insert(singles++, weight[at]);
      } else if (j - i >= 12) possible = false;
    }
    if (j == i) continue;
    cost[row + j] = 0x7fffffff;
    if (!possible) continue;
    if (ground != CHAIN) {
      let sum = singles * (lengthCost + groundWeight);
      for (let s: u32 = 0; s < singles; s++) sum += (s + 1) * chainWeight[s];
      cost[row + j] = sum;
    } else {
      // Single values only: all but the last to be taken out one by one.
      const base = commonest(first + i, at);
      let taken: u32 = 0;
      let rest: u32 = 0;
      for (let r = first + i; r <= at && possible; r++) {
        if (node[r] == base) rest += weight[r];
        else if (taken == CHAIN_MAX) possible = false;
        else insert(taken++, weight[r]);
      }
      if (!possible) continue;
      let sum = taken * (lengthCost + rest);
      for (let s: u32 = 0; s < taken; s++) sum += (s + 1) * chainWeight[s];
      cost[row + j] = sum;
    }
  }
}

/** Puts a weight into the first `count` of `chainWeight`, heaviest first. */
function insert(count: u32, value: u32): void {
  let at = count;
  while (at > 0 && chainWeight[at - 1] < value) {
    chainWeight[at] = chainWeight[at - 1];
    at--;
  }
  chainWeight[at] = value;
}

/** The node of the first range with more than one value, or CHAIN. */
function groundOf(from: u32, to: u32): u32 {
  for (let i = from; i <= to; i++) {
    if (low[i] != high[i]) return node[i];
  }
  return CHAIN;
}

function commonest(from: u32, to: u32): u32 {
  let best = node[from];
  let bestCount: u32 = 0;
  for (let i = from; i <= to; i++) {
    let times: u32 = 0;
    for (let j = from; j <= to; j++) if (node[j] == node[i]) times++;
    if (times > bestCount) {
      best = node[i];
      bestCount = times;
    }
  }
  return best;
}

function build(first: u32, i: u32, j: u32): u32 {
  if (i == j) return node[first + i];
  const chosen = form[i * EXACT_MAX + j];
  if (chosen == CHAIN) return buildChain(first + i, first + j);
  const above = build(first, chosen + 1, j);
  const below = build(first, i, chosen);
  return test(word, mask, JGE, low[first + chosen + 1], 0, above, below);
}

/** Exits first: the lightest value is asked for last, so it is made first. */
function buildChain(from: u32, to: u32): u32 {
  let ground = groundOf(from, to);
  if (ground == CHAIN) ground = commonest(from, to);
  let rest = ground;
  // Ascending by weight; among equals from the highest value down.
  let lastWeight: u32 = 0;
  let lastIndex: u32 = 0xffffffff;
  while (true) {
    let next: u32 = CHAIN;
    for (let r = from; r <= to; r++) {
      if (node[r] == ground) continue;
      const later =
        lastIndex == 0xffffffff ||
        weight[r] > lastWeight ||
        (weight[r] == lastWeight && r < lastIndex);
      if (!later) continue;
      if (
        next == CHAIN ||
        weight[r] < weight[next] ||
        (weight[r] == weight[next] && r > next)
      )
        next = r;
    }
    if (next == CHAIN) return rest;
    lastWeight = weight[next];
    lastIndex = next;
    rest = test(word, mask, JEQ, low[next], 0, node[next], rest);
  }
}
