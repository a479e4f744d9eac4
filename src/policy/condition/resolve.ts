/**
 * Gives a condition its meaning for one syscall on one arch: arguments become registers
 * with the width and sign that the kernel reads, names become values, and comparisons that
 * could never decide anything are refused.
 */
import type { Argument, Syscall } from "../../../syscalls/index.js";
import type { Range } from "../../document/diagnostic.js";
import { nearest } from "../../document/nearest.js";
import type { ArgumentTest, Comparison, Condition, Value } from "../model.js";
import { listed } from "../problems.js";
import { decided } from "./contradictions.js";
import { judge, nextWithin, orderOf } from "./judge.js";
import type {
  ConditionSyntax,
  ItemSyntax,
  TestSyntax,
  ValueSyntax,
} from "./syntax.js";
import {
  constantValue,
  fits,
  full,
  shown,
  type Reading,
  type ValueContext,
} from "./values.js";

/** The condition for `syscall`, or undefined after its problems were added to the context. */
export function resolveCondition(
  syntax: ConditionSyntax,
  syscall: Syscall,
  outer: Omit<ValueContext, "args">,
): Condition | undefined {
  const context = { ...outer, args: syscall.args };
  switch (syntax.kind) {
    case "test":
      return resolveTest(syntax, syscall, context);
    case "not": {
      const of = resolveCondition(syntax.of, syscall, context);
      return of === undefined ? undefined : { kind: "not", of };
    }
    case "and":
    case "or": {
      const of = syntax.of.map((one) =>
        resolveCondition(one, syscall, context),
      );
      const sound = of.filter((one) => one !== undefined);
      if (sound.length < of.length) return undefined;
      const kind = syntax.kind === "and" ? "all" : "any";
      return useful({ kind, of: sound }, syntax.range, context);
    }
  }
}

/** The condition, unless its parts together can only have one answer. */
function useful(
  condition: Condition,
  range: Range,
  { arch, problems }: ValueContext,
): Condition | undefined {
  const verdict = decided(condition);
  if (verdict === undefined) return condition;
  problems.add({
    code: verdict === "never" ? "never-true" : "always-true",
    range,
    arch,
    message:
      verdict === "never"
        ? "this can never be true: its tests exclude each other"
        : "this is always true: its tests leave nothing out",
  });
  return undefined;
}

/** The register that a name stands for, and how the kernel reads it. */
interface Register extends Reading {
  readonly index: ArgumentTest["argument"];
  readonly width: 32 | 64;
  readonly pointer: boolean;
}

