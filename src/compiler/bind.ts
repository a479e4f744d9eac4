/** Fills a program's parameters in, and proves the result anew with their values. */
import { Fault } from "../document/fault.js";
import { archTable } from "../../syscalls/index.js";
import { decode } from "./instructions.js";
import type { ArchPolicy, Condition } from "../policy/model.js";
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

/** The narrowest comparison that names the parameter; 64 where there is none. */
function widthOf(name: string, policy: ArchPolicy): 32 | 64 {
  const isNarrow = (condition: Condition): boolean => {
    switch (condition.kind) {
      case "all":
      case "any":
        return condition.of.some(isNarrow);
      case "not":
        return isNarrow(condition.of);
      case "test": {
        const { value, width } = condition.test;
        return (
          value.kind === "parameter" && value.name === name && width === 32
        );
      }
      default:
        return condition satisfies never;
    }
  };
  return [...policy.bootRules, ...policy.rules].some(
    ({ condition }) => condition !== undefined && isNarrow(condition),
  )
    ? 32
    : 64;
}

/** Whether a value is one of `width` bits, unsigned or sign-extended. */
function fits(value: bigint, width: 32 | 64): boolean {
  const signed = BigInt.asIntN(64, value);
  return (
    BigInt.asUintN(width, value) === value ||
    (signed < 0n && BigInt.asIntN(width, signed) === signed)
  );
}

/** Throws where a value is wider than what the policy compares with its parameter. */
export function requireInRange(
  values: ReadonlyMap<string, bigint>,
  policy: ArchPolicy,
): void {
  for (const [name, value] of values)
    if (!fits(value, widthOf(name, policy)))
      throw new Fault("parameter-range", `${value} does not fit into $${name}`);
}

/** `program` with each parameter at its value. Values that it does not use are left aside. */
export function bind(
  program: Program,
  values: ReadonlyMap<string, bigint>,
): BoundProgram {
  const lowering = originOf(program);
  if (lowering === undefined)
    throw new Error("a program without its origin; please report this");
  for (const { parameter } of program.relocations) {
    if (!values.has(parameter))
      throw new Fault(
        "unbound-parameter",
        `the program for ${program.arch} has no value for $${parameter}`,
        { hint: `give it one: ${parameter}=VALUE` },
      );
  }
  requireInRange(values, lowering.policy);
  const { relocations, rules, cached } = program;
  const { endian } = archTable(program.arch);
  const instructions = decode(program.bytes, endian);
  const filled = patched({ instructions, relocations, rules, cached }, values);
  return requireBound(
    seal(
      lowering,
      { instructions: filled, relocations: [], rules, cached },
      values,
      { unproven: !program.proven },
    ),
  );
}
