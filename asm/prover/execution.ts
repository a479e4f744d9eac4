/**
 * What a program answers, as a diagram. Forwards, every instruction is followed with every
 * register content that ways to it leave; backwards, each gets the diagram of what the
 * program answers from there. Programs only go forward, so both are one pass.
 * Input: the program at hand, loadable. Output: a diagram, or `undecidedAt`. Cost: a few
 * diagram operations for each instruction and content.
 */
import { BIG_ENDIAN } from "../layout";
import {
  ADD,
  AND,
  DATA_BYTES,
  DIV,
  JA,
  JEQ,
  JGE,
  JGT,
  LDX_IMM,
  LDX_LEN,
  LDX_MEM,
  LD_IMM,
  LD_LEN,
  LD_MEM,
  LD_W_ABS,
  LSH,
  MEMORY_WORDS,
  MUL,
  NEG,
  OR,
  RET_A,
  RET_K,
  RSH,
  SRC_X,
  ST,
  STX,
  SUB,
  TAX,
  TXA,
  XOR,
  isConditional,
} from "../bpf";
import { roomFor } from "../memory";
import {
  codes,
  jumpsFalse,
  jumpsTrue,
  ks,
  programFlags,
  programLength,
} from "../program";
import {
  LEVEL_ARCH,
  LEVEL_NR,
  LEVEL_POINTER,
  NO,
  YES,
  argumentLevel,
  bit,
  choose,
  overflow,
  valueOf,
} from "./diagram";
import { A, M, X, findLive, live } from "./liveness";
import {
  BITS,
  anyOf,
  bitOf,
  constant,
  constantOf,
  draft,
  equalTo,
  field,
  isConstant,
  keep,
  moreThan,
  opaque,
  opaqueSince,
  resetSymbols,
} from "./symbols";

/** A program whose answer has more bits of the call in it than this is not decided. */
const ANSWER_BITS_MAX: u32 = 12;
/** Instructions times contents that are followed. */
const VISITS_MAX: u32 = 1 << 17;

const REGISTERS: u32 = M + MEMORY_WORDS;
const NOTHING: u32 = 0xffffffff;

/** 0, or the instruction (plus 1) at which the prover gave up. */
export let undecidedAt: u32 = 0;
/** More ways than the prover follows. */
export let tooMany: bool = false;

/** The first visit of each instruction, and after each the next. */
let firstVisit = new StaticArray<u32>(0);
let visits: u32 = 0;
let nextVisit = new StaticArray<u32>(1024);
let visitAnswer = new StaticArray<u32>(1024);
/** Where a visit goes on; for a jump the condition too. */
let visitTrue = new StaticArray<u32>(1024);
let visitFalse = new StaticArray<u32>(1024);
let visitCondition = new StaticArray<u32>(1024);
let registers = new StaticArray<u32>(1024 * REGISTERS);
/** The registers of the visit at hand, to be changed by its instruction. */
const now = new StaticArray<u32>(REGISTERS);

export function programAnswer(): u32 {
  undecidedAt = 0;
  tooMany = false;
  resetSymbols();
  visits = 0;
  firstVisit = new StaticArray<u32>(programLength);
  for (let at: u32 = 0; at < programLength; at++) firstVisit[at] = NOTHING;
  findLive();
  const zero = constant(0);
  for (let r: u32 = 0; r < REGISTERS; r++) now[r] = zero;
  arrive(0);
  for (let at: u32 = 0; at < programLength; at++) {
    for (let v = firstVisit[at]; v != NOTHING; v = nextVisit[v]) {
      step(at, v);
      if (undecidedAt != 0 || tooMany || overflow) return NO;
    }
  }
  for (let at = programLength; at-- > 0;) {
    for (let v = firstVisit[at]; v != NOTHING; v = nextVisit[v]) {
      if (visitTrue[v] == NOTHING) continue;
      visitAnswer[v] = choose(
        visitCondition[v],
        visitAnswer[visitTrue[v]],
        visitAnswer[visitFalse[v]],
      );
      if (overflow) return NO;
    }
  }
  return visitAnswer[firstVisit[0]];
}

