/** A call as the kernel shows it to a filter, and the words that it is in the core. */
import { D_ARCH, D_ARGS, D_NR, D_POINTER, D_WORDS } from "../../asm/layout.js";

/** `struct seccomp_data` (linux/seccomp.h). */
export interface Call {
  /** `AUDIT_ARCH_*` from linux/audit.h, unsigned. */
  readonly arch: number;
  /** Unsigned 32 bits. */
  readonly nr: number;
  /** Six values of 64 bits, unsigned. Missing ones are 0. */
  readonly args: readonly bigint[];
  readonly instructionPointer?: bigint;
}

export function callWords(call: Call): Uint32Array {
  const words = new Uint32Array(D_WORDS);
  words[D_NR] = call.nr;
  words[D_ARCH] = call.arch;
  put64(words, D_POINTER, call.instructionPointer ?? 0n);
  for (let a = 0; a < 6; a++) put64(words, D_ARGS + a * 2, call.args[a] ?? 0n);
  return words;
}

function put64(words: Uint32Array, at: number, value: bigint): void {
  words[at] = Number(value & 0xffffffffn);
  words[at + 1] = Number((value >> 32n) & 0xffffffffn);
}

/** The call that stands at `at` in the core's words. */
export function callAt(words: Uint32Array, at: number): Call {
  const word = (index: number) => words[at + index] ?? 0;
  const value = (index: number) =>
    BigInt(word(index)) | (BigInt(word(index + 1)) << 32n);
  return {
    nr: word(D_NR),
    arch: word(D_ARCH),
    instructionPointer: value(D_POINTER),
    args: [0, 1, 2, 3, 4, 5].map((a) => value(D_ARGS + a * 2)),
  };
}
