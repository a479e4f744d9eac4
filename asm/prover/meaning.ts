/**
 * What a policy block means, as a diagram, read here once more and from its definition:
 * a test is a comparison of up to 64 bits, decided from the highest bit down.
 * Input: the word of input where the block starts. Output: a diagram. Cost: 64 nodes a
 * test, and what joining the conditions of one syscall costs.
 */
import {
  C_ALL,
  C_ANY,
  C_NOT,
  C_TEST,
  OP_EQ,
  OP_GE,
  OP_GT,
  OP_LE,
  OP_LT,
  OP_NE,
  P_ARCH,
  P_DEFAULT,
  P_FLAGS,
  P_FOREIGN,
  P_HEADER,
  P_KNOWN,
  P_SYSCALLS,
  P_UNKNOWN,
  TEST_ARGUMENT,
  TEST_OPERATOR,
  TEST_SIGNED,
  TEST_WIDE,
  TEST_WORDS,
  X32_BIT_FOREIGN,
  X32_BIT_OURS,
} from "../layout";
import { input, roomFor } from "../memory";
import {
  LEVEL_ARCH,
  LEVEL_NR,
  NO,
  YES,
  argumentLevel,
  bit,
  choose,
  overflow,
  valueOf,
} from "./diagram";

let block: u32 = 0;

/** Numbers that the table or a rule names, ascending, and what each means. */
let count: u32 = 0;
let number = new StaticArray<u32>(1024);
let meaning = new StaticArray<u32>(1024);

export function policyMeaning(at: u32): u32 {
  block = at;
  readNumbers();
  if (overflow) return NO;
  let all = numbersFrom(31, 0, 0, count);
  const foreign = valueOf(input(block + P_FOREIGN));
  const arch = input(block + P_ARCH);
  for (let b: u32 = 0; b < 32; b++) {
    const isOne = ((arch >> b) & 1) != 0;
    all = isOne
      ? bit(LEVEL_ARCH + 31 - b, foreign, all)
      : bit(LEVEL_ARCH + 31 - b, all, foreign);
  }
  return all;
}

function addNumber(nr: u32, means: u32): void {
  assert(count == 0 || number[count - 1] < nr);
  number = roomFor(number, count);
  meaning = roomFor(meaning, count);
  number[count] = nr;
  meaning[count++] = means;
}

function readNumbers(): void {
  count = 0;
  const fallback = valueOf(input(block + P_DEFAULT));
  const unknown = valueOf(input(block + P_UNKNOWN));
  const tableEnd = block + P_HEADER + input(block + P_KNOWN) * 2;
  let tableAt = block + P_HEADER;
  let at = tableEnd;
  for (let left = input(block + P_SYSCALLS); left > 0; left--) {
    const nr = input(at);
    for (; tableAt < tableEnd && input(tableAt) < nr; tableAt += 2)
      addNumber(input(tableAt), fallback);
    const isKnown = tableAt < tableEnd && input(tableAt) == nr;
    if (isKnown) tableAt += 2;
    addNumber(
      nr,
      rulesMeaning(at + 2, input(at + 1), isKnown ? fallback : unknown),
    );
    at = skipRules(at);
  }
  for (; tableAt < tableEnd; tableAt += 2) addNumber(input(tableAt), fallback);
}

/** The word after the syscall that starts at `at`. */
function skipRules(at: u32): u32 {
  const rules = input(at + 1);
  at += 2;
  for (let r: u32 = 0; r < rules; r++) at += 3 + input(at + 2);
  return at;
}

/** Where each rule of the syscall starts; the first that matches decides, so the last is read first. */
let ruleAt = new StaticArray<u32>(256);

function rulesMeaning(at: u32, rules: u32, otherwise: u32): u32 {
  ruleAt = roomFor(ruleAt, rules);
  for (let r: u32 = 0; r < rules; r++) {
    ruleAt[r] = at;
    at += 3 + input(at + 2);
  }
  let means = otherwise;
  let end = rules;
  while (end > 0) {
    // Neighbours with one action are one condition.
    const action = input(ruleAt[end - 1] + 1);
    let start = end;
    while (start > 0 && input(ruleAt[start - 1] + 1) == action) start--;
    for (let r = start; r < end; r++) {
      const rule = ruleAt[r];
      put(r - start, conditionMeaning(rule + 3, input(rule + 2), end - start));
    }
    const condition = joined(C_ANY, 0, end - start);
    means = choose(condition, valueOf(action), means);
    if (overflow) return NO;
    end = start;
  }
  return means;
}

function put(index: u32, diagram: u32): void {
  operands = roomFor(operands, index);
  operands[index] = diagram;
}

/**
 * All or any of `operands` from `from` to `to` (exclusive). In halves, because a diagram
 * that grows one condition at a time is built anew for each.
 */
