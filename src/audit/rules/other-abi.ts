/** Calls that a rule refuses on one ABI of a machine and that another of the same machine is let make. */
import { type ArchName } from "../../../syscalls/index.js";
import type { Call } from "../../compiler/call.js";
import type { ArchAction, Rule } from "../../policy/model.js";
import { callText } from "../call-text.js";
import type { Check, Found } from "../finding.js";
import { always, answeredWhen, never } from "../formula.js";
import { listed, ruleText } from "../places.js";
import type { ArchSubject } from "../subject.js";

export const otherAbi: Check = {
  id: "other-abi",
  severity: "warning",
  sentence:
    "A rule refuses a syscall, and another ABI of the same machine (x32 and i386 on x86_64, arm on aarch64), which the policy lists as well, may make it: a process chooses its ABI call by call.",
  remedy: "Let the rule hold for the other ABI too, or take that off arches.",
  bad: `default: allow
arches: [x86_64, i386]
rules:
  - deny: ptrace
    arch: x86_64
    why: Nothing is debugged.
`,
  good: `default: allow
arches: [x86_64, i386]
rules:
  - deny: ptrace
    why: Nothing is debugged.
`,
  find({ arches }) {
    const found = new Map<
      Rule,
      { names: Set<string>; call: Call; arch: ArchName; by: Rule | undefined }
    >();
    for (const here of arches)
      for (const there of arches)
        if (here !== there && areOfOneMachine(here.arch, there.arch))
          for (const { rule, name, call } of openedBy(here, there)) {
            const known = found.get(rule);
            if (known !== undefined) known.names.add(name);
            else
              found.set(rule, {
                names: new Set([name]),
                call,
                arch: there.arch,
                by: there.decide(call).rule,
              });
          }
    return [...found].map(([rule, { names, call, arch, by }]): Found => {
      const others = [...names].slice(1);
      const more = others.length === 0 ? "" : ` (so does ${listed(others)})`;
      return {
        message: `${callText(call, arch)} is allowed${by === undefined ? " by default" : ` by ${ruleText(by, rule.range)}`}, past this rule, by a process of the same machine${more}`,
        range: rule.range,
        rule,
        ...(by === undefined
          ? {}
          : { related: { message: "this one allows it", range: by.range } }),
      };
    });
  },
};

/** Whose calls one kernel takes from one process. */
const MACHINES: readonly (readonly ArchName[])[] = [
  ["x86_64", "x32", "i386"],
  ["aarch64", "arm"],
];

function areOfOneMachine(a: ArchName, b: ArchName): boolean {
  return MACHINES.some((one) => one.includes(a) && one.includes(b));
}

interface Opened {
  /** The rule that refuses the syscall, whatever its arguments. */
  readonly rule: Rule;
  readonly name: string;
  readonly call: Call;
}

function openedBy(here: ArchSubject, there: ArchSubject): readonly Opened[] {
  const opened: Opened[] = [];
  const seen = new Set<number>();
  for (const { nr, name } of here.meaning.rules) {
    if (seen.has(nr)) continue;
    seen.add(nr);
    const refusing = here.rulesFor(nr).find(({ action }) => refuses(action));
    const other = there.numberOf(name);
    if (refusing === undefined || other === undefined) continue;
    if (!isClosed(here, nr)) continue;
    const permitted = there.permitted(other);
    if (permitted === never) continue;
    const call = there.callWhere(permitted, other);
    if (call !== undefined) opened.push({ rule: refusing.rule, name, call });
  }
  return opened;
}

/** No call of it is made, and a rule, not the default, says so of some. */
function isClosed(arch: ArchSubject, nr: number): boolean {
  const permitted = arch.permitted(nr);
  if (permitted === always) return false;
  if (permitted !== never && arch.callWhere(permitted, nr) !== undefined)
    return false;
  const byRule = answeredWhen(
    arch.rulesFor(nr),
    arch.meaning.default,
    (action, rule) => rule !== undefined && refuses(action),
  );
  return byRule === always || arch.callWhere(byRule, nr) !== undefined;
}

/** Refusals that lead a library to another call are no barrier, as in `way-round`. */
function refuses({ action }: ArchAction): boolean {
  return (
    action.kind === "kill" ||
    action.kind === "trap" ||
    (action.kind === "deny" && action.errno !== "ENOSYS")
  );
}
