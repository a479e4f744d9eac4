/** Fills a program's parameters in, and proves the result anew with their values. */
import { Fault } from "../document/fault.js";
import { archTable } from "../../syscalls/index.js";
import { decode, encode } from "./instructions.js";
import { UNBOUND } from "./opcodes.js";
import { requireInRange } from "../policy/parameter-range.js";
import type { BoundProgram, Program } from "./program.js";
import { originOf, patched, seal } from "./seal.js";

/** Whether nothing is left to bind. */
export function isBound(program: Program): program is BoundProgram {
  return program.relocations.length === 0;
}

/** The program, for who installs it; one with a parameter left to bind is an error. */
export function requireBound(program: Program): BoundProgram {
  if (isBound(program)) return program;
  const names = [
    ...new Set(program.relocations.map(({ parameter }) => `$${parameter}`)),
  ];
  throw new Fault(
    "unbound-parameter",
    `the program for ${program.arch} has no value for ${names.join(", ")}`,
    { hint: "bind its parameters before it is loaded" },
  );
}

/**
 * The program as files have it: where a parameter is left to bind the instruction is `UNBOUND`.
 * The manifest has the opcode that comes with the value.
 */
export function bytesForFile({
  bytes,
  arch,
  relocations,
}: Program): Uint8Array {
  if (relocations.length === 0) return bytes;
  const { endian } = archTable(arch);
  const open = new Set(relocations.map(({ instruction }) => instruction));
  return encode(
    decode(bytes, endian).map((one, at) =>
      open.has(at) ? { ...one, code: UNBOUND } : one,
    ),
    endian,
  );
}

/** `program` with each parameter at its value. Values that it does not use are left aside. */
export function bind(
  program: Program,
  values: ReadonlyMap<string, bigint>,
): BoundProgram {
  const origin = originOf(program);
  if (origin === undefined)
    throw new Error("a program without its origin; please report this");
  const { lowering, values: before } = origin;
  const missing = missingFrom(program, values);
  if (missing.length > 0)
    throw new Fault(
      "unbound-parameter",
      `the program for ${program.arch} has no value for ${missing.map((name) => `$${name}`).join(", ")}`,
      {
        hint: `give it one: ${missing.map((name) => `${name}=VALUE`).join(" ")}`,
      },
    );
  for (const name of values.keys()) {
    const bound = before.get(name);
    if (bound !== undefined)
      throw new Fault(
        "parameter-bound",
        `$${name} has the value ${bound} already, in this program for ${program.arch}`,
        { hint: "bind the program that was compiled, once" },
      );
  }
  requireInRange(values, lowering.policy, lowering.parameters);
  const { relocations, rules, cached } = program;
  const { endian } = archTable(program.arch);
  const instructions = decode(program.bytes, endian);
  const filled = patched({ instructions, relocations, rules, cached }, values);
  return requireBound(
    seal(
      lowering,
      { instructions: filled, relocations: [], rules, cached },
      new Map([...before, ...values]),
      { unproven: !program.proven },
    ),
  );
}

/** The parameters that `program` needs and `values` lacks, each once. */
function missingFrom(
  { relocations }: Program,
  values: ReadonlyMap<string, bigint>,
): readonly string[] {
  const needed = new Set(relocations.map(({ parameter }) => parameter));
  return [...needed].filter((name) => !values.has(name));
}
