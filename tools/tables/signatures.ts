/** What each register holds for a syscall on an arch: the definition's parameters, split where 64 bits take two. */
import type { ArchSource } from "./arches.js";
import { handWritten } from "./byHand.js";
import {
  cleanType,
  definitionFor,
  type Definition,
  type Parameter,
} from "./definitions.js";
import type { TableEntry } from "./numbers.js";
import { readingOf } from "./types.js";

/**
 * The registers of `entry` in order; empty where the table names no entry point. Throws where
 * the tree has no definition.
 */
export function registersOf(
  definitions: ReadonlyMap<string, readonly Definition[]>,
  arch: ArchSource,
  entry: TableEntry,
): readonly Parameter[] {
  if (entry.entry === undefined || entry.entry === "sys_ni_syscall") return [];
  const parameters =
    definitionFor(definitions, arch, entry.entry)?.parameters ??
    writtenByHand(arch, entry.entry);
  if (parameters === undefined) {
    throw new Error(`${arch.name}: no definition of ${entry.entry}`);
  }
  const registers = arch.bits === 64 ? parameters : split(arch, parameters);
  if (registers.length > 6) {
    throw new Error(
      `${arch.name}: ${entry.name} takes more than six registers`,
    );
  }
  return registers;
}

function writtenByHand(
  arch: ArchSource,
  entry: string,
): readonly Parameter[] | undefined {
  const found = handWritten.find(
    (one) =>
      one.entry === entry && (one.arch === undefined || one.arch === arch.name),
  );
  if (found === undefined) return undefined;
  return found.parameters === ""
    ? []
    : found.parameters.split(", ").map((text) => {
        const name = /\w+$/.exec(text)?.[0] ?? "";
        return { name, type: cleanType(text.slice(0, -name.length)) };
      });
}

/**
 * The calling convention of a 32-bit arch: a 64-bit parameter takes two registers, the first
 * an even one where the ABI says so (AAPCS 6.5, rule C.3); the low word comes first on a
 * little-endian machine.
 */
function split(
  arch: ArchSource,
  parameters: readonly Parameter[],
): readonly Parameter[] {
  const registers: Parameter[] = [];
  for (const parameter of parameters) {
    const reading = readingOf(parameter.type);
    if (reading !== "s64" && reading !== "u64") {
      registers.push(parameter);
      continue;
    }
    if (arch.alignsPairs && registers.length % 2 === 1) {
      registers.push({ name: "__pad", type: "u32" });
    }
    const words = ["_lo", "_hi"];
    if (arch.endian === "big") words.reverse();
    for (const word of words) {
      registers.push({ name: parameter.name + word, type: "u32" });
    }
  }
  return registers;
}