/** The visit of instruction `at` with the registers in `now`. */
function arrive(at: u32): u32 {
  const matters = live[at];
  let last = NOTHING;
  for (let v = firstVisit[at]; v != NOTHING; v = nextVisit[v]) {
    let same = true;
    for (let r: u32 = 0; r < REGISTERS && same; r++) {
      if ((matters & (1 << r)) != 0)
        same = registers[v * REGISTERS + r] == now[r];
    }
    if (same) return v;
    last = v;
  }
  if (visits == VISITS_MAX) {
    tooMany = true;
    return 0;
  }
  const v = visits++;
  nextVisit = roomFor(nextVisit, v);
  visitAnswer = roomFor(visitAnswer, v);
  visitTrue = roomFor(visitTrue, v);
  visitFalse = roomFor(visitFalse, v);
  visitCondition = roomFor(visitCondition, v);
  registers = roomFor(registers, (v + 1) * REGISTERS);
  for (let r: u32 = 0; r < REGISTERS; r++)
    registers[v * REGISTERS + r] = now[r];
  nextVisit[v] = NOTHING;
  visitTrue[v] = NOTHING;
  visitFalse[v] = NOTHING;
  visitCondition[v] = YES;
  if (last == NOTHING) firstVisit[at] = v;
  else nextVisit[last] = v;
  return v;
}

function goOn(v: u32, to: u32): void {
  const next = arrive(to);
  visitTrue[v] = next;
  visitFalse[v] = next;
}

/** Executes instruction `at` with the registers of visit `v`. */
function step(at: u32, v: u32): void {
  for (let r: u32 = 0; r < REGISTERS; r++)
    now[r] = registers[v * REGISTERS + r];
  const code = codes[at];
  const k = ks[at];
  switch (code) {
    case RET_K:
      visitAnswer[v] = valueOf(k);
      return;
    case RET_A:
      visitAnswer[v] = answerOf(now[A], at);
      return;
    case JA:
      goOn(v, at + 1 + k);
      return;
    case LD_W_ABS:
      now[A] = dataField(k);
      break;
    case LD_IMM:
      now[A] = constant(k);
      break;
    case LDX_IMM:
      now[X] = constant(k);
      break;
    case LD_LEN:
      now[A] = constant(DATA_BYTES);
      break;
    case LDX_LEN:
      now[X] = constant(DATA_BYTES);
      break;
    case LD_MEM:
      now[A] = now[M + k];
      break;
    case LDX_MEM:
      now[X] = now[M + k];
      break;
    case ST:
      now[M + k] = now[A];
      break;
    case STX:
      now[M + k] = now[X];
      break;
    case TAX:
      now[X] = now[A];
      break;
    case TXA:
      now[A] = now[X];
      break;
    default: {
      if (isConditional(code)) {
        stepJump(at, v);
        return;
      }
      if (code == (DIV | SRC_X)) {
        if (!isConstant(now[X])) {
          // What it divides by may be 0, which ends the program: never to be skipped over.
          undecidedAt = at + 1;
          return;
        }
        if (constantOf(now[X]) == 0) {
          visitAnswer[v] = valueOf(0);
          return;
        }
      }
      now[A] = calculate(at);
    }
  }
  goOn(v, at + 1);
}

/** A conditional jump. Its operand must be known; what it tests must not be opaque. */
function stepJump(at: u32, v: u32): void {
  const code = codes[at];
  const tested = now[A];
  let k = ks[at];
  if ((code & SRC_X) != 0) {
    if (!isConstant(now[X])) {
      undecidedAt = opaqueSince(now[X]) != 0 ? opaqueSince(now[X]) : at + 1;
      return;
    }
    k = constantOf(now[X]);
  }
  if (opaqueSince(tested) != 0) {
    undecidedAt = opaqueSince(tested);
    return;
  }
  let condition: u32;
  switch (code & ~SRC_X) {
    case JEQ:
      condition = equalTo(tested, k);
      break;
    case JGT:
      condition = moreThan(tested, k, NO);
      break;
    case JGE:
      condition = moreThan(tested, k, YES);
      break;
    default:
      condition = anyOf(tested, k);
  }
  if (condition == YES || condition == NO) {
    goOn(v, at + 1 + (condition == YES ? jumpsTrue[at] : jumpsFalse[at]));
    return;
  }
  visitCondition[v] = condition;
  const yes = arrive(at + 1 + jumpsTrue[at]);
  const no = arrive(at + 1 + jumpsFalse[at]);
  visitTrue[v] = yes;
  visitFalse[v] = no;
}

