/** Calls that do what a rule refuses of another syscall. */
import { archTable } from "../../../syscalls/index.js";
import type { Call } from "../../compiler/call.js";
import type { ArgumentTest, Condition, Rule } from "../../policy/model.js";
import { callText } from "../call-text.js";
import { testsOf } from "../../policy/condition/walk.js";
import { withArguments } from "../conditions.js";
import type { Check, Found } from "../finding.js";
import { and, answeredWhen, never, type Question } from "../formula.js";
import { ruleText } from "../places.js";
import { waysRound } from "../risks/ways-round.js";
import type { ArchSubject } from "../subject.js";

type Index = ArgumentTest["argument"];

export const wayRound: Check = {
  id: "way-round",
  severity: "warning",
  sentence:
    "A rule narrows or refuses a syscall, and another that does the same is left open: openat2 beside openat, clone3 beside clone, tgkill beside kill. Refusals with ENOSYS, which lead a library to the other call, are no such rule.",
  remedy: "Refuse the other call, or narrow it as well.",
  bad: `rules:
  - allow: openat
    when: (flags & O_ACCMODE) == O_RDONLY
    why: Reads files.
  - allow: openat2
    why: Reads files.
`,
  good: `rules:
  - allow: openat
    when: (flags & O_ACCMODE) == O_RDONLY
    why: Reads files.
  - deny(ENOSYS): openat2
    why: Its flags can't be read.
`,
  find({ arches }) {
    const found = new Map<string, Found>();
    for (const arch of arches) {
      const asked = waysRound.flatMap(({ narrow, ways }) =>
        ways.flatMap((way) => questionOf(arch, narrow, way) ?? []),
      );
      const calls = arch.callsWhere(asked);
      asked.forEach((one, index) => {
        const call = calls[index];
        if (call === undefined) return;
        const what = foundBy(one, call, arch);
        const key = `${what.range.file} ${what.range.start} ${one.narrow} ${one.way}`;
        if (!found.has(key)) found.set(key, what);
      });
    }
    return [...found.values()];
  },
};

interface Asked extends Question {
  readonly narrow: string;
  readonly way: string;
  /** The rule that narrows or refuses `narrow`. */
  readonly narrowing: Rule;
}

/** Whether a call of `way` is permitted that does what a rule refuses of `narrow`. */
function questionOf(
  arch: ArchSubject,
  narrow: string,
  way: string,
): Asked | undefined {
  const [from, nr] = [arch.numberOf(narrow), arch.numberOf(way)];
  if (from === undefined || nr === undefined || from === nr) return undefined;
  const rules = arch.rulesFor(from);
  const [first] = rules;
  const permitted = arch.permitted(nr);
  if (first === undefined || permitted === never) return undefined;
  const refused = answeredWhen(
    rules,
    arch.meaning.default,
    ({ action }) =>
      action.kind === "kill" ||
      (action.kind === "deny" && action.errno !== "ENOSYS"),
  );
  if (refused === never) return undefined;
  const moved = onArgumentsOf(refused, arch, narrow, way);
  if (moved === undefined) return undefined;
  const condition = and(permitted, moved);
  const narrowing = narrowingRule(
    rules.map(({ rule }) => rule),
    first.rule,
  );
  return { narrow, way, narrowing, nr, condition };
}

function foundBy(
  { narrow, narrowing }: Asked,
  call: Call,
  arch: ArchSubject,
): Found {
  const { rule } = arch.decide(call);
  const range = rule?.range ?? narrowing.range;
  return {
    message: `${callText(call, arch.arch)} is allowed, and does what ${ruleText(narrowing, range)} keeps ${narrow} from`,
    range,
    rule,
    related: { message: `this one is about ${narrow}`, range: narrowing.range },
  };
}

/** The rule to name: one that refuses or has a condition, else the first. */
function narrowingRule(rules: readonly Rule[], first: Rule): Rule {
  return (
    rules.find(
      ({ action, when }) => action.kind !== "allow" || when !== undefined,
    ) ?? first
  );
}

/**
 * The condition on `narrow` as one on `way`, its arguments found by name. One that `way`
 * does not have takes an index that no test uses, and so may be anything; undefined where
 * all six are taken.
 */
function onArgumentsOf(
  condition: Condition,
  { arch, permitted, numberOf }: ArchSubject,
  narrow: string,
  way: string,
): Condition | undefined {
  const { byName } = archTable(arch);
  const names = byName.get(narrow)?.args.map(({ name }) => name) ?? [];
  const others = byName.get(way)?.args.map(({ name }) => name) ?? [];
  const wayNr = numberOf(way);
  const taken = new Set<number>(
    wayNr === undefined
      ? []
      : testsOf(permitted(wayNr)).map(({ argument }) => argument),
  );
  others.forEach((_, index) => taken.add(index));
  const indices = new Map<Index, Index>();
  for (const { argument } of testsOf(condition)) {
    if (indices.has(argument)) continue;
    const at = others.indexOf(names[argument] ?? "");
    const free = ([0, 1, 2, 3, 4, 5] as const).find((one) => !taken.has(one));
    const index = ([0, 1, 2, 3, 4, 5] as const).find((one) => one === at);
    const chosen = index ?? free;
    if (chosen === undefined) return undefined;
    taken.add(chosen);
    indices.set(argument, chosen);
  }
  return withArguments(
    condition,
    (argument) => indices.get(argument) ?? argument,
  );
}