function joined(op: u32, from: u32, to: u32): u32 {
  if (from == to) return op == C_ALL ? YES : NO;
  if (to - from == 1) return operands[from];
  const middle = (from + to) >> 1;
  const first = joined(op, from, middle);
  const second = joined(op, middle, to);
  return op == C_ALL ? choose(first, second, NO) : choose(first, YES, second);
}

let operands = new StaticArray<u32>(64);

/** The diagram of a condition: YES where it holds. Operands below `bottom` are not its own. */
function conditionMeaning(at: u32, words: u32, bottom: u32): u32 {
  if (words == 0) return YES;
  const end = at + words;
  let height = bottom;
  while (at < end) {
    const op = input(at);
    if (op == C_TEST) {
      put(height++, testMeaning(at));
      at += TEST_WORDS;
      continue;
    }
    if (op == C_NOT) {
      operands[height - 1] = choose(operands[height - 1], NO, YES);
    } else {
      assert(op == C_ALL || op == C_ANY);
      const members = input(at + 1);
      const whole = joined(op, height - members, height);
      height -= members;
      put(height++, whole);
    }
    at += 2;
  }
  assert(height == bottom + 1);
  return operands[bottom];
}

function testMeaning(at: u32): u32 {
  const head = input(at + 1);
  const width: u32 = (head & TEST_WIDE) != 0 ? 64 : 32;
  const signed = (head & TEST_SIGNED) != 0;
  const mask = (<u64>input(at + 2)) | ((<u64>input(at + 3)) << 32);
  const value = (<u64>input(at + 4)) | ((<u64>input(at + 5)) << 32);
  const top = argumentLevel(head & TEST_ARGUMENT);
  const operator = head >> TEST_OPERATOR;
  switch (operator) {
    case OP_EQ:
      return equals(top, width, mask, value);
    case OP_NE:
      return choose(equals(top, width, mask, value), NO, YES);
    case OP_GE:
      return exceeds(top, width, signed, mask, value, YES);
    case OP_GT:
      return exceeds(top, width, signed, mask, value, NO);
    case OP_LT:
      return choose(exceeds(top, width, signed, mask, value, YES), NO, YES);
    case OP_LE:
      return choose(exceeds(top, width, signed, mask, value, NO), NO, YES);
  }
  assert(false);
  return NO;
}

function equals(top: u32, width: u32, mask: u64, value: u64): u32 {
  let holds = YES;
  for (let b: u32 = 0; b < width; b++) {
    const wanted = ((value >> b) & 1) != 0;
    if (((mask >> b) & 1) == 0) {
      // A bit that is masked away is 0, whatever the call has.
      if (wanted) return NO;
    } else
      holds = wanted
        ? bit(top + 63 - b, NO, holds)
        : bit(top + 63 - b, holds, NO);
  }
  return holds;
}

/** Whether the masked argument is more than `value`; `whenEqual` where it is the same. */
function exceeds(
  top: u32,
  width: u32,
  signed: bool,
  mask: u64,
  value: u64,
  whenEqual: u32,
): u32 {
  let holds = whenEqual;
  for (let b: u32 = 0; b < width; b++) {
    const isSign = signed && b == width - 1;
    const limit = ((value >> b) & 1) != 0;
    // One where the limit has zero is more; for the sign bit it is less.
    const ifZero = limit ? (isSign ? YES : NO) : holds;
    const ifOne = limit ? holds : isSign ? NO : YES;
    holds = ((mask >> b) & 1) == 0 ? ifZero : bit(top + 63 - b, ifZero, ifOne);
  }
  return holds;
}

/** Numbers whose bits above `b` are `prefix`: entries `from` to `to` (exclusive) lie there. */
function numbersFrom(b: i32, prefix: u32, from: u32, to: u32): u32 {
  if (b < 0) return from == to ? unnamed(prefix) : meaning[from];
  // Whether a number without a name is foreign is told by bit 30 alone.
  if (from == to && b < 30) return unnamed(prefix);
  const half = prefix | ((<u32>1) << b);
  let middle = from;
  let end = to;
  while (middle < end) {
    const probe = (middle + end) >> 1;
    if (number[probe] < half) middle = probe + 1;
    else end = probe;
  }
  const zero = numbersFrom(b - 1, prefix, from, middle);
  const one = numbersFrom(b - 1, half, middle, to);
  return bit(LEVEL_NR + 31 - <u32>b, zero, one);
}

/** What a number means that neither the table nor a rule names. */
function unnamed(nr: u32): u32 {
  const flags = input(block + P_FLAGS);
  const hasBit = (nr & 0x40000000) != 0;
  const foreign =
    (hasBit && (flags & X32_BIT_FOREIGN) != 0) ||
    (!hasBit && (flags & X32_BIT_OURS) != 0);
  return valueOf(input(block + (foreign ? P_FOREIGN : P_UNKNOWN)));
}
