/**
 * Runs the program at hand as the kernel would.
 * Input: a loadable program and a call of D_WORDS words of input. Output: `value`, `steps`
 * and `at`. Cost: one step an instruction executed; programs only go forward.
 */
import { BIG_ENDIAN, D_ARCH, D_NR } from "./layout";
import {
  ADD,
  AND,
  DATA_BYTES,
  DIV,
  JA,
  JEQ,
  JGE,
  JGT,
  JSET,
  LDX_IMM,
  LDX_LEN,
  LDX_MEM,
  LD_IMM,
  LD_LEN,
  LD_MEM,
  LD_W_ABS,
  LSH,
  MUL,
  MEMORY_WORDS,
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
} from "./bpf";
import { input } from "./memory";
import {
  codes,
  jumpsFalse,
  jumpsTrue,
  ks,
  programFlags,
  programLength,
} from "./program";

export let value: u32 = 0;
export let steps: u32 = 0;
export let at: u32 = 0;

const cells = new StaticArray<u32>(MEMORY_WORDS);

/** The word at byte `offset` of `struct seccomp_data`, of the call at word `call` of the input. */
function dataWord(call: u32, offset: u32): u32 {
  const index = offset >> 2;
  if (index == D_NR || index == D_ARCH) return input(call + index);
  // 64-bit fields: the half that comes first in memory is the target's choice.
  return input(call + (index ^ ((programFlags & BIG_ENDIAN) != 0 ? 1 : 0)));
}

export function run(call: u32): void {
  let a: u32 = 0;
  let x: u32 = 0;
  steps = 0;
  for (let pc: u32 = 0; pc < programLength; pc++) {
    const code = codes[pc];
    const k = ks[pc];
    steps++;
    at = pc;
    switch (code) {
      case LD_W_ABS:
        a = dataWord(call, k);
        continue;
      case RET_K:
        value = k;
        return;
      case RET_A:
        value = a;
        return;
      case LD_IMM:
        a = k;
        continue;
      case LDX_IMM:
        x = k;
        continue;
      case LD_LEN:
        a = DATA_BYTES;
        continue;
      case LDX_LEN:
        x = DATA_BYTES;
        continue;
      case LD_MEM:
        a = cells[k];
        continue;
      case LDX_MEM:
        x = cells[k];
        continue;
      case ST:
        cells[k] = a;
        continue;
      case STX:
        cells[k] = x;
        continue;
      case TAX:
        x = a;
        continue;
      case TXA:
        a = x;
        continue;
      case NEG:
        a = 0 - a;
        continue;
      case JA:
        pc += k;
        continue;
    }
    const operand = (code & SRC_X) != 0 ? x : k;
    switch (code & ~SRC_X) {
      case JEQ:
        pc += a == operand ? jumpsTrue[pc] : jumpsFalse[pc];
        continue;
      case JGT:
        pc += a > operand ? jumpsTrue[pc] : jumpsFalse[pc];
        continue;
      case JGE:
        pc += a >= operand ? jumpsTrue[pc] : jumpsFalse[pc];
        continue;
      case JSET:
        pc += (a & operand) != 0 ? jumpsTrue[pc] : jumpsFalse[pc];
        continue;
      case ADD:
        a += operand;
        continue;
      case SUB:
        a -= operand;
        continue;
      case MUL:
        a *= operand;
        continue;
      case DIV:
        if (operand == 0) {
          // The kernel ends a program that divides by X = 0 with the answer 0.
          value = 0;
          return;
        }
        a /= operand;
        continue;
      case AND:
        a &= operand;
        continue;
      case OR:
        a |= operand;
        continue;
      case XOR:
        a ^= operand;
        continue;
      case LSH:
        // eBPF's 32-bit shifts take the count modulo 32.
        a <<= operand & 31;
        continue;
      case RSH:
        a >>>= operand & 31;
        continue;
    }
    assert(false); // the checker knows no other opcode
  }
  assert(false); // the checker has seen a return on every way
}
