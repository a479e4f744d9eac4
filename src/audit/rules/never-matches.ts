/** Rules that no call reaches: proven by the prover, with the rule that answers first. */
import type { Rule } from "../../policy/model.js";
import type { Check, Found } from "../finding.js";
import { always, answeredWhen } from "../formula.js";
import { ruleText } from "../places.js";
import type { ArchSubject } from "../subject.js";
import { namesParameter } from "../conditions.js";

export const neverMatches: Check = {
  id: "never-matches",
  severity: "warning",
  sentence:
    "No call reaches the rule on any arch: rules above it answer all that it is for, or no arch of the policy has what its groups name. This is proven, not guessed; rules that name a parameter are left out.",
  remedy: "Move it above the rule that answers first, or remove it.",
  bad: `rules:
  - allow: lseek
    why: Positions in files.
  - deny: lseek
    when: whence == SEEK_HOLE
    why: Nothing looks for holes.
`,
  good: `rules:
  - deny: lseek
    when: whence == SEEK_HOLE
    why: Nothing looks for holes.
  - allow: lseek
    why: Positions in files.
`,
  find: ({ arches, own }) =>
    own.flatMap((rule) => {
      const found = neverReached(rule, arches);
      return found === undefined ? [] : [found];
    }),
};

function neverReached(
  rule: Rule,
  arches: readonly ArchSubject[],
): Found | undefined {
  let first: Rule | undefined;
  let isThere = false;
  for (const arch of arches) {
    const { meaning } = arch;
    for (const { nr, condition } of arch.entriesOf(rule)) {
      isThere = true;
      const tried = arch.rulesFor(nr, rule.phase);
      const before = tried.slice(
        0,
        tried.findIndex((one) => one.rule === rule),
      );
      if (condition === undefined && before.length === 0) return undefined;
      if (tried.some((one) => namesParameter(one.condition))) return undefined;
      const reached = answeredWhen(
        tried,
        meaning.default,
        (_, by) => by === rule,
      );
      if (arch.callWhere(reached, nr) !== undefined) return undefined;
      const call = arch.callWhere(condition ?? always, nr);
      if (call !== undefined) first ??= arch.decide(call, rule.phase).rule;
    }
  }
  if (!isThere)
    return {
      message:
        "no arch of the policy has any of the calls that this rule names",
      range: rule.range,
      rule,
    };
  if (first === undefined)
    return {
      message: "no call can satisfy this rule's condition",
      range: rule.range,
      rule,
    };
  return {
    message: `no call reaches this rule: ${ruleText(first, rule.range)} answers before it`,
    range: rule.range,
    rule,
    related: { message: "this one answers first", range: first.range },
  };
}
