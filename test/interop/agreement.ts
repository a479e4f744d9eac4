/** Compares an imported program with a test's own reading of the source format. */
import { archTable, type ArchName } from "../../syscalls/index.js";
import { dataOf, type Machine } from "./bpf.js";
import { EDGES, type Random } from "./random.js";

/** What the source format answers: `SECCOMP_RET_*`, for a call with all its 64-bit registers. */
export type Reading = (nr: number, args: readonly bigint[]) => number;

export interface Disagreement {
  readonly nr: number;
  readonly args: readonly string[];
  readonly imported: string;
  readonly read: string;
}

/**
 * Every number of the arch once and `calls` random ones, with values near `near`. Bits that
 * the kernel does not read are zero for the reading and anything for the program: that is
 * the documented difference.
 */
export function disagreements(
  imported: Machine,
  reading: Reading,
  arch: ArchName,
  random: Random,
  near: readonly bigint[] = [],
  often: readonly number[] = [],
  calls = 10_000,
): readonly Disagreement[] {
  const { byNumber, auditArch, endian } = archTable(arch);
  const numbers = [...byNumber.keys()];
  const values = [...near, ...EDGES];
  const found: Disagreement[] = [];
  const hex = (value: number | bigint): string => `0x${value.toString(16)}`;
  const ask = (nr: number): void => {
    const args = Array.from({ length: 6 }, () => random.value(values));
    const read = reading(
      nr,
      args.map((value, index) => {
        const argument = byNumber.get(nr)?.args[index];
        const bits = argument?.narrow ?? argument?.width ?? 64;
        return BigInt.asUintN(bits, value);
      }),
    );
    const own = imported(
      dataOf({ arch: auditArch, nr, args }, endian === "big"),
    );
    if (own !== read >>> 0 && found.length < 5)
      found.push({
        nr,
        args: args.map(hex),
        imported: hex(own),
        read: hex(read >>> 0),
      });
  };
  for (const nr of numbers) ask(nr);
  for (let nr = Math.max(...numbers) + 1, i = 0; i < 40; i++) ask(nr + i);
  for (let i = 0; i < calls; i++)
    ask(random.of(often.length > 0 && random.chance(70) ? often : numbers));
  return found;
}

export const ALLOW = 0x7fff0000;
export const LOG = 0x7ffc0000;
export const KILL_PROCESS = 0x80000000;
export const KILL_THREAD = 0;
export const TRAP = 0x00030000;
export const ERRNO = 0x00050000;
export const TRACE = 0x7ff00000;
