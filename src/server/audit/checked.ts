/** What `/check` answers: errors and warnings, and in a sound policy what the checks find. */
import { check } from "../../audit/check.js";
import { shownFinding } from "../../audit/shown.js";
import type { LoadedPolicy } from "../../policy/load.js";
import { placeOf } from "./faults.js";

export function checked({ policy }: LoadedPolicy): object {
  if (policy === undefined) return { ok: false, findings: [] };
  return {
    ok: true,
    name: policy.name,
    arches: policy.arches.map(({ arch }) => arch),
    rules: policy.rules.length,
    findings: check(policy).map((one) => shownFinding(one, placeOf)),
  };
}
