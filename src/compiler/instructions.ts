/** `struct sock_filter` (linux/filter.h) as bytes, in either byte order, and as numbers. */
import { B_FLAGS, B_HEADER, B_LENGTH, BIG_ENDIAN } from "../../asm/layout.js";

export type Endian = "little" | "big";

export interface Instruction {
  /** 16 bits. */
  readonly code: number;
  readonly jt: number;
  readonly jf: number;
  /** Unsigned 32 bits. */
  readonly k: number;
}

/** Bytes of one `struct sock_filter`. */
export const INSTRUCTION_BYTES = 8;

/** The instructions of `bytes`; a rest of less than 8 bytes is left out. */
export function decode(bytes: Uint8Array, endian: Endian): Instruction[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = endian === "little";
  const instructions: Instruction[] = [];
  for (let at = 0; at + INSTRUCTION_BYTES <= bytes.length; at += 8) {
    instructions.push({
      code: view.getUint16(at, little),
      jt: view.getUint8(at + 2),
      jf: view.getUint8(at + 3),
      k: view.getUint32(at + 4, little),
    });
  }
  return instructions;
}

export function encode(
  instructions: readonly Instruction[],
  endian: Endian,
): Uint8Array {
  const bytes = new Uint8Array(instructions.length * INSTRUCTION_BYTES);
  const view = new DataView(bytes.buffer);
  const little = endian === "little";
  instructions.forEach(({ code, jt, jf, k }, index) => {
    const at = index * INSTRUCTION_BYTES;
    view.setUint16(at, code, little);
    view.setUint8(at + 2, jt);
    view.setUint8(at + 3, jf);
    view.setUint32(at + 4, k, little);
  });
  return bytes;
}

/** The program block (`asm/layout.ts`) of `bytes`. */
export function programBlock(bytes: Uint8Array, endian: Endian): Uint32Array {
  const instructions = decode(bytes, endian);
  const words = new Uint32Array(B_HEADER + instructions.length * 2);
  words[B_LENGTH] = instructions.length;
  words[B_FLAGS] = endian === "big" ? BIG_ENDIAN : 0;
  instructions.forEach(({ code, jt, jf, k }, index) => {
    words[B_HEADER + index * 2] = code | (jt << 16) | (jf << 24);
    words[B_HEADER + index * 2 + 1] = k;
  });
  return words;
}
