/** The opcodes of programs: the core's own list, for the code around it. */
import { SRC_X } from "../../asm/bpf.js";

export * from "../../asm/bpf.js";

/**
 * No opcode: in a file it stands where a parameter has no value yet, so that the kernel refuses
 * the program (EINVAL) and nobody runs it with 0 in that place.
 */
export const UNBOUND = 0x756e;

/** An arithmetic operation or a conditional jump, whatever its second operand. */
export function operationOf(code: number): number {
  return code & ~SRC_X;
}

/** Whether the second operand is the index register, not the instruction's constant. */
export function takesX(code: number): boolean {
  return (code & SRC_X) !== 0;
}
