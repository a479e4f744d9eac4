/** A policy whose refusal of newer syscalls stops libraries that would do without them. */
import { actionText } from "../../policy/actions.js";
import type { ArchAction } from "../../policy/model.js";
import type { Check } from "../finding.js";
import { placeOf } from "../places.js";
import { stops } from "./wrong-refusal.js";

export const unknownRefusal: Check = {
  id: "unknown-refusal",
  severity: "note",
  sentence:
    "Numbers that are newer than the tables are refused with something other than ENOSYS. A library that tries a newer call first takes that for the answer and fails, where ENOSYS would have led it to the older call: so containers broke at clone3 and faccessat2.",
  remedy: "Write unknown: deny(ENOSYS).",
  bad: `unknown: deny(EPERM)
`,
  good: `unknown: deny(ENOSYS)
`,
  find({ policy, arches }) {
    const refusal = arches
      .map(({ meaning }) => meaning.unknown)
      .find((one: ArchAction) => stops(one));
    if (refusal === undefined) return [];
    return [
      {
        message: `every number that the tables do not have gets ${actionText(refusal.action)}, so libraries do not fall back to older calls`,
        range: placeOf(policy, "unknown"),
        rule: undefined,
      },
    ];
  },
};
