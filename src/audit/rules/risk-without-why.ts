/** Rules about dangerous syscalls that give the reviewer no reason. */
import type { Check } from "../finding.js";
import { permits } from "../formula.js";
import { listed } from "../places.js";
import { riskySyscalls } from "../risks/catalogue.js";

/** Longer lists are cut: the sentence is for people. */
const NAMES_MAX = 6;

export const riskWithoutWhy: Check = {
  id: "risk-without-why",
  severity: "note",
  sentence:
    "A rule allows calls of a syscall that the catalogue of risks names, and gives no reason: nobody can say later whether it is still needed.",
  remedy:
    "Add a why, in a sentence: what needs the call, and what keeps it harmless.",
  bad: `rules:
  - allow: prctl
    when: option == PR_SET_NAME
`,
  good: `rules:
  - allow: prctl
    when: option == PR_SET_NAME
    why: Names for threads, which debuggers show.
`,
  find({ arches, own }) {
    return own.flatMap((rule) => {
      if (rule.phase !== "run" || rule.why !== undefined) return [];
      const names = new Set(
        arches.flatMap((arch) =>
          arch
            .entriesOf(rule)
            .filter(({ action }) => permits(action))
            .map(({ name }) => name)
            .filter((name) => riskySyscalls.has(name)),
        ),
      );
      if (names.size === 0) return [];
      const first = [...names].slice(0, NAMES_MAX);
      const rest = names.size - first.length;
      const text =
        rest === 0 ? listed(first) : `${first.join(", ")} and ${rest} more`;
      return [
        {
          message: `this rule allows calls of ${text} and does not say why`,
          range: rule.range,
          rule,
        },
      ];
    });
  },
};
