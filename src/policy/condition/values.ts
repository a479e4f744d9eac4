/** Works out the value of a constant expression on one arch. */
import type { Argument } from "../../../syscalls/index.js";
import type { Range } from "../../document/diagnostic.js";
import { nearest } from "../../document/nearest.js";
import type { Kernel } from "../kernel.js";
import type { ArchName, Parameter } from "../model.js";
import type { Problems } from "../problems.js";
import type { ValueSyntax } from "./syntax.js";

export interface ValueContext {
  readonly arch: ArchName;
  readonly kernel: Kernel;
  readonly params: ReadonlyMap<string, Parameter>;
  readonly problems: Problems;
  /** Those of the syscall: a value that has the name of one is a mistake of its own. */
  readonly args: readonly Argument[];
}

/** How many bits the kernel reads of what a value is compared with, and how. */
export interface Reading {
  readonly name: string;
  readonly bits: 16 | 32 | 64;
  readonly signed: boolean;
}

/**
 * The value as an integer: negative where it was written so or the constant is. Undefined
 * after a problem.
 */
export function constantValue(
  syntax: ValueSyntax,
  reading: Reading,
  context: ValueContext,
): bigint | undefined {
  const problem = (code: string, message: string, hint?: string): undefined => {
    const { range } = syntax;
    context.problems.add({ code, range, arch: context.arch, message, hint });
    return undefined;
  };
  switch (syntax.kind) {
    case "number":
      return syntax.value;
    case "name":
      return namedConstant(syntax.name, syntax.range, context);
    case "parameter":
      return problem(
        "parameter-in-expression",
        `$${syntax.name} is bound when the filter loads, so it can't be part of an expression or a mask`,
        "compare an argument with the parameter alone",
      );
    case "unary": {
      const operand = constantValue(syntax.operand, reading, context);
      if (operand === undefined) return undefined;
      if (syntax.operator === "-")
        return within64(-operand)
          ? -operand
          : problem("value-too-wide", "this does not fit in 64 bits");
      if (!fits(operand, reading))
        return operand < 0n && !reading.signed
          ? problem(
              "negative-value",
              `${reading.name} is unsigned, and ~ turns the bits of ${shown(operand)}`,
              "write the bits themselves",
            )
          : problem(
              "value-too-wide",
              `${shown(operand)} does not fit in the ${reading.bits} bits that the kernel reads of ${reading.name}`,
            );
      return full(reading.bits) ^ BigInt.asUintN(reading.bits, operand);
    }
    case "binary": {
      const left = constantValue(syntax.left, reading, context);
      const right = constantValue(syntax.right, reading, context);
      if (left === undefined || right === undefined) return undefined;
      if (syntax.operator === "<<" && (right < 0n || right > 63n))
        return problem(
          "value-too-wide",
          "a shift is by 0 to 63 bits",
          "write the shifted number",
        );
      const result = combine(syntax.operator, left, right);
      return within64(result)
        ? result
        : problem("value-too-wide", "this does not fit in 64 bits");
    }
  }
}

/** Tells the names in a value that are none, where what it is for is wrong already. */
export function lookUp(syntax: ValueSyntax, context: ValueContext): void {
  switch (syntax.kind) {
    case "name":
      // Two that changed places are one mistake, which was told.
      if (!isArgument(syntax.name, context))
        namedConstant(syntax.name, syntax.range, context);
      return;
    case "unary":
      lookUp(syntax.operand, context);
      return;
    case "binary":
      lookUp(syntax.left, context);
      lookUp(syntax.right, context);
      return;
    default:
  }
}

function combine(
  operator: "|" | "&" | "<<" | "+" | "-",
  left: bigint,
  right: bigint,
): bigint {
  switch (operator) {
    case "|":
      return left | right;
    case "&":
      return left & right;
    case "<<":
      return left << right;
    case "+":
      return left + right;
    case "-":
      return left - right;
  }
}

function namedConstant(
  name: string,
  range: Range,
  context: ValueContext,
): bigint | undefined {
  const { arch, kernel, problems } = context;
  const constants = kernel.constants(arch);
  const value = constants.get(name);
  if (value !== undefined) return value;
  if (isArgument(name, context)) {
    problems.add({
      code: "argument-as-value",
      range,
      arch,
      message: `${name} is an argument, and a filter compares arguments with values only`,
      hint: "write a number, a constant or a $parameter",
    });
    return undefined;
  }
  const near = nearest(name, constants.keys());
  problems.add({
    code: "unknown-constant",
    range,
    arch,
    message: (arches, several) =>
      `${arches} ${several ? "have" : "has"} no constant named "${name}"`,
    hint: near === undefined ? elsewhere(name, kernel) : `write ${near}`,
  });
  return undefined;
}

function isArgument(name: string, { args }: ValueContext): boolean {
  return args.some((arg) => arg.name === name || arg.alias === name);
}

function elsewhere(name: string, kernel: Kernel): string | undefined {
  const arches = kernel.archNames.filter((arch) =>
    kernel.constants(arch).has(name),
  );
  return arches.length === 0
    ? undefined
    : `only ${arches.join(", ")} ${arches.length > 1 ? "have" : "has"} it: give the rule an "arch"`;
}

/** All bits of a register's low `bits`. */
export function full(bits: number): bigint {
  return (1n << BigInt(bits)) - 1n;
}

/** Whether some argument that is read so can have the value; as bits, or as a number. */
export function fits(value: bigint, { bits, signed }: Reading): boolean {
  return (
    value <= full(bits) && value >= (signed ? -(1n << BigInt(bits - 1)) : 0n)
  );
}

function within64(value: bigint): boolean {
  return value <= full(64) && value >= -(1n << 63n);
}

export function shown(value: bigint): string {
  return value > 9n ? `0x${value.toString(16)}` : value.toString();
}
