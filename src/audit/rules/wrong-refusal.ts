/** Refusals that stop a library where ENOSYS would let it fall back. */
import type { ArchName } from "../../../syscalls/index.js";
import type { ArchAction, Rule } from "../../policy/model.js";
import type { Check, Found } from "../finding.js";
import { always, answeredWhen, never } from "../formula.js";
import { listed, placeOf } from "../places.js";
import { fallBacks } from "../risks/fall-backs.js";
import type { ArchSubject } from "../subject.js";

export const wrongRefusal: Check = {
  id: "wrong-refusal",
  severity: "warning",
  sentence:
    "A newer call is refused with something other than ENOSYS, while the older call that libraries fall back to is allowed: they fail instead.",
  remedy: "Write a rule deny(ENOSYS) for it.",
  bad: `rules:
  - allow: clone
    when: clone_flags & CLONE_THREAD
    why: Threads.
  - deny(EPERM): clone3
    why: Its flags can't be read.
`,
  good: `rules:
  - allow: clone
    when: clone_flags & CLONE_THREAD
    why: Threads.
  - deny(ENOSYS): clone3
    why: Its flags can't be read.
`,
  find({ policy, arches }) {
    const found = new Map<
      Rule | undefined,
      { names: Set<string>; to: Set<string>; arches: Set<ArchName> }
    >();
    for (const arch of arches) {
      for (const { name, to } of fallBacks) {
        const nr = arch.numberOf(name);
        const older = to.filter((one) => isPermitted(arch, one));
        if (nr === undefined || older.length === 0) continue;
        if (isPermitted(arch, name)) continue;
        const stopped = answeredWhen(
          arch.rulesFor(nr),
          arch.meaning.default,
          stops,
        );
        const call = arch.callWhere(stopped, nr);
        if (call === undefined) continue;
        const { rule } = arch.decide(call);
        const known = found.get(rule);
        const all = known ?? {
          names: new Set<string>(),
          to: new Set<string>(),
          arches: new Set<ArchName>(),
        };
        all.names.add(name);
        for (const one of older) all.to.add(one);
        all.arches.add(arch.arch);
        found.set(rule, all);
      }
    }
    return [...found].map(([rule, one]): Found => ({
      message: `${rule === undefined ? "the default refuses" : "this rule refuses"} ${listed(one.names)} on ${listed(one.arches)} with another errno than ENOSYS, so libraries do not fall back to ${listed(one.to)}`,
      range: rule?.range ?? placeOf(policy, "default"),
      rule,
    }));
  },
};

/** Whether a library takes the refusal for an answer, and does not fall back. */
export function stops({ action }: ArchAction): boolean {
  return (
    action.kind === "kill" ||
    action.kind === "trap" ||
    (action.kind === "deny" &&
      action.errno !== "ENOSYS" &&
      action.errno !== ENOSYS)
  );
}

/** errno.h's ENOSYS, which most arches have as 38. */
const ENOSYS = 38;

function isPermitted(arch: ArchSubject, name: string): boolean {
  const nr = arch.numberOf(name);
  if (nr === undefined) return false;
  const condition = arch.permitted(nr);
  if (condition === never) return false;
  return condition === always || arch.callWhere(condition, nr) !== undefined;
}
