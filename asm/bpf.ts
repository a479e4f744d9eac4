/** Opcodes of classic BPF that a seccomp program may use: linux/bpf_common.h, linux/filter.h. */
export const LD_W_ABS: u32 = 0x20;
export const LD_IMM: u32 = 0x00;
export const LDX_IMM: u32 = 0x01;
export const LD_MEM: u32 = 0x60;
export const LDX_MEM: u32 = 0x61;
export const LD_LEN: u32 = 0x80;
export const LDX_LEN: u32 = 0x81;
export const ST: u32 = 0x02;
export const STX: u32 = 0x03;
export const TAX: u32 = 0x07;
export const TXA: u32 = 0x87;
export const RET_K: u32 = 0x06;
export const RET_A: u32 = 0x16;
export const JA: u32 = 0x05;

/** The operand is X and not K: added to arithmetic and conditional jumps. */
export const SRC_X: u32 = 0x08;
export const ADD: u32 = 0x04;
export const SUB: u32 = 0x14;
export const MUL: u32 = 0x24;
export const DIV: u32 = 0x34;
export const OR: u32 = 0x44;
export const AND: u32 = 0x54;
export const LSH: u32 = 0x64;
export const RSH: u32 = 0x74;
export const NEG: u32 = 0x84;
export const XOR: u32 = 0xa4;
export const JEQ: u32 = 0x15;
export const JGT: u32 = 0x25;
export const JGE: u32 = 0x35;
export const JSET: u32 = 0x45;

/** `sizeof(struct seccomp_data)`, linux/seccomp.h. */
export const DATA_BYTES: u32 = 64;
/** `BPF_MEMWORDS`, linux/filter.h. */
export const MEMORY_WORDS: u32 = 16;

export function isConditional(code: u32): bool {
  const op = code & ~SRC_X;
  return op == JEQ || op == JGT || op == JGE || op == JSET;
}

export function isArithmetic(code: u32): bool {
  if (code == NEG) return true;
  const op = code & ~SRC_X;
  return (
    op == ADD ||
    op == SUB ||
    op == MUL ||
    op == DIV ||
    op == OR ||
    op == AND ||
    op == LSH ||
    op == RSH ||
    op == XOR
  );
}
