/** What conditions are about: their parameters, and the same tests on other arguments. */
import { testsOf, withTests } from "../policy/condition/walk.js";
import type { ArgumentTest, Condition } from "../policy/model.js";

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
  return withTests(condition, (test) => ({
    ...test,
    argument: index(test.argument),
  }));
}
