/** Calls of the catalogue of risks that the run phase permits, rule by rule. */
import type { ArchName } from "../../../syscalls/index.js";
import type { Call } from "../../compiler/program.js";
import type { Rule } from "../../policy/model.js";
import { callText } from "../call-text.js";
import type { Check, Found } from "../finding.js";
import {
  and,
  answeredWhen,
  never,
  permits,
  type Question,
} from "../formula.js";
import { listed, placeOf } from "../places.js";
import type { Risk } from "../risks/catalogue.js";
import { riskyCalls } from "../risks/read.js";
import type { ArchSubject, Subject } from "../subject.js";

export const riskyCall: Check = {
  id: "risky-call",
  severity: "note",
  sentence:
    "The run phase permits a call that the catalogue of risks knows. The finding has the risk's own id, and a call that shows it.",
  remedy:
    "Leave the syscall out, or narrow the rule with a when; where it is needed, accept the risk by its id, with the reason.",
  bad: `rules:
  - allow: ioctl
    why: Terminals.
`,
  good: `rules:
  - allow: ioctl
    when: cmd in {TCGETS, TIOCGWINSZ}
    why: Is it a terminal, and how wide.
`,
  find: permittedRisks,
};

interface Shown {
  readonly risk: Risk;
  readonly rule: Rule | undefined;
  readonly call: Call;
  readonly arch: ArchName;
  readonly names: Set<string>;
  readonly arches: Set<ArchName>;
}

/** A finding for each risk and each rule that permits calls of it, and one for the default. */
function permittedRisks({ policy, arches }: Subject): Found[] {
  const shown = new Map<string, Shown>();
  for (const arch of arches) {
    const asked = questionsOf(arch);
    const calls = arch.callsWhere(asked);
    asked.forEach(({ risk, rule, name }, index) => {
      const call = calls[index];
      if (call === undefined) return;
      const key = `${risk.id} ${rule?.id ?? "default"}`;
      const known = shown.get(key);
      if (known === undefined)
        shown.set(key, {
          risk,
          rule,
          call,
          arch: arch.arch,
          names: new Set([name]),
          arches: new Set([arch.arch]),
        });
      else {
        known.names.add(name);
        known.arches.add(arch.arch);
      }
    });
  }
  return [...shown.values()].map((one) => ({
    id: one.risk.id,
    message: sentenceOf(one),
    range: one.rule?.range ?? placeOf(policy, "default"),
    rule: one.rule,
  }));
}

interface Asked extends Question {
  readonly risk: Risk;
  readonly rule: Rule | undefined;
  readonly name: string;
}

/** Whether each rule that permits some call of a risky syscall permits the risk. */
function questionsOf(arch: ArchSubject): Asked[] {
  const { rulesFor, meaning } = arch;
  const isPermitted = (nr: number): boolean =>
    permittingRules(arch, nr).size > 0;
  return riskyCalls(arch.arch, isPermitted)
    .filter(({ risk }) => isReachable(arch, risk))
    .flatMap(({ risk, name, nr, condition }) =>
      [...permittingRules(arch, nr)].map((rule): Asked => {
        const permitted = answeredWhen(
          rulesFor(nr),
          meaning.default,
          (action, by) => by === rule && permits(action),
        );
        return { risk, rule, name, nr, condition: and(permitted, condition) };
      }),
    );
}

/** What the risk needs beside it is permitted, too. */
function isReachable(arch: ArchSubject, { with: needed }: Risk): boolean {
  return (
    needed === undefined ||
    needed.some((name) => {
      const nr = arch.numberOf(name);
      return nr !== undefined && arch.permitted(nr) !== never;
    })
  );
}

function permittingRules(
  { rulesFor, meaning }: ArchSubject,
  nr: number,
): ReadonlySet<Rule | undefined> {
  const rules = new Set<Rule | undefined>();
  for (const { rule, action } of rulesFor(nr))
    if (permits(action)) rules.add(rule);
  if (permits(meaning.default)) rules.add(undefined);
  return rules;
}

function sentenceOf({ risk, call, arch, names, arches }: Shown): string {
  const [, ...otherNames] = names;
  const otherArches = [...arches].filter((one) => one !== arch);
  const also = [
    ...(otherNames.length > 0 ? [`so does ${listed(otherNames)}`] : []),
    ...(otherArches.length > 0 ? [`and so on ${listed(otherArches)}`] : []),
  ];
  const more = also.length === 0 ? "" : ` (${also.join("; ")})`;
  return `${callText(call, arch)} is allowed: it ${risk.sentence}${more}`;
}
