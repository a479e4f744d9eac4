/** A policy with its parameters at values: other tools' files have no word for a parameter. */
import { withTests } from "../../policy/condition/walk.js";
import type { ArgumentTest, Policy } from "../../policy/model.js";
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
          : {
              ...rule,
              condition: withTests(rule.condition, (test) =>
                boundTest(test, values),
              ),
            },
      ),
    })),
  };
}

function boundTest(
  test: ArgumentTest,
  values: ReadonlyMap<string, bigint>,
): ArgumentTest {
  const value =
    test.value.kind === "parameter" ? values.get(test.value.name) : undefined;
  if (value === undefined) return test;
  const constant = BigInt.asUintN(test.width, value);
  return { ...test, value: { kind: "constant", value: constant } };
}
