/**
 * Which rules each instruction serves, found from the finished program.
 * Input: the program at hand and a syscall of the policy block. Output: pairs of
 * (instruction, rule id), put into the output. Cost: instructions that the number reaches,
 * each with a search among the values that the syscall's rules name.
 *
 * A test of the number serves the number's rules where it borders on it. A test of an
 * argument serves the rules that name its value, or one beside it, for that word; where
 * none does, those it may decide. Loads and masks serve what the test behind them serves.
 * A return serves the rules that answer with it.
 */
import { AND, JA, JEQ, JGE, JGT, JSET, LD_W_ABS, RET_K, XOR } from "../bpf";
import { C_NOT, C_TEST, TEST_ARGUMENT, TEST_WORDS } from "../layout";
import { input, put, roomFor } from "../memory";
import { codes, jumpsFalse, jumpsTrue, ks, programLength } from "../program";
import { sortPairs } from "./sort";

/** What the accumulator holds: a word of the arguments, or one of these. */
const NR: u32 = 14;
const ARCH: u32 = 15;
const NOTHING: u32 = 0xffffffff;

let ruleCount: u32 = 0;
let ruleId = new StaticArray<u32>(64);
let ruleAction = new StaticArray<u32>(64);
/** Words that the rule looks at, a bit each. */
let ruleWords = new StaticArray<u32>(64);

/** Values that rules name, two words each: value, rule | word << 28. Sorted by value. */
let named = new StaticArray<u32>(128);
let namedCount: u32 = 0;

/** What the accumulator holds on the way in, plus 1; 0: not reached. */
let holds = new StaticArray<u32>(0);
let bigEndian: bool = false;
let pairs: u32 = 0;

function name(value: u32, rule: u32, word: u32): void {
  named = roomFor(named, namedCount * 2 + 1);
  named[namedCount * 2] = value;
  named[namedCount * 2 + 1] = rule | (word << 24);
  namedCount++;
}

/** Reads the rules from word `entry` on; answers the word after them. */
export function readRules(entry: u32): u32 {
  ruleCount = input(entry + 1);
  namedCount = 0;
  ruleId = roomFor(ruleId, ruleCount);
  ruleAction = roomFor(ruleAction, ruleCount);
  ruleWords = roomFor(ruleWords, ruleCount);
  let at = entry + 2;
  for (let i: u32 = 0; i < ruleCount; i++) {
    ruleId[i] = input(at);
    ruleAction[i] = input(at + 1);
    const end = at + 3 + input(at + 2);
    at += 3;
    let seen: u32 = 0;
    while (at < end) {
      const op = input(at);
      assert(op >= C_TEST && op <= C_NOT);
      if (op == C_TEST) {
        const word = (input(at + 1) & TEST_ARGUMENT) << 1;
        seen |= 3 << word;
        for (let half: u32 = 0; half < 2; half++) {
          name(input(at + 4 + half), i, word + half);
          name(input(at + 2 + half), i, word + half);
        }
        at += TEST_WORDS;
      } else at += 2;
    }
    ruleWords[i] = seen;
  }
  sortPairs(named, namedCount);
  return at;
}

function serve(pc: u32, rule: u32): void {
  put(pc);
  put(ruleId[rule]);
  pairs++;
}

function serveAll(pc: u32): void {
  for (let i: u32 = 0; i < ruleCount; i++) serve(pc, i);
}

/** The first of `named` with at least this value. */
function firstNamed(value: u32): u32 {
  let low: u32 = 0;
  let high = namedCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (named[middle * 2] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Serves, at `pc`, the rules that the test at `testAt` of `word` is for. */
function serveTest(pc: u32, testAt: u32, word: u32): void {
  const k = ks[testAt];
  let found = false;
  const from = k == 0 ? 0 : k - 1;
  const to = k == 0xffffffff ? k : k + 1;
  for (let i = firstNamed(from); i < namedCount && named[i * 2] <= to; i++) {
    const entry = named[i * 2 + 1];
    if (entry >> 24 != word) continue;
    serve(pc, entry & 0xffffff);
    found = true;
  }
  if (found) return;
  const isSet = codes[testAt] == JSET;
  for (let i: u32 = 0; i < namedCount; i++) {
    const entry = named[i * 2 + 1];
    // A set of values told by the bits that they have not.
    if (entry >> 24 == word && (!isSet || (named[i * 2] & k) == 0))
      serve(pc, entry & 0xffffff);
  }
}

/** The test that the load, mask or jump at `pc` leads to, or NOTHING. */
function testBehind(pc: u32): u32 {
  while (true) {
    const code = codes[pc];
    if (code == RET_K) return NOTHING;
    if (code == JA) pc += 1 + ks[pc];
    else if (code == LD_W_ABS || code == AND || code == XOR) pc++;
    else return pc;
  }
}

function wordOf(offset: u32): u32 {
  if (offset == 0) return NR;
  if (offset == 4) return ARCH;
  const half = ((offset >> 2) & 1) ^ (bigEndian ? 1 : 0);
  return ((offset - 16) >> 3) * 2 + half;
}

/** Puts the pairs of syscall `nr`, whose rules were read; answers how many. */
export function serveNumber(nr: u32, arch: u32, big: bool): u32 {
  pairs = 0;
  bigEndian = big;
  if (<u32>holds.length < programLength)
    holds = new StaticArray<u32>(programLength);
  for (let i: u32 = 0; i < programLength; i++) holds[i] = 0;
  holds[0] = ARCH + 1;
  for (let pc: u32 = 0; pc < programLength; pc++) {
    if (holds[pc] == 0) continue;
    const word = holds[pc] - 1;
    const code = codes[pc];
    const k = ks[pc];
    if (code == RET_K) {
      for (let i: u32 = 0; i < ruleCount; i++)
        if (ruleAction[i] == k) serve(pc, i);
    } else if (code == JA) {
      serveBehind(pc, pc, word);
      holds[pc + 1 + k] = word + 1;
    } else if (code == LD_W_ABS) {
      const loaded = wordOf(k);
      serveBehind(pc, pc, loaded);
      holds[pc + 1] = loaded + 1;
    } else if (code == AND || code == XOR) {
      serveBehind(pc, pc, word);
      holds[pc + 1] = word + 1;
    } else follow(pc, word, nr, arch);
  }
  return pairs;
}

function serveBehind(pc: u32, from: u32, word: u32): void {
  const behind = testBehind(from);
  if (word < NR && behind != NOTHING) serveTest(pc, behind, word);
}

/** Serves and follows the conditional jump at `pc`. */
function follow(pc: u32, word: u32, nr: u32, arch: u32): void {
  const code = codes[pc];
  const k = ks[pc];
  const yes = pc + 1 + jumpsTrue[pc];
  const no = pc + 1 + jumpsFalse[pc];
  if (word == ARCH) {
    holds[arch == k ? yes : no] = word + 1;
    return;
  }
  if (word == NR) {
    if (code == JEQ ? k == nr : code == JGE && (k == nr || k == nr + 1))
      serveAll(pc);
    let passes: bool;
    if (code == JEQ) passes = nr == k;
    else if (code == JGE) passes = nr >= k;
    else {
      assert(code == JSET);
      passes = (nr & k) != 0;
    }
    holds[passes ? yes : no] = word + 1;
    return;
  }
  assert(code == JEQ || code == JGE || code == JGT || code == JSET);
  serveTest(pc, pc, word);
  holds[yes] = word + 1;
  holds[no] = word + 1;
}
