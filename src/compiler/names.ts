/** The fields of `struct seccomp_data` and a program's opcodes, in the words people read. */
import type { ArchTable } from "../../syscalls/index.js";
import {
  ADD,
  AND,
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
} from "./opcodes.js";

/** A 32-bit word of `seccomp_data`. */
export type DataWord =
  | { readonly field: "nr" | "arch" }
  | { readonly field: "ip"; readonly high: boolean }
  | {
      readonly field: "arg";
      readonly argument: number;
      readonly high: boolean;
    };

/** What a load at byte `offset` reads. */
export function dataWord(
  offset: number,
  endian: ArchTable["endian"],
): DataWord {
  if (offset === 0) return { field: "nr" };
  if (offset === 4) return { field: "arch" };
  const second = (offset & 4) !== 0;
  const high = endian === "little" ? second : !second;
  if (offset < 16) return { field: "ip", high };
  return { field: "arg", argument: (offset - 16) >> 3, high };
}

const OPERATIONS: readonly (readonly [operation: number, name: string])[] = [
  [ADD, "add"],
  [SUB, "sub"],
  [MUL, "mul"],
  [DIV, "div"],
  [OR, "or"],
  [AND, "and"],
  [LSH, "lsh"],
  [RSH, "rsh"],
  [XOR, "xor"],
  [JEQ, "jeq"],
  [JGT, "jgt"],
  [JGE, "jge"],
  [JSET, "jset"],
];

export const mnemonics: Readonly<Record<number, string>> = {
  [LD_W_ABS]: "ld",
  [LD_IMM]: "ld",
  [LD_MEM]: "ld",
  [LD_LEN]: "ld",
  [LDX_IMM]: "ldx",
  [LDX_MEM]: "ldx",
  [LDX_LEN]: "ldx",
  [ST]: "st",
  [STX]: "stx",
  [TAX]: "tax",
  [TXA]: "txa",
  [NEG]: "neg",
  [JA]: "ja",
  [RET_K]: "ret",
  [RET_A]: "ret",
  ...Object.fromEntries(
    OPERATIONS.flatMap(([operation, name]) => [
      [operation, name],
      [operation | SRC_X, name],
    ]),
  ),
};
