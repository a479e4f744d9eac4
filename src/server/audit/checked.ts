/** What `/check` answers: errors and warnings, and in a sound policy what the checks find. */
import { check } from "../../audit/check.js";
import type { Finding } from "../../audit/finding.js";
import type { LoadedPolicy } from "../../policy/load.js";
import { placeOf } from "./faults.js";

export function checked({ policy }: LoadedPolicy): object {
  if (policy === undefined) return { ok: false, findings: [] };
  return {
    ok: true,
    name: policy.name,
    arches: policy.arches.map(({ arch }) => arch),
    rules: policy.rules.length,
    findings: check(policy).map(shownFinding),
  };
}

function shownFinding(finding: Finding): object {
  const { id, severity, message, remedy, range, related, accepted } = finding;
  return {
    id,
    severity,
    message,
    ...placeOf(range),
    remedy,
    related: related && {
      message: related.message,
      ...placeOf(related.range),
    },
    accepted,
  };
}
