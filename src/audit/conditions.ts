/** What conditions are about: their parameters, and the same tests on other arguments. */
import type { ArgumentTest, Condition } from "../policy/model.js";

/** Every test of a condition, in its order. */
export function testsOf(
  condition: Condition | undefined,
): readonly ArgumentTest[] {
  if (condition === undefined) return [];
  switch (condition.kind) {
    case "test":
      return [condition.test];
    case "not":
      return testsOf(condition.of);
    case "all":
    case "any":
      return condition.of.flatMap(testsOf);
    default:
      return condition satisfies never;
  }
}

/** The names of the parameters that a condition compares with. */
export function parametersOf(
  condition: Condition | undefined,
): readonly string[] {
  return testsOf(condition).flatMap(({ value }) =>
    value.kind === "parameter" ? [value.name] : [],
  );
}

export function namesParameter(condition: Condition | undefined): boolean {
  return parametersOf(condition).length > 0;
}

/** The condition with each argument at another index. */
export function withArguments(
  condition: Condition,
  index: (argument: ArgumentTest["argument"]) => ArgumentTest["argument"],
): Condition {
  switch (condition.kind) {
    case "test": {
      const { test } = condition;
      return {
        kind: "test",
        test: { ...test, argument: index(test.argument) },
      };
    }
    case "not":
      return { kind: "not", of: withArguments(condition.of, index) };
    case "all":
    case "any":
      return {
        kind: condition.kind,
        of: condition.of.map((one) => withArguments(one, index)),
      };
    default:
      return condition satisfies never;
  }
}
