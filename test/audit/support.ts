/** Policies from text for the tests of the audit, beside the shipped ones. */
import { check } from "../../src/audit/check.js";
import type { Finding } from "../../src/audit/finding.js";
import { loadPolicy } from "../../src/policy/load.js";
import type { Policy } from "../../src/policy/model.js";
import { shippedSource } from "../../src/policy-files.js";

/** The policy of `body`, for x86_64 and aarch64 unless it has arches of its own. */
export function policyOf(body: string): Policy {
  const arches = /^arches:/m.test(body) ? "" : "arches: [x86_64, aarch64]\n";
  const file = {
    path: "example.yaml",
    text: `callgate: 1\nname: example\n${arches}${body}`,
  };
  const { policy, diagnostics } = loadPolicy(shippedSource(), file);
  if (policy === undefined)
    throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return policy;
}

export function findings(body: string): readonly Finding[] {
  return check(policyOf(body));
}

/** The ids of what is found and not accepted. */
export function idsOf(body: string): readonly string[] {
  return findings(body)
    .filter(({ accepted }) => accepted === undefined)
    .map(({ id }) => id);
}
