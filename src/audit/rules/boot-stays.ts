/** Boot rules whose calls the run phase allows as well, so that nothing ends with boot. */
import type { Rule } from "../../policy/model.js";
import type { Check } from "../finding.js";
import { and, answeredWhen, not } from "../formula.js";
import { namesParameter } from "../conditions.js";
import type { Subject } from "../subject.js";

export const bootStays: Check = {
  id: "boot-stays",
  severity: "warning",
  sentence:
    "The run phase allows every call of a boot rule: what was meant for the start is allowed for good. This is proven; rules that name a parameter are left out.",
  remedy:
    "Remove the run rule that allows it, or the boot rule, if the call is needed all along.",
  bad: `rules:
  - allow: execve
    why: Left over.
boot:
  rules:
    - allow: execve
      why: Becomes the interpreter.
`,
  good: `boot:
  rules:
    - allow: execve
      why: Becomes the interpreter.
`,
  find: (subject) =>
    subject.own
      .filter((rule) => rule.phase === "boot" && stays(rule, subject))
      .map((rule) => ({
        message:
          "every call that this boot rule allows stays allowed in the run phase",
        range: rule.range,
        rule,
      })),
};

function stays(rule: Rule, { arches }: Subject): boolean {
  let isReached = false;
  for (const arch of arches) {
    for (const { rule: other, nr } of arch.meaning.bootRules) {
      if (other !== rule) continue;
      const tried = arch.rulesFor(nr, "boot");
      if (tried.some(({ condition }) => namesParameter(condition)))
        return false;
      const own = answeredWhen(
        tried,
        arch.meaning.default,
        (_, by) => by === rule,
      );
      const ends = and(own, not(arch.permitted(nr)));
      if (arch.callWhere(ends, nr) !== undefined) return false;
      isReached ||= arch.callWhere(own, nr) !== undefined;
    }
  }
  return isReached;
}
