/** Calls that one arch permits and its sisters refuse, where no rule says why. */
import { multiplexedCalls, type ArchName } from "../../../syscalls/index.js";
import type { Rule } from "../../policy/model.js";
import type { Check, Found } from "../finding.js";
import { answeredWhen, never, permits } from "../formula.js";
import { listed } from "../places.js";
import type { ArchSubject, Subject } from "../subject.js";

export const archParity: Check = {
  id: "arch-parity",
  severity: "warning",
  sentence:
    "A syscall is allowed on one arch, never on another that has it too, and the rule that allows it gives no reason: often a name was forgotten.",
  remedy: "Allow or refuse it on both, or say why in the rule.",
  bad: `rules:
  - allow: getpid
    arch: x86_64
`,
  good: `rules:
  - allow: getpid
    arch: x86_64
    why: Only the x86_64 build of the program asks for it.
`,
  find(subject) {
    const found = new Map<
      Rule,
      { names: Set<string>; on: Set<ArchName>; off: Set<ArchName> }
    >();
    for (const { rule, name, on, off } of differences(subject)) {
      const known = found.get(rule) ?? {
        names: new Set<string>(),
        on: new Set<ArchName>(),
        off: new Set<ArchName>(),
      };
      known.names.add(name);
      known.on.add(on);
      for (const one of off) known.off.add(one);
      found.set(rule, known);
    }
    return [...found].map(([rule, { names, on, off }]): Found => ({
      message: `${listed(names)} is allowed on ${listed(on)} and never on ${listed(off)}, which has it too`,
      range: rule.range,
      rule,
    }));
  },
};

interface Difference {
  readonly rule: Rule;
  readonly name: string;
  readonly on: ArchName;
  readonly off: readonly ArchName[];
}

function differences({ arches, own }: Subject): Difference[] {
  const mine = new Set(own.filter(({ why }) => why === undefined));
  return arches.flatMap((arch) =>
    arch.meaning.rules.flatMap((one): Difference[] => {
      const { rule, name, action } = one;
      if (!mine.has(rule) || !permits(action)) return [];
      if (isMultiplexer(arch, one.nr)) return [];
      const off = arches.filter((other) => isRefused(other, name));
      if (off.length === 0) return [];
      const reached = answeredWhen(
        arch.rulesFor(one.nr),
        arch.meaning.default,
        (_, by) => by === rule,
      );
      if (arch.callWhere(reached, one.nr) === undefined) return [];
      return [
        { rule, name, on: arch.arch, off: off.map((other) => other.arch) },
      ];
    }),
  );
}

/** The arch has the syscall, and no call of it is permitted. */
function isRefused(arch: ArchSubject, name: string): boolean {
  const nr = arch.numberOf(name);
  if (nr === undefined) return false;
  const condition = arch.permitted(nr);
  return condition === never || arch.callWhere(condition, nr) === undefined;
}

/** `socketcall` and `ipc` are there on some arches only, and stand for others. */
function isMultiplexer({ arch }: ArchSubject, nr: number): boolean {
  return multiplexedCalls(arch).some(({ through }) => through.nr === nr);
}
