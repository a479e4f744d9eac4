/** Fills a program's parameters in, and proves the result anew with their values. */
import { Fault } from "../document/fault.js";
import { archTable } from "../../syscalls/index.js";
import { decode } from "./instructions.js";
import type { ArchPolicy, Condition } from "../policy/model.js";
import type { Declared } from "./lower.js";
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

/** That each value fits into the parameter that it is for, as `policy` compares that. */
export function requireInRange(
  values: ReadonlyMap<string, bigint>,
  policy: ArchPolicy,
  parameters: readonly Declared[],
): void {
  for (const [name, value] of values) {
    const declared = parameters.find((one) => one.name === name);
    requireFit(value, declared ?? { name, width: 64 }, policy);
  }
}

function requireFit(
  value: bigint,
  { name, width }: Declared,
  policy: ArchPolicy,
): void {
  const signed = BigInt.asIntN(64, value);
  const isNegative = signed < 0n && width === 32;
  const shown = isNegative ? signed : value;
  const fits = isNegative
    ? BigInt.asIntN(width, signed) === signed
    : BigInt.asUintN(width, value) === value ||
      BigInt.asIntN(width, value) === value;
  if (!fits)
    throw new Fault(
      "parameter-range",
      `${shown} does not fit into $${name}, which has ${width} bits`,
      {
        hint: `its values are ${-(1n << BigInt(width - 1))} to ${(1n << BigInt(width)) - 1n}`,
      },
    );
  // A 32-bit parameter has zeros above, where 64 bits are compared with it.
  if (isNegative && isComparedWith64(name, policy))
    throw new Fault(
      "parameter-range",
      `$${name} has 32 bits and is compared with 64 on ${policy.arch}, so it is never ${signed}`,
      {
        hint: `for these bits with zeros above: ${name}=0x${BigInt.asUintN(32, signed).toString(16)}; for a negative number: width: 64`,
      },
    );
}

function isComparedWith64(name: string, policy: ArchPolicy): boolean {
  const isWide = (condition: Condition): boolean => {
    switch (condition.kind) {
      case "all":
      case "any":
        return condition.of.some(isWide);
      case "not":
        return isWide(condition.of);
      case "test": {
        const { value, width } = condition.test;
        return (
          value.kind === "parameter" && value.name === name && width === 64
        );
      }
      default:
        return condition satisfies never;
    }
  };
  return [...policy.bootRules, ...policy.rules].some(
    ({ condition }) => condition !== undefined && isWide(condition),
  );
}
