/** A condition as it was written: names not yet looked up, places kept. */
import type { Range } from "../../document/diagnostic.js";
import type { Comparison } from "../model.js";

export type BinaryOperator = "|" | "&" | "<<" | "+" | "-";

/** An expression without arguments in it. */
export type ValueSyntax =
  | { readonly kind: "number"; readonly value: bigint; readonly range: Range }
  | { readonly kind: "name"; readonly name: string; readonly range: Range }
  | { readonly kind: "parameter"; readonly name: string; readonly range: Range }
  | {
      readonly kind: "unary";
      readonly operator: "~" | "-";
      readonly operand: ValueSyntax;
      readonly range: Range;
    }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: ValueSyntax;
      readonly right: ValueSyntax;
      readonly range: Range;
    };

/** `first`, or `first..last` with both included. */
export interface ItemSyntax {
  readonly first: ValueSyntax;
  readonly last: ValueSyntax | undefined;
  readonly range: Range;
}

export interface TestSyntax {
  readonly kind: "test";
  readonly argument: { readonly name: string; readonly range: Range };
  readonly mask: ValueSyntax | undefined;
  readonly relation:
    /** The argument, or its masked bits, alone: not 0. */
    | { readonly kind: "bits" }
    | {
        readonly kind: "compare";
        readonly operator: Comparison;
        readonly value: ValueSyntax;
      }
    | { readonly kind: "in"; readonly items: readonly ItemSyntax[] }
    | { readonly kind: "only"; readonly value: ValueSyntax };
  readonly range: Range;
}

export type ConditionSyntax =
  | TestSyntax
  | {
      readonly kind: "and" | "or";
      readonly of: readonly ConditionSyntax[];
      readonly range: Range;
    }
  | {
      readonly kind: "not";
      readonly of: ConditionSyntax;
      readonly range: Range;
    };

/** Every test in the condition, in the order of the text. */
export function testsOf(condition: ConditionSyntax): readonly TestSyntax[] {
  switch (condition.kind) {
    case "test":
      return [condition];
    case "not":
      return testsOf(condition.of);
    case "and":
    case "or":
      return condition.of.flatMap(testsOf);
  }
}

/** What the test's argument is masked and compared with. */
export function valuesOf({ mask, relation }: TestSyntax): readonly ValueSyntax[] {
  const values = mask === undefined ? [] : [mask];
  switch (relation.kind) {
    case "bits":
      return values;
    case "compare":
    case "only":
      return [...values, relation.value];
    case "in":
      return [
        ...values,
        ...relation.items.flatMap(({ first, last }) =>
          last === undefined ? [first] : [first, last],
        ),
      ];
  }
}

/** The names of constants in the condition, each once. */
export function constantsIn(condition: ConditionSyntax): readonly string[] {
  const names = new Set<string>();
  const visit = (value: ValueSyntax): void => {
    switch (value.kind) {
      case "name":
        names.add(value.name);
        return;
      case "unary":
        visit(value.operand);
        return;
      case "binary":
        visit(value.left);
        visit(value.right);
        return;
      default:
    }
  };
  for (const test of testsOf(condition)) valuesOf(test).forEach(visit);
  return [...names];
}
