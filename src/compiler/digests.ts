/** By what a compile can be known again, beside its inputs: the compiler and its tables. */
import {
  archTable,
  constants,
  errnos,
  type ArchName,
} from "../../syscalls/index.js";
import { coreBytes } from "./core.js";
import { sha256 } from "./sha256.js";

let compiler: string | undefined;

/** The SHA-256 of the core's WebAssembly module: emitter, kernel checks and prover. */
export function compilerDigest(): string {
  return (compiler ??= sha256(coreBytes()));
}

const tables = new Map<ArchName, string>();

/**
 * The SHA-256 of all that is known of an arch: numbers, signatures, constants and errnos, as
 * JSON in the order of numbers and names, so that the layout of our files does not matter.
 */
export function tableDigest(arch: ArchName): string {
  let digest = tables.get(arch);
  if (digest === undefined) {
    digest = sha256(new TextEncoder().encode(tableText(arch)));
    tables.set(arch, digest);
  }
  return digest;
}

function tableText(arch: ArchName): string {
  const { auditArch, bits, endian, source, byNumber } = archTable(arch);
  return JSON.stringify({
    arch,
    auditArch,
    bits,
    endian,
    source,
    syscalls: [...byNumber]
      .sort(([a], [b]) => a - b)
      .map(([nr, { name, args }]) => [nr, name, args]),
    constants: sorted(constants(arch)),
    errnos: sorted(errnos(arch)),
  });
}

function sorted(
  values: ReadonlyMap<string, bigint | number>,
): readonly (readonly [string, string])[] {
  return [...values]
    .map(([name, value]) => [name, String(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
