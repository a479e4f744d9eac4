/** Walks over a condition's tests. */
import type { ArgumentTest, Condition } from "../model.js";

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

/** The condition with each test as `change` makes it. */
export function withTests(
  condition: Condition,
  change: (test: ArgumentTest) => ArgumentTest,
): Condition {
  switch (condition.kind) {
    case "test":
      return { kind: "test", test: change(condition.test) };
    case "not":
      return { kind: "not", of: withTests(condition.of, change) };
    case "all":
    case "any":
      return {
        kind: condition.kind,
        of: condition.of.map((one) => withTests(one, change)),
      };
    default:
      return condition satisfies never;
  }
}
