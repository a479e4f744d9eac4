/**
 * Which numbers the kernel answers without running the program: `seccomp_is_const_allow`
 * (kernel/seccomp.c, Linux 5.11 to 6.18), which knows only `nr` and `arch`.
 * Input: a loadable program. Output: yes or no. Cost: one step an instruction.
 */
import { AND, JA, JEQ, JGE, JGT, JSET, LD_W_ABS, RET_K } from "./bpf";
import { codes, jumpsFalse, jumpsTrue, ks, programLength } from "./program";

/** `SECCOMP_RET_ALLOW`, linux/seccomp.h. */
const ALLOW: u32 = 0x7fff0000;

export function constantAllow(arch: u32, nr: u32): bool {
  let a: u32 = 0;
  for (let pc: u32 = 0; pc < programLength; pc++) {
    const k = ks[pc];
    switch (codes[pc]) {
      case LD_W_ABS:
        if (k > 4) return false;
        a = k == 0 ? nr : arch;
        break;
      case RET_K:
        return k == ALLOW;
      case JA:
        pc += k;
        break;
      case JEQ:
        pc += a == k ? jumpsTrue[pc] : jumpsFalse[pc];
        break;
      case JGE:
        pc += a >= k ? jumpsTrue[pc] : jumpsFalse[pc];
        break;
      case JGT:
        pc += a > k ? jumpsTrue[pc] : jumpsFalse[pc];
        break;
      case JSET:
        pc += (a & k) != 0 ? jumpsTrue[pc] : jumpsFalse[pc];
        break;
      case AND:
        a &= k;
        break;
      default:
        return false;
    }
  }
  return false;
}
