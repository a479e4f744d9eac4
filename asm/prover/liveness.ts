/**
 * Which registers matter from each instruction on: contents that differ only in others
 * are one to the prover.
 * Input: the program at hand, loadable. Output: `live`. Cost: linear.
 */
import {
  JA,
  LDX_IMM,
  LDX_LEN,
  LDX_MEM,
  LD_IMM,
  LD_LEN,
  LD_MEM,
  LD_W_ABS,
  NEG,
  RET_A,
  RET_K,
  SRC_X,
  ST,
  STX,
  TAX,
  TXA,
  isConditional,
} from "../bpf";
import { codes, jumpsFalse, jumpsTrue, ks, programLength } from "../program";

/** Registers by index: accumulator, index register, and from M on the scratch memory. */
export const A: u32 = 0;
export const X: u32 = 1;
export const M: u32 = 2;

/** Registers that matter from an instruction on, a bit each. */
export let live = new StaticArray<u32>(0);

/** Fills `live` for the program at hand. */
export function findLive(): void {
  live = new StaticArray<u32>(programLength);
  for (let at = programLength; at-- > 0;) {
    const code = codes[at];
    const k = ks[at];
    let after: u32 = 0;
    if (code == JA) after = live[at + 1 + k];
    else if (isConditional(code))
      after = live[at + 1 + jumpsTrue[at]] | live[at + 1 + jumpsFalse[at]];
    else if (code != RET_K && code != RET_A) after = live[at + 1];
    switch (code) {
      case LD_W_ABS:
      case LD_IMM:
      case LD_LEN:
        after &= ~(1 << A);
        break;
      case LDX_IMM:
      case LDX_LEN:
        after &= ~(1 << X);
        break;
      case LD_MEM:
        if ((after & (1 << A)) != 0)
          after = (after & ~(1 << A)) | (1 << (M + k));
        break;
      case LDX_MEM:
        if ((after & (1 << X)) != 0)
          after = (after & ~(1 << X)) | (1 << (M + k));
        break;
      case ST:
        if ((after & (1 << (M + k))) != 0)
          after = (after & ~(1 << (M + k))) | (1 << A);
        break;
      case STX:
        if ((after & (1 << (M + k))) != 0)
          after = (after & ~(1 << (M + k))) | (1 << X);
        break;
      case TAX:
        if ((after & (1 << X)) != 0) after = (after & ~(1 << X)) | (1 << A);
        break;
      case TXA:
        if ((after & (1 << A)) != 0) after = (after & ~(1 << A)) | (1 << X);
        break;
      case RET_K:
      case JA:
        break;
      default:
        // Arithmetic, tests and RET A read A; those with SRC_X read X. NEG has no operand.
        after |= 1 << A;
        if (code != RET_A && code != NEG && (code & SRC_X) != 0)
          after |= 1 << X;
    }
    live[at] = after;
  }
}
