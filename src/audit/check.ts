/** Everything that the checks find in a policy, what it accepts among it. */
import type { Policy } from "../policy/model.js";
import type { Check, Finding, Found } from "./finding.js";
import { checks } from "./rules/index.js";
import { subjectOf } from "./subject.js";

/**
 * The findings of a sound policy, in the order of its files and their text. Findings that
 * the policy accepts have the reason in `accepted`. Throws a `Fault` where a condition takes
 * more memory than the prover allows itself: there is no answer then, rather than a wrong one.
 */
export function check(policy: Policy): readonly Finding[] {
  const subject = subjectOf(policy);
  const findings: Finding[] = [];
  for (const one of checks)
    for (const found of one.find(subject, findings))
      findings.push(findingOf(one, found, policy));
  const order = new Map(policy.files.map(({ path }, index) => [path, index]));
  return findings.sort(
    (a, b) =>
      (order.get(a.range.file) ?? 0) - (order.get(b.range.file) ?? 0) ||
      a.range.start - b.range.start,
  );
}

function findingOf(one: Check, found: Found, policy: Policy): Finding {
  const id = found.id ?? one.id;
  const accepts =
    found.rule === undefined ? policy.accepts : found.rule.accepts;
  // An acceptance can't accept that it is stale.
  const acceptance =
    one.id === "stale-acceptance"
      ? undefined
      : accepts?.find(({ finding }) => finding === id);
  return {
    severity: one.severity,
    remedy: one.remedy,
    ...found,
    id,
    ...(acceptance === undefined ? {} : { accepted: acceptance.reason }),
  };
}
