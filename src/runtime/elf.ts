/** Reads an ELF header: which machine a program is for, and the loader it names. */
import { closeSync, openSync, readSync } from "node:fs";

export interface Elf {
  /** `e_machine` of elf(5). */
  readonly machine: number;
  /** The path of PT_INTERP; undefined for a static program. */
  readonly loader: string | undefined;
}

const PT_INTERP = 3;
const HEADER_BYTES = 64;

/** `EM_*` of this machine's programs. */
export const ownMachine = { x64: 62, arm64: 183 } as Readonly<
  Record<string, number | undefined>
>;

/** The header of `path`; undefined where it is no 64-bit little-endian ELF file. */
export function readElf(path: string): Elf | undefined {
  const descriptor = openSync(path, "r");
  try {
    const read = (position: number, length: number): Buffer => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(
        0,
        readSync(descriptor, bytes, 0, length, position),
      );
    };
    const header = read(0, HEADER_BYTES);
    const isElf64 =
      header.length === HEADER_BYTES &&
      header.toString("latin1", 0, 4) === "\x7fELF" &&
      header[4] === 2 &&
      header[5] === 1;
    if (!isElf64) return undefined;
    const tableAt = Number(header.readBigUInt64LE(32));
    const entryBytes = header.readUInt16LE(54);
    const entries = header.readUInt16LE(56);
    const table = read(tableAt, entryBytes * entries);
    let loader: string | undefined;
    for (let at = 0; at + 40 <= table.length; at += entryBytes) {
      if (table.readUInt32LE(at) !== PT_INTERP) continue;
      const text = read(
        Number(table.readBigUInt64LE(at + 8)),
        Math.min(4096, Number(table.readBigUInt64LE(at + 32))),
      );
      loader = text.toString("utf8").replace(/\0.*$/s, "");
    }
    return { machine: header.readUInt16LE(18), loader };
  } finally {
    closeSync(descriptor);
  }
}
