/** A policy that lets another ABI of the machine past every rule. */
import type { Check } from "../finding.js";
import { permits } from "../formula.js";
import { placeOf } from "../places.js";

export const foreignAllows: Check = {
  id: "foreign-allows",
  severity: "warning",
  sentence:
    "Calls of another ABI (i386 and x32 on x86_64, arm on aarch64) are allowed, with other numbers for the same calls: no rule holds for them.",
  remedy: "Write foreign: kill, and list the ABI under arches if it is needed.",
  bad: `foreign: allow
`,
  good: `foreign: kill
`,
  find({ policy, arches }) {
    const open = arches.filter(({ meaning }) => permits(meaning.foreign));
    if (open.length === 0) return [];
    return [
      {
        message:
          "every call of another ABI of the machine is allowed, whatever the rules say",
        range: placeOf(policy, "foreign"),
        rule: undefined,
      },
    ];
  },
};