/** The bits of `struct seccomp_data` at byte `offset`. */
function dataField(offset: u32): u32 {
  if (offset == 0) return field(LEVEL_NR);
  if (offset == 4) return field(LEVEL_ARCH);
  const first: u32 = (offset & 4) == 0 ? 1 : 0;
  // Little-endian: the low half comes first in memory.
  const low = first ^ ((programFlags & BIG_ENDIAN) != 0 ? 1 : 0);
  const top = offset < 16 ? LEVEL_POINTER : argumentLevel((offset - 16) >> 3);
  return field(top + (low != 0 ? 32 : 0));
}

/** A after the arithmetic instruction `at`. */
function calculate(at: u32): u32 {
  const a = now[A];
  const code = codes[at];
  if (opaqueSince(a) != 0) return a;
  const operation = code & ~SRC_X;
  let operand = ks[at];
  if (code != NEG && (code & SRC_X) != 0) {
    if (opaqueSince(now[X]) != 0) return now[X];
    if (!isConstant(now[X])) return opaque(at);
    operand = constantOf(now[X]);
  }
  if (code != NEG && operation <= XOR) {
    if (operation == AND || operation == OR || operation == XOR) {
      for (let b: u32 = 0; b < BITS; b++) {
        const symbol = bitOf(a, b);
        const one = ((operand >> b) & 1) != 0;
        if (operation == AND) draft[b] = one ? symbol : 0;
        else if (operation == OR) draft[b] = one ? 1 : symbol;
        else draft[b] = one ? symbol ^ 1 : symbol;
      }
      draft[BITS] = 0;
      return keep();
    }
    if (operation == LSH || operation == RSH) {
      const by = operand & 31;
      for (let b: u32 = 0; b < BITS; b++) {
        if (operation == LSH) draft[b] = b < by ? 0 : bitOf(a, b - by);
        else draft[b] = b + by >= BITS ? 0 : bitOf(a, b + by);
      }
      draft[BITS] = 0;
      return keep();
    }
  }
  if (!isConstant(a)) return opaque(at);
  const value = constantOf(a);
  if (code == NEG) return constant(0 - value);
  switch (operation) {
    case ADD:
      return constant(value + operand);
    case SUB:
      return constant(value - operand);
    case MUL:
      return constant(value * operand);
    case DIV:
      return constant(value / operand);
  }
  assert(false); // the checker knows no other arithmetic
  return 0;
}

/** The answers of a program that returns a register. */
function answerOf(content: u32, at: u32): u32 {
  if (opaqueSince(content) != 0) {
    undecidedAt = opaqueSince(content);
    return NO;
  }
  let unknown: u32 = 0;
  for (let b: u32 = 0; b < BITS; b++) if (bitOf(content, b) > 1) unknown++;
  if (unknown > ANSWER_BITS_MAX) {
    undecidedAt = at + 1;
    return NO;
  }
  return answerFrom(content, 31, 0);
}

/** The diagram of the content's bits `b` and below, those above making `value`. */
function answerFrom(content: u32, b: i32, value: u32): u32 {
  if (b < 0) return valueOf(value);
  const symbol = bitOf(content, <u32>b);
  const one = value | ((<u32>1) << b);
  if (symbol <= 1) return answerFrom(content, b - 1, symbol == 1 ? one : value);
  const zeroSide = answerFrom(content, b - 1, (symbol & 1) == 0 ? value : one);
  const oneSide = answerFrom(content, b - 1, (symbol & 1) == 0 ? one : value);
  return bit((symbol - 2) >> 1, zeroSide, oneSide);
}
