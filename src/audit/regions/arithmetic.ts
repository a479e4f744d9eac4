/** What a program's arithmetic and comparisons make of two known words. */
import {
  ADD,
  AND,
  DIV,
  JEQ,
  JGE,
  JGT,
  LSH,
  MUL,
  OR,
  RSH,
  SUB,
} from "../../compiler/opcodes.js";

/** Whether a conditional jump is taken. */
export function compared(jump: number, a: number, k: number): boolean {
  switch (jump) {
    case JEQ:
      return a === k;
    case JGT:
      return a > k;
    case JGE:
      return a >= k;
    default:
      return (a & k) !== 0;
  }
}

/** Undefined: it divides by 0. */
export function calculated(
  operation: number,
  a: number,
  operand: number,
): number | undefined {
  switch (operation) {
    case ADD:
      return (a + operand) >>> 0;
    case SUB:
      return (a - operand) >>> 0;
    case MUL:
      return Math.imul(a, operand) >>> 0;
    case DIV:
      return operand === 0 ? undefined : Math.floor(a / operand);
    case OR:
      return (a | operand) >>> 0;
    case AND:
      return (a & operand) >>> 0;
    case LSH:
      return (a << (operand & 31)) >>> 0;
    case RSH:
      return a >>> (operand & 31);
    default:
      return (a ^ operand) >>> 0;
  }
}