function resolveTest(
  syntax: TestSyntax,
  syscall: Syscall,
  context: ValueContext,
): Condition | undefined {
  const register = registerOf(syntax.argument, syscall, context);
  if (register === undefined) return undefined;
  if (register.pointer && !isNullTest(syntax, register, context))
    return undefined;
  const mask = maskOf(syntax, register, context);
  if (mask === undefined) return undefined;
  const test = new TestBuilder(register, mask, syntax, context);
  switch (syntax.relation.kind) {
    case "bits":
      return test.compare("!=", 0n, syntax.range);
    case "compare": {
      const { operator, value } = syntax.relation;
      return test.compareWith(operator, value, syntax.range);
    }
    case "only": {
      const allowed = test.bits(syntax.relation.value);
      if (allowed === undefined) return undefined;
      return test.noneOf(mask & ~allowed, syntax.range);
    }
    case "in": {
      const items = syntax.relation.items.map((item) => test.item(item));
      const sound = items.filter((item) => item !== undefined);
      if (sound.length < items.length) return undefined;
      const [only] = sound;
      return sound.length === 1 && only !== undefined
        ? only
        : { kind: "any", of: sound };
    }
  }
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

function registerOf(
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
    : nearest(
        name,
        args.flatMap((arg) => [arg.name, arg.alias ?? arg.name]),
      );
  return near === undefined ? all : `write ${near}: ${all}`;
}

/** What a pointer points to can't be read, so it can only be compared with 0. */
function isNullTest(
  syntax: TestSyntax,
  register: Register,
  context: ValueContext,
): boolean {
  const { relation, mask } = syntax;
  const equality =
    relation.kind === "compare" &&
    (relation.operator === "==" || relation.operator === "!=");
  if (mask === undefined && relation.kind === "bits") return true;
  if (mask === undefined && equality) {
    if (relation.value.kind !== "parameter") {
      const value = constantValue(relation.value, register, context);
      if (value === undefined) return false;
      if (value === 0n) return true;
    }
  }
  context.problems.add({
    code: "pointer-compared",
    range: syntax.range,
    arch: context.arch,
    message: `${register.name} is a pointer, and a filter can't read what it points to`,
    hint: `compare it with 0, or leave it out`,
  });
  return false;
}

/** All bits that the kernel reads where there is no `&`. */
function maskOf(
  { mask }: TestSyntax,
  register: Register,
  context: ValueContext,
): bigint | undefined {
  if (mask === undefined) return full(register.bits);
  const value = bitsOf(mask, register, context);
  if (value !== 0n) return value;
  context.problems.add({
    code: "never-true",
    range: mask.range,
    arch: context.arch,
    message: "this mask is 0, so no bit is compared",
  });
  return undefined;
}

/** A value that stands for bits: unsigned, within the register. */
function bitsOf(
  syntax: ValueSyntax,
  register: Register,
  context: ValueContext,
): bigint | undefined {
  const value = constantValue(syntax, register, context);
  if (value === undefined) return undefined;
  // C widens a negative constant with its sign.
  const named = isNamed(syntax) && value < 0n && value >= -(1n << 31n);
  if (fits(value, register) || named)
    return BigInt.asUintN(register.bits, value);
  outOfRange(syntax, value, register, context);
  return undefined;
}

function outOfRange(
  syntax: ValueSyntax,
  value: bigint,
  register: Register,
  context: ValueContext,
): void {
  const { name, bits, signed } = register;
  const { problems, arch } = context;
  const { range } = syntax;
  if (value >= 0n || signed) {
    const message = `${shown(value)} does not fit in the ${bits} bits that the kernel reads of ${name}`;
    problems.add({ code: "value-too-wide", range, arch, message });
    return;
  }
  const low = `0x${BigInt.asUintN(Math.min(bits, 32), value).toString(16)}`;
  problems.add({
    code: "negative-value",
    range,
    arch,
    message: `${name} is unsigned, so it is never ${value}`,
    // Where the kernel casts a long to an int (keyctl), only the low half counts.
    hint:
      bits === 64
        ? `write (${name} & 0xffffffff) == ${low} for an int in its low half`
        : `write the bits: ${low}`,
  });
}

/** Makes the tests of one `TestSyntax`, which all read the same bits. */
class TestBuilder {
  readonly #register: Register;
  readonly #mask: bigint;
  readonly #syntax: TestSyntax;
  readonly #context: ValueContext;

  constructor(
    register: Register,
    mask: bigint,
    syntax: TestSyntax,
    context: ValueContext,
  ) {
    this.#register = register;
    this.#mask = mask;
    this.#syntax = syntax;
    this.#context = context;
  }

  bits(syntax: ValueSyntax): bigint | undefined {
    return bitsOf(syntax, this.#register, this.#context);
  }

  compareWith(
    operator: Comparison,
    syntax: ValueSyntax,
    range: Range,
  ): Condition | undefined {
    if (syntax.kind === "parameter")
      return this.#parameter(operator, syntax, range);
    const value =
      operator === "==" || operator === "!="
        ? this.#equal(syntax)
        : this.#ordered(syntax);
    return value === undefined
      ? undefined
      : this.compare(operator, value, range);
  }

  /** `value` is unsigned within the register. */
  compare(
    operator: Comparison,
    value: bigint,
    range: Range,
  ): Condition | undefined {
    const test = this.#test(operator, { kind: "constant", value }, range);
    const verdict = judge(test);
    if (verdict === undefined) return { kind: "test", test };
    return this.#pointless(verdict, range, this.#because(test));
  }

  /** That all of `bits` are clear. */
  noneOf(bits: bigint, range: Range): Condition | undefined {
    if (bits === 0n)
      return this.#pointless("always", range, "it allows every bit there is");
    const test = this.#test("==", { kind: "constant", value: 0n }, range);
    return { kind: "test", test: { ...test, mask: bits } };
  }

  item({ first, last, range }: ItemSyntax): Condition | undefined {
    if (last === undefined) return this.compareWith("==", first, range);
    const low = this.#end(first);
    const high = this.#end(last);
    if (low === undefined || high === undefined) return undefined;
    const order = orderOf({ ...this.#register, mask: this.#mask });
    if (low.kind === "constant" && high.kind === "constant") {
      const [from, to] = [order.key(low.value), order.key(high.value)];
      if (from > to)
        return this.#problem(
          "empty-range",
          range,
          "this range ends before it starts",
          "write the lesser end first",
        );
      const next = nextWithin(from, this.#mask, order.least);
      if (next === undefined || next > to)
        return this.#pointless(
          "never",
          range,
          "the mask lets no value of this range through",
        );
      if (from <= order.least && to >= order.most)
        return this.#pointless("always", range, "the range holds every value");
    }
    const tests = [
      this.#test(">=", low, range),
      this.#test("<=", high, range),
    ].filter((test) => judge(test) !== "always");
    const of = tests.map((test) => ({ kind: "test", test }) as const);
    const [only] = of;
    return of.length === 1 && only !== undefined ? only : { kind: "all", of };
  }

  #end(syntax: ValueSyntax): Value | undefined {
    if (syntax.kind === "parameter")
      return this.#fits(syntax)
        ? { kind: "parameter", name: syntax.name }
        : undefined;
    const value = this.#ordered(syntax);
    return value === undefined ? undefined : { kind: "constant", value };
  }

  #parameter(
    operator: Comparison,
    syntax: ValueSyntax & { kind: "parameter" },
    range: Range,
  ): Condition | undefined {
    if (!this.#fits(syntax)) return undefined;
    const value = { kind: "parameter", name: syntax.name } as const;
    return { kind: "test", test: this.#test(operator, value, range) };
  }

  /** Whether the parameter is declared, and no wider than what it is compared with. */
  #fits(syntax: ValueSyntax & { kind: "parameter" }): boolean {
    const { params } = this.#context;
    const parameter = params.get(syntax.name);
    if (parameter === undefined) {
      const near = nearest(syntax.name, params.keys());
      this.#problem(
        "unknown-parameter",
        syntax.range,
        `there is no parameter $${syntax.name}`,
        near === undefined
          ? `declare it: "params: { ${syntax.name}: { width: 32 } }"`
          : `write $${near}`,
      );
      return false;
    }
    if (parameter.width <= this.#register.bits) return true;
    this.#problem(
      "value-too-wide",
      syntax.range,
      `$${syntax.name} has ${parameter.width} bits, and the kernel reads ${this.#register.bits} of ${this.#register.name}`,
    );
    return false;
  }

  /** For `==` and `!=` a value is bits: 0xffffffff and -1 are the same int. */
  #equal(syntax: ValueSyntax): bigint | undefined {
    const { bits, signed } = this.#register;
    const value = constantValue(syntax, this.#register, this.#context);
    if (value === undefined) return undefined;
    // AT_FDCWD is -100 for i386's `unsigned int dfd` too. A number that was written with
    // a minus is a mistake there.
    const named = value < 0n && !signed && bits === 32 && isNamed(syntax);
    if (fits(value, this.#register) || (named && value >= -(1n << 31n)))
      return BigInt.asUintN(bits, value);
    outOfRange(syntax, value, this.#register, this.#context);
    return undefined;
  }

  /** For an order test a value is a number: 0xffffffff is no int. */
  #ordered(syntax: ValueSyntax): bigint | undefined {
    const { bits, signed, name } = this.#register;
    const value = constantValue(syntax, this.#register, this.#context);
    if (value === undefined) return undefined;
    if (!fits(value, this.#register)) {
      outOfRange(syntax, value, this.#register, this.#context);
      return undefined;
    }
    if (signed && value > full(bits - 1)) {
      this.#problem(
        "value-too-wide",
        syntax.range,
        `${name} is signed, so it is at most ${shown(full(bits - 1))}`,
        `write ${BigInt.asIntN(bits, value)} for these bits`,
      );
      return undefined;
    }
    return BigInt.asUintN(bits, value);
  }

  #test(operator: Comparison, value: Value, range: Range): ArgumentTest {
    const { index: argument, width, signed } = this.#register;
    return {
      argument,
      width,
      signed,
      mask: this.#mask,
      operator,
      value,
      range,
    };
  }

  #because({ operator, signed }: ArgumentTest): string {
    const masked = this.#mask !== full(this.#register.bits);
    const what = masked
      ? `${this.#register.name} & ${shown(this.#mask)}`
      : this.#register.name;
    if (operator === "==" || operator === "!=")
      return `the mask ${shown(this.#mask)} clears bits that the value has`;
    const { least, most, key } = orderOf(
      this.#test(operator, ZERO, this.#syntax.range),
    );
    const number = (bits: bigint): bigint =>
      signed ? BigInt.asIntN(this.#register.width, bits) : bits;
    return `${what} is ${shown(number(key(least)))} to ${shown(number(key(most)))}`;
  }

  #pointless(
    verdict: "never" | "always",
    range: Range,
    because: string,
  ): undefined {
    return this.#problem(
      verdict === "never" ? "never-true" : "always-true",
      range,
      verdict === "never"
        ? `this can never be true: ${because}`
        : `this is always true: ${because}`,
    );
  }

  #problem(
    code: string,
    range: Range,
    message: string,
    hint?: string,
  ): undefined {
    const { problems, arch } = this.#context;
    problems.add({ code, range, arch, message, hint });
    return undefined;
  }
}

const ZERO: Value = { kind: "constant", value: 0n };

function isNamed(syntax: ValueSyntax): boolean {
  return syntax.kind === "name";
}
