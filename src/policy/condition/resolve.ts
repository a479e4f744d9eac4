/**
 * Gives a condition its meaning for one syscall on one arch: arguments become registers
 * with the width and sign that the kernel reads, names become values, and comparisons that
 * could never decide anything are refused.
 */
import type { Syscall } from "../../../syscalls/index.js";
import type { Range } from "../../document/diagnostic.js";
import type { Condition } from "../model.js";
import { bitsOf } from "./bits.js";
import { decided } from "./contradictions.js";
import { registerOf, type Register } from "./registers.js";
import { valuesOf, type ConditionSyntax, type TestSyntax } from "./syntax.js";
import { TestBuilder } from "./comparisons.js";
import { constantValue, full, lookUp, type ValueContext } from "./values.js";

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

/**
 * That one of several holds: the values of a set, or the alternatives of a rule, which stand
 * at `range`. Undefined where together they leave nothing out.
 */
export function anyOf(
  of: readonly Condition[],
  range: Range,
  context: Pick<ValueContext, "arch" | "problems">,
  whereAlways = WHERE_ALWAYS,
): Condition | undefined {
  const [only] = of;
  return of.length === 1 && only !== undefined
    ? only
    : useful({ kind: "any", of }, range, context, whereAlways);
}

const WHERE_ALWAYS = `where all must hold, write "and"; else leave it out`;

/** The condition, unless its parts together can only have one answer. */
function useful(
  condition: Condition,
  range: Range,
  { arch, problems }: Pick<ValueContext, "arch" | "problems">,
  whereAlways = WHERE_ALWAYS,
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
    hint:
      verdict === "never"
        ? `where either may hold, write "or"`
        : whereAlways,
  });
  return undefined;
}

function resolveTest(
  syntax: TestSyntax,
  syscall: Syscall,
  context: ValueContext,
): Condition | undefined {
  const condition = testCondition(syntax, syscall, context);
  // Where one part is wrong the others were not looked at, and all are told in one run.
  if (condition === undefined)
    for (const value of valuesOf(syntax)) lookUp(value, context);
  return condition;
}

function testCondition(
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
      return anyOf(sound, syntax.range, context, "leave the test out");
    }
  }
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
    hint: "write the bits that are",
  });
  return undefined;
}
