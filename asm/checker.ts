/**
 * The kernel's own checks: `bpf_check_classic` with `check_load_and_stores` (net/core/
 * filter.c), then `seccomp_check_filter` (kernel/seccomp.c), in that order, so that place
 * and reason are those that stop the kernel. Same in Linux 3.17 to 6.18.
 * Input: the program at hand. Output: `reason` and `place`. Cost: linear.
 */
import {
  BAD_DIVISOR,
  BAD_JUMP,
  BAD_LENGTH,
  BAD_LOAD,
  BAD_MEMORY_INDEX,
  BAD_OPCODE,
  BAD_SHIFT,
  LOADABLE,
  MAX_INSTRUCTIONS,
  NO_RETURN,
  UNSET_MEMORY,
} from "./layout";
import {
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
  RET_A,
  RET_K,
  RSH,
  SRC_X,
  ST,
  STX,
  TAX,
  TXA,
  isArithmetic,
  isConditional,
} from "./bpf";
import { codes, jumpsFalse, jumpsTrue, ks, programLength } from "./program";

export let reason: u32 = LOADABLE;
export let place: u32 = 0;

function refuse(why: u32, at: u32): bool {
  reason = why;
  place = at;
  return false;
}

/** Whether the kernel takes the program; if not, `reason` and `place` say why. */
export function check(): bool {
  reason = LOADABLE;
  place = 0;
  if (programLength == 0 || programLength > MAX_INSTRUCTIONS)
    return refuse(BAD_LENGTH, 0);
  for (let at: u32 = 0; at < programLength; at++) {
    const why = fault(at);
    if (why != LOADABLE) return refuse(why, at);
  }
  const last = codes[programLength - 1];
  if (last != RET_K && last != RET_A)
    return refuse(NO_RETURN, programLength - 1);
  return checkMemory();
}

function fault(at: u32): u32 {
  const code = codes[at];
  const k = ks[at];
  if (isConditional(code)) {
    const inside =
      at + jumpsTrue[at] + 1 < programLength &&
      at + jumpsFalse[at] + 1 < programLength;
    return inside ? LOADABLE : BAD_JUMP;
  }
  if (isArithmetic(code)) {
    if (code == DIV && k == 0) return BAD_DIVISOR;
    return (code == LSH || code == RSH) && k >= 32 ? BAD_SHIFT : LOADABLE;
  }
  switch (code) {
    case LD_W_ABS:
      return k >= DATA_BYTES || (k & 3) != 0 ? BAD_LOAD : LOADABLE;
    case LD_MEM:
    case LDX_MEM:
    case ST:
    case STX:
      return k >= MEMORY_WORDS ? BAD_MEMORY_INDEX : LOADABLE;
    case JA:
      return k >= programLength - at - 1 ? BAD_JUMP : LOADABLE;
    case LD_IMM:
    case LDX_IMM:
    case LD_LEN:
    case LDX_LEN:
    case TAX:
    case TXA:
    case RET_K:
    case RET_A:
      return LOADABLE;
    default:
      return BAD_OPCODE;
  }
}

let writtenAt = new StaticArray<u32>(0);

/** Scratch memory is read only where every path before has written it. */
function checkMemory(): bool {
  writtenAt = new StaticArray<u32>(programLength);
  for (let i: u32 = 0; i < programLength; i++) writtenAt[i] = 0xffff;
  let written: u32 = 0;
  for (let at: u32 = 0; at < programLength; at++) {
    written &= writtenAt[at];
    const code = codes[at];
    if (code == ST || code == STX) written |= 1 << ks[at];
    else if (code == LD_MEM || code == LDX_MEM) {
      if ((written & (1 << ks[at])) == 0) return refuse(UNSET_MEMORY, at);
    } else if (code == JA) {
      writtenAt[at + 1 + ks[at]] &= written;
      written = 0xffff;
    } else if (isConditional(code)) {
      writtenAt[at + 1 + jumpsTrue[at]] &= written;
      writtenAt[at + 1 + jumpsFalse[at]] &= written;
      written = 0xffff;
    }
  }
  return true;
}

/**
 * Instructions that the kernel makes of a loadable program (`bpf_convert_filter`): what
 * `seccomp_attach_filter` sums over a task's filters, with 4 more for each below the top,
 * up to 32,768.
 */
export function convertedLength(): u32 {
  let length: u32 = 3;
  for (let at: u32 = 0; at < programLength; at++) {
    const code = codes[at];
    if (code == RET_K) length += 2;
    else if (code == (DIV | SRC_X)) length += 5;
    else if (isConditional(code)) {
      length += 1;
      const op = code & ~SRC_X;
      // An immediate with the sign bit needs a register.
      if ((code & SRC_X) == 0 && (ks[at] & 0x80000000) != 0) length += 1;
      const inverts =
        jumpsTrue[at] == 0 && (op == JEQ || op == JGT || op == JGE);
      if (jumpsFalse[at] != 0 && !inverts) length += 1;
    } else length += 1;
  }
  return length;
}
