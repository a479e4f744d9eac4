/** A policy that lets through syscalls newer than its tables. */
import type { Check } from "../finding.js";
import { permits } from "../formula.js";
import { placeOf } from "../places.js";

export const unknownAllows: Check = {
  id: "unknown-allows",
  severity: "warning",
  sentence:
    "Numbers that are newer than the tables are allowed: nobody can have judged those calls.",
  remedy: "Write unknown: deny(ENOSYS), on which libraries fall back.",
  bad: `unknown: allow
`,
  good: `unknown: deny(ENOSYS)
`,
  find({ policy, arches }) {
    if (!arches.some(({ meaning }) => permits(meaning.unknown))) return [];
    return [
      {
        message: "every number that the tables do not have is allowed",
        range: placeOf(policy, "unknown"),
        rule: undefined,
      },
    ];
  },
};
