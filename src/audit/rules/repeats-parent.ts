/** Rules that say again what a parent says: without them, every call gets the same answer. */
import type { Rule } from "../../policy/model.js";
import type { Check, Found } from "../finding.js";
import { and, answeredWhen, not } from "../formula.js";
import { ruleText } from "../places.js";
import { namesParameter } from "../conditions.js";
import type { Subject } from "../subject.js";

export const repeatsParent: Check = {
  id: "repeats-parent",
  severity: "note",
  sentence:
    "Without the rule, rules of a policy that this one extends would answer every one of its calls, and answer the same. This is proven; rules that name a parameter are left out.",
  remedy:
    "Remove it; where it is meant to stay when the parent changes, accept it and say so.",
  bad: `extends: [events]
rules:
  - allow: epoll_ctl
    why: An event loop.
`,
  good: `extends: [events]
rules:
  - allow: getpid
    why: Its own number.
`,
  find: (subject) =>
    subject.own.flatMap((rule) => {
      const by = rule.phase === "run" ? repeated(rule, subject) : undefined;
      if (by === undefined) return [];
      const found: Found = {
        message: `${ruleText(by, rule.range)}, in ${by.policy}, answers the same without it`,
        range: rule.range,
        rule,
        related: { message: "this one says the same", range: by.range },
      };
      return [found];
    }),
};

/** A parent's rule that takes over; undefined: the rule changes an answer, or none is its own. */
function repeated(rule: Rule, { policy, arches }: Subject): Rule | undefined {
  let by: Rule | undefined;
  for (const arch of arches) {
    const { meaning } = arch;
    for (const one of arch.entriesOf(rule)) {
      const tried = arch.rulesFor(one.nr);
      const isParents = (other: Rule): boolean => other.policy !== policy.name;
      if (!tried.some((other) => isParents(other.rule))) return undefined;
      if (tried.some(({ condition }) => namesParameter(condition)))
        return undefined;
      const own = answeredWhen(tried, meaning.default, (_, r) => r === rule);
      const same = answeredWhen(
        tried.filter((other) => other.rule !== rule),
        meaning.default,
        ({ value }, r) =>
          r !== undefined && isParents(r) && value === one.action.value,
      );
      if (arch.callWhere(and(own, not(same)), one.nr) !== undefined)
        return undefined;
      const call = arch.callWhere(own, one.nr);
      if (call === undefined) continue;
      by ??= tried.find(
        (other) =>
          isParents(other.rule) && other.action.value === one.action.value,
      )?.rule;
    }
  }
  return by;
}
