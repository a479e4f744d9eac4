/**
 * A policy's tests, as the emitter splits them into tests of 32-bit words.
 * Input: a condition of the policy block. Output: a reference into `formulas`.
 * Cost: linear in the condition.
 */
import { input } from "../memory";
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
  PART_FLIPPED,
  PART_HIGH,
  PART_LOW,
  TEST_ARGUMENT,
  TEST_OPERATOR,
  TEST_SIGNED,
  TEST_WIDE,
  TEST_WORDS,
} from "../layout";
import {
  ABOVE,
  AND,
  AT_LEAST,
  EQUAL,
  FALSE,
  OR,
  TRUE,
  atom,
  both,
  depth,
  either,
  join,
  negated,
  push,
  stack,
  dropTo,
} from "./formulas";

const SIGN: u32 = 0x80000000;
const FLIP: u32 = 4;

/** The condition in `words` words of input from `at`; none of them: TRUE. */
export function readCondition(at: u32, words: u32): u32 {
  if (words == 0) return TRUE;
  const start = depth;
  const end = at + words;
  while (at < end) {
    const op = input(at);
    if (op == C_TEST) {
      push(splitTest(at));
      at += TEST_WORDS;
    } else if (op == C_NOT) {
      const inner = stack[depth - 1];
      dropTo(depth - 1);
      push(negated(inner));
      at += 2;
    } else {
      assert(op == C_ALL || op == C_ANY);
      const joined = join(op == C_ALL ? AND : OR, depth - input(at + 1));
      push(joined);
      at += 2;
    }
  }
  assert(depth == start + 1);
  const condition = stack[start];
  dropTo(start);
  return condition;
}

function splitTest(at: u32): u32 {
  const head = input(at + 1);
  const word = (head & TEST_ARGUMENT) << 1;
  const wide = (head & TEST_WIDE) != 0;
  const signed = (head & TEST_SIGNED) != 0;
  const operator = head >> TEST_OPERATOR;
  const maskLow = input(at + 2);
  const maskHigh = wide ? input(at + 3) : 0;
  const low = input(at + 4);
  const high = wide ? input(at + 5) : 0;
  const parameter = input(at + 6);
  if (operator == OP_EQ || operator == OP_NE) {
    const lowEqual = equal(word, maskLow, low, parameter, PART_LOW);
    const whole = wide
      ? both(equal(word + 1, maskHigh, high, parameter, PART_HIGH), lowEqual)
      : lowEqual;
    return operator == OP_EQ ? whole : negated(whole);
  }
  const strict = operator == OP_GT || operator == OP_LE;
  const negative = operator == OP_LT || operator == OP_LE;
  assert(negative || operator == OP_GT || operator == OP_GE);
  let more: u32;
  if (parameter != 0) {
    more = wide
      ? wideParameter(word, maskLow, maskHigh, parameter, strict, signed)
      : parameterOrder(word, maskLow, parameter, PART_LOW, strict, signed);
  } else if (wide) {
    const unsigned = either(
      above(word + 1, maskHigh, high),
      both(
        equal(word + 1, maskHigh, high, 0, 0),
        strict ? above(word, maskLow, low) : atLeast(word, maskLow, low),
      ),
    );
    more = signed ? withSign(word + 1, maskHigh, high, unsigned) : unsigned;
  } else {
    const unsigned = strict
      ? above(word, maskLow, low)
      : atLeast(word, maskLow, low);
    more = signed ? withSign(word, maskLow, low, unsigned) : unsigned;
  }
  return negative ? negated(more) : more;
}

function equal(
  word: u32,
  mask: u32,
  value: u32,
  parameter: u32,
  part: u32,
): u32 {
  if (parameter != 0)
    return atom(word, mask, EQUAL, 0, (parameter << 2) | part);
  if ((value & ~mask) != 0) return FALSE;
  return mask == 0 ? TRUE : atom(word, mask, EQUAL, value, 0);
}

function atLeast(word: u32, mask: u32, value: u32): u32 {
  if (value == 0) return TRUE;
  // The largest masked value is the mask itself.
  return value > mask ? FALSE : atom(word, mask, AT_LEAST, value, 0);
}

function above(word: u32, mask: u32, value: u32): u32 {
  return value == 0xffffffff ? FALSE : atLeast(word, mask, value + 1);
}

/** Signed order from unsigned: the same among equal signs; else the positive side is more. */
function withSign(word: u32, mask: u32, value: u32, unsigned: u32): u32 {
  const negative = (value & SIGN) != 0;
  // Without the sign bit in the mask, what is compared is never negative.
  if ((mask & SIGN) == 0) return negative ? TRUE : unsigned;
  const positive = negated(atLeast(word, mask, SIGN));
  return negative ? either(positive, unsigned) : both(positive, unsigned);
}

function parameterOrder(
  word: u32,
  mask: u32,
  parameter: u32,
  part: u32,
  strict: bool,
  signed: bool,
): u32 {
  // Flipping the sign bit of both sides turns signed order into unsigned order.
  const test = (strict ? ABOVE : AT_LEAST) | (signed ? FLIP : 0);
  const reference = (parameter << 2) | part | (signed ? PART_FLIPPED : 0);
  return atom(word, mask, test, 0, reference);
}

function wideParameter(
  word: u32,
  maskLow: u32,
  maskHigh: u32,
  parameter: u32,
  strict: bool,
  signed: bool,
): u32 {
  return either(
    parameterOrder(word + 1, maskHigh, parameter, PART_HIGH, true, signed),
    both(
      equal(word + 1, maskHigh, 0, parameter, PART_HIGH),
      parameterOrder(word, maskLow, parameter, PART_LOW, strict, false),
    ),
  );
}
