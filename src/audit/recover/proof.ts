/**
 * Programs changed so that the prover compares them only where they can be alike: for some
 * numbers, and with the bits of arguments that the kernel does not read taken as 0.
 */
import type { ArchTable } from "../../../syscalls/index.js";
import {
  decode,
  encode,
  type Instruction,
} from "../../compiler/instructions.js";
import { dataWord } from "../../compiler/names.js";
import {
  JA,
  JEQ,
  JGE,
  JSET,
  LD_IMM,
  LD_W_ABS,
  RET_K,
} from "../../compiler/opcodes.js";

function instruction(code: number, k: number, jt = 0, jf = 0): Instruction {
  return { code, k, jt, jf };
}

/** Which calls are compared: the others are answered 0 on both sides. */
export interface Scope {
  readonly numbers: ReadonlySet<number>;
  /** Whether `numbers` are those that are compared, or those that are not. */
  readonly inside: boolean;
  /** Arguments whose upper half the kernel does not read. */
  readonly narrow: ReadonlySet<number>;
}

/** The program within the scope. */
export function scoped(
  bytes: Uint8Array,
  table: ArchTable,
  { numbers, inside, narrow }: Scope,
): Uint8Array {
  const program = decode(bytes, table.endian).map((one) => {
    if (one.code !== LD_W_ABS) return one;
    const word = dataWord(one.k, table.endian);
    return word.field === "arg" && word.high && narrow.has(word.argument)
      ? instruction(LD_IMM, 0)
      : one;
  });
  const sorted = [...numbers].sort((a, b) => a - b);
  // A long jump to the program, or to the answer that nobody compares.
  const tests = sorted.flatMap((nr, index) => {
    const left = 2 * (sorted.length - 1 - index);
    return [instruction(JEQ, nr, 0, 1), instruction(JA, left + 1)];
  });
  const end = inside
    ? [instruction(RET_K, 0)]
    : [instruction(JA, 1), instruction(RET_K, 0)];
  return encode(
    [instruction(LD_W_ABS, 0), ...tests, ...end, ...program],
    table.endian,
  );
}

/**
 * The program with `unknown` and `foreign` in place of its own answers to x86_64's numbers
 * from 0x40000000 up, which no syscall of that ABI has.
 */
export function withoutHighNumbers(
  bytes: Uint8Array,
  table: ArchTable,
  unknown: number,
  foreign: number,
): Uint8Array {
  return encode(
    [
      instruction(LD_W_ABS, 4),
      instruction(JEQ, table.auditArch, 0, 5),
      instruction(LD_W_ABS, 0),
      instruction(JGE, 0x40000000, 0, 3),
      instruction(JSET, 0x40000000, 1, 0),
      instruction(RET_K, unknown),
      instruction(RET_K, foreign),
      ...decode(bytes, table.endian),
    ],
    table.endian,
  );
}
