/** The parameters that a policy's conditions may name. */
import type { Report } from "../document/diagnostic.js";
import { inOrder, type PolicyNode } from "./extends.js";
import type { Parameter } from "./model.js";

/** Those of the policy and of all that it extends; its own declaration comes first. */
export function paramsInScope(
  root: PolicyNode,
  report: Report,
): ReadonlyMap<string, Parameter> {
  const found = new Map<string, Parameter>();
  for (const { syntax } of inOrder(root)) {
    for (const param of syntax.params) {
      const known = found.get(param.name);
      if (known === undefined) found.set(param.name, param);
      else if (known.width !== param.width)
        report({
          code: "parameter-width",
          severity: "error",
          message: `$${param.name} has ${param.width} bits here and ${known.width} in ${known.range.file}`,
          range: param.range,
          hint: "give both the same width",
        });
    }
  }
  return found;
}
