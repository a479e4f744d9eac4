/** Finds the register that an argument's name stands for, and how the kernel reads it. */
import type { Argument, Syscall } from "../../../syscalls/index.js";
import { nearest } from "../../document/nearest.js";
import type { ArgumentTest } from "../model.js";
import { listed } from "../problems.js";
import type { TestSyntax } from "./syntax.js";
import type { Reading, ValueContext } from "./values.js";

/** The register that a name stands for, and how the kernel reads it. */
export interface Register extends Reading {
  readonly index: ArgumentTest["argument"];
  readonly width: 32 | 64;
  readonly pointer: boolean;
}

const POSITIONS = ["arg0", "arg1", "arg2", "arg3", "arg4", "arg5"] as const;

/**
 * The index of the argument called `name`: by the kernel's own name, by the man page's, or
 * by its position. -1 where there is none.
 */
export function argumentIndex(name: string, args: readonly Argument[]): number {
  const own = args.findIndex((arg) => arg.name === name && !isPadding(arg));
  if (own !== -1) return own;
  const alias = args.findIndex((arg) => arg.alias === name);
  if (alias !== -1) return alias;
  // prctl calls its second argument arg2: "arg1" would be a riddle there.
  const named = args.some((arg) => /^arg[0-9]$/.test(arg.name));
  const position = POSITIONS.findIndex((one) => one === name);
  const there = args[position];
  return named || there === undefined || isPadding(there) ? -1 : position;
}

/** Undefined after a problem: the syscall has no such argument. */
export function registerOf(
  { name, range }: TestSyntax["argument"],
  syscall: Syscall,
  context: ValueContext,
): Register | undefined {
  const index = argumentIndex(name, syscall.args);
  const argument = syscall.args[index];
  const slot = SLOTS[index];
  if (argument === undefined || slot === undefined) {
    context.problems.add({
      code: "unknown-argument",
      range,
      arch: context.arch,
      message: unknownArgument(name, syscall, context),
      hint: argumentHint(name, syscall, context),
      ...(wordsOf(name, syscall.args).length > 0
        ? {}
        : { of: { syscall: syscall.name, together: lacking(name, syscall) } }),
    });
    return undefined;
  }
  return {
    name,
    index: slot,
    width: argument.width,
    bits: argument.narrow ?? argument.width,
    signed: argument.signed,
    pointer: argument.pointer,
  };
}

const SLOTS: readonly ArgumentTest["argument"][] = [0, 1, 2, 3, 4, 5];

/** A register that the kernel skips, before a 64-bit value in two of them. */
function isPadding(argument: Argument): boolean {
  return argument.name.startsWith("__pad");
}

function unknownArgument(
  name: string,
  { name: syscall, args }: Syscall,
  { arch, kernel }: ValueContext,
): string {
  if (args.length === 0) return `${syscall} has no arguments to test`;
  if (wordsOf(name, args).length > 0)
    return `${syscall} has "${name}" in two registers`;
  if (kernel.constants(arch).has(name))
    return `${name} is a constant, and a test starts with an argument of ${syscall}`;
  return `${syscall} has no argument "${name}"`;
}

/** More names than these make no sentence. */
const NAMES_MAX = 6;

/** How several syscalls without the argument are told. */
function lacking(
  name: string,
  { args }: Syscall,
): (syscalls: readonly string[]) => { message: string; hint: string } {
  const near = nearestArgument(name, args);
  return (syscalls) => {
    const more = syscalls.length - NAMES_MAX + 1;
    const told =
      more > 1
        ? [...syscalls.slice(0, NAMES_MAX - 1), `${more} more syscalls`]
        : syscalls;
    return {
      message: `${listed(told)} have no argument "${name}"`,
      hint:
        near === undefined
          ? "make a rule of those that have it, or take the others out by except"
          : `did you mean ${near}?`,
    };
  };
}

/** The halves of the 64-bit parameter that other arches call `name`. */
function wordsOf(name: string, args: readonly Argument[]): readonly string[] {
  return args
    .filter((arg) => arg.word !== undefined && arg.name.startsWith(name))
    .map((arg) => arg.name);
}

function argumentHint(
  name: string,
  { args }: Syscall,
  { arch, kernel }: ValueContext,
): string | undefined {
  const names = args.filter((arg) => !isPadding(arg)).map((arg) => arg.name);
  if (names.length === 0) return undefined;
  const words = wordsOf(name, args);
  if (words.length > 0)
    return `give the rule an "arch" and test ${listed(words)}`;
  const [only] = args;
  if (args.length === 1 && only?.pointer === true)
    return `its one argument, ${only.name}, points to the others: give the rule an "arch"`;
  const all = `its arguments are ${listed(names)}`;
  const near = kernel.constants(arch).has(name)
    ? undefined
    : nearestArgument(name, args);
  return near === undefined ? all : `write ${near}: ${all}`;
}

function nearestArgument(
  name: string,
  args: readonly Argument[],
): string | undefined {
  const names = args
    .filter((arg) => !isPadding(arg))
    .flatMap((arg) => [arg.name, arg.alias ?? arg.name]);
  return nearest(name, names);
}
