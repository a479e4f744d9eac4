/** Acceptances of what is not found: they would hide it if it came back. */
import type { Acceptance, Rule } from "../../policy/model.js";
import type { Check, Found } from "../finding.js";

export const staleAcceptance: Check = {
  id: "stale-acceptance",
  severity: "warning",
  sentence:
    "A rule, or the policy, accepts a finding that is not there: it would hide the finding if it came back.",
  remedy: "Remove the acceptance, or correct its id.",
  bad: `rules:
  - allow: read
    why: Reads what it holds.
    accept:
      ptrace: A debugger needs it.
`,
  good: `rules:
  - allow: ptrace
    why: A debugger.
    accept:
      ptrace: A debugger needs it.
`,
  find({ policy, own }, found) {
    const stale = (
      accepts: readonly Acceptance[] | undefined,
      rule: Rule | undefined,
    ): Found[] =>
      (accepts ?? [])
        .filter(
          ({ finding }) =>
            !found.some((one) => one.id === finding && one.rule === rule),
        )
        .map(({ finding, range }) => ({
          message: `nothing with the id ${finding} is found here`,
          range,
          rule: undefined,
        }));
    return [
      ...stale(policy.accepts, undefined),
      ...own.flatMap((rule) => stale(rule.accepts, rule)),
    ];
  },
};
