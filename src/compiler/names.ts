/** The fields of `struct seccomp_data` and a program's opcodes, in the words people read. */
import type { ArchTable } from "../../syscalls/index.js";

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

export const mnemonics: Readonly<Record<number, string>> = {
  0x00: "ld",
  0x01: "ldx",
  0x02: "st",
  0x03: "stx",
  0x04: "add",
  0x05: "ja",
  0x06: "ret",
  0x07: "tax",
  0x0c: "add",
  0x14: "sub",
  0x15: "jeq",
  0x16: "ret",
  0x1c: "sub",
  0x1d: "jeq",
  0x20: "ld",
  0x24: "mul",
  0x25: "jgt",
  0x2c: "mul",
  0x2d: "jgt",
  0x34: "div",
  0x35: "jge",
  0x3c: "div",
  0x3d: "jge",
  0x44: "or",
  0x45: "jset",
  0x4c: "or",
  0x4d: "jset",
  0x54: "and",
  0x5c: "and",
  0x60: "ld",
  0x61: "ldx",
  0x64: "lsh",
  0x6c: "lsh",
  0x74: "rsh",
  0x7c: "rsh",
  0x80: "ld",
  0x81: "ldx",
  0x84: "neg",
  0x87: "txa",
  0xa4: "xor",
  0xac: "xor",
};
