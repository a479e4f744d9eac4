/** A policy whose default lets through what nobody thought of. */
import type { Check } from "../finding.js";
import { permits } from "../formula.js";
import { placeOf } from "../places.js";

export const defaultAllows: Check = {
  id: "default-allows",
  severity: "note",
  sentence:
    "The default allows, so every call that no rule names is made: those that a newer table adds, too.",
  remedy: "Write default: deny(EPERM), and rules for what the program needs.",
  bad: `default: allow
rules:
  - deny: ptrace
    why: Nothing is debugged.
`,
  good: `default: deny(EPERM)
rules:
  - allow: read
    why: Reads what it holds.
`,
  find({ policy, arches }) {
    if (!arches.some(({ meaning }) => permits(meaning.default))) return [];
    return [
      {
        message: "every known syscall that no rule matches is allowed",
        range: placeOf(policy, "default"),
        rule: undefined,
      },
    ];
  },
};
