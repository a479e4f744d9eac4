/** Groups of which a rule decides one member's calls, and no other's. */
import type { Rule, RuleGroup } from "../../policy/model.js";
import type { Check, Found } from "../finding.js";
import { namesParameter } from "../conditions.js";
import { answeredWhen } from "../formula.js";
import type { ArchSubject } from "../subject.js";

export const groupForOne: Check = {
  id: "group-for-one",
  severity: "note",
  sentence:
    "The rule names a group, and calls of a single member of it reach the rule on every arch: rules above answer those of all others. What a later version adds to the group would be decided by chance. This is proven.",
  remedy: "Name the member instead of the group.",
  bad: `rules:
  - deny: [eventfd, eventfd2, select, pselect6, poll, ppoll]
  - deny: [epoll_create, epoll_create1, epoll_wait, epoll_pwait, epoll_pwait2]
  - deny: [epoll_ctl_old, epoll_wait_old]
  - allow: "@io-event"
    why: An event loop.
`,
  good: `rules:
  - deny: [eventfd, eventfd2, select, pselect6, poll, ppoll]
  - allow: "@io-event"
    why: An event loop.
`,
  find: ({ arches, own }) =>
    own.flatMap((rule) =>
      (rule.groups ?? []).flatMap((group): Found[] => {
        const only = onlyMember(rule, group, arches);
        return only === undefined
          ? []
          : [
              {
                message: `of ${group.name}, calls of ${only} alone reach this rule`,
                range: group.range,
                rule,
              },
            ];
      }),
    ),
};

/** The one member whose calls the rule answers; undefined: there are more, or none. */
function onlyMember(
  rule: Rule,
  group: RuleGroup,
  arches: readonly ArchSubject[],
): string | undefined {
  const members = new Set(group.syscalls);
  const there = new Set<string>();
  const reached = new Set<string>();
  for (const arch of arches) {
    const all =
      rule.phase === "run" ? arch.meaning.rules : arch.meaning.bootRules;
    for (const { rule: other, name, nr, condition } of all) {
      if (other !== rule || !members.has(name)) continue;
      there.add(name);
      if (reached.has(name)) continue;
      const tried = arch.rulesFor(nr, rule.phase);
      const isFirst = condition === undefined && tried[0]?.rule === rule;
      const isOpen = tried.some((one) => namesParameter(one.condition));
      const own = (): boolean => {
        const answered = answeredWhen(
          tried,
          arch.meaning.default,
          (_, by) => by === rule,
        );
        return arch.callWhere(answered, nr) !== undefined;
      };
      if (isFirst || isOpen || own()) reached.add(name);
      if (reached.size > 1) return undefined;
    }
  }
  const [only] = reached;
  return there.size > 1 ? only : undefined;
}
