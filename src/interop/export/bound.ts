/** A policy with its parameters at values: other tools' files have no word for a parameter. */
import type { Condition, Policy } from "../../policy/model.js";
import { requireInRange } from "../../policy/parameter-range.js";

/** Throws where a value does not fit. A parameter that has no value stays one. */
export function boundPolicy(
  policy: Policy,
  values: ReadonlyMap<string, bigint>,
): Policy {
  if (values.size === 0) return policy;
  for (const arch of policy.arches) requireInRange(values, arch, policy.params);
  return {
    ...policy,
    arches: policy.arches.map((arch) => ({
      ...arch,
      rules: arch.rules.map((rule) =>
        rule.condition === undefined
          ? rule
          : { ...rule, condition: boundCondition(rule.condition, values) },
      ),
    })),
  };
}

function boundCondition(
  condition: Condition,
  values: ReadonlyMap<string, bigint>,
): Condition {
  switch (condition.kind) {
    case "all":
    case "any":
      return {
        ...condition,
        of: condition.of.map((one) => boundCondition(one, values)),
      };
    case "not":
      return { ...condition, of: boundCondition(condition.of, values) };
    case "test": {
      const { test } = condition;
      const value =
        test.value.kind === "parameter"
          ? values.get(test.value.name)
          : undefined;
      if (value === undefined) return condition;
      const constant = BigInt.asUintN(test.width, value);
      return {
        ...condition,
        test: { ...test, value: { kind: "constant", value: constant } },
      };
    }
    default:
      return condition satisfies never;
  }
}
