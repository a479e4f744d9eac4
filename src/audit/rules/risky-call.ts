/** Calls of the catalogue of risks that the run phase permits, rule by rule. */
import type { ArchName } from "../../../syscalls/index.js";
import type { Call } from "../../compiler/call.js";
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
import { riskyCalls, type RiskAt } from "../risks/read.js";
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

/** A rule that permits a risk, or the default, and a call that shows it. */
interface Permitted {
  readonly rule: Rule | undefined;
  readonly call: Call;
}

interface Shown extends Permitted {
  readonly risk: Risk;
  readonly arch: ArchName;
  readonly names: Set<string>;
  readonly arches: Set<ArchName>;
}

/** A finding for each risk and each rule that permits calls of it, and one for the default. */
function permittedRisks({ policy, arches }: Subject): Found[] {
  const shown = new Map<string, Shown>();
  // Most is the same on every arch, and is asked on the first.
  const answered = new Map<string, readonly Permitted[]>();
  for (const subject of arches) {
    const { arch } = subject;
    for (const [{ risk, name }, permitted] of permittedOn(subject, answered))
      for (const { rule, call } of permitted) {
        const key = `${risk.id} ${rule?.id ?? "default"}`;
        const known = shown.get(key) ?? {
          ...{ risk, rule, call, arch },
          names: new Set<string>(),
          arches: new Set<ArchName>(),
        };
        shown.set(key, known);
        known.names.add(name);
        known.arches.add(arch);
      }
  }
  return [...shown.values()].map((one) => ({
    id: one.risk.id,
    message: sentenceOf(one),
    range: one.rule?.range ?? placeOf(policy, "default"),
    rule: one.rule,
  }));
}

interface Asked extends Question {
  readonly key: string;
  readonly rule: Rule | undefined;
}

/** The risky calls of an arch with what permits them; `answered` is what other arches had. */
function permittedOn(
  arch: ArchSubject,
  answered: Map<string, readonly Permitted[]>,
): (readonly [RiskAt, readonly Permitted[]])[] {
  const { meaning } = arch;
  const asked: Asked[] = [];
  const risky = riskyCalls(arch.arch, (nr) => permitsSome(arch, nr))
    .filter(({ risk }) => isReachable(arch, risk))
    .map((one) => {
      const { risk, name, nr, condition } = one;
      const key = `${risk.id} ${name} ${arch.idOf(condition).toString()} ${arch.signatureOf(nr)}`;
      if (!answered.has(key)) {
        answered.set(key, []);
        const rules = arch.rulesFor(nr);
        for (const rule of permittingRules(arch, nr)) {
          const permitted = answeredWhen(
            rules,
            meaning.default,
            (action, by) => by === rule && permits(action),
          );
          const both = and(permitted, condition);
          asked.push({ key, rule, nr, condition: both });
        }
      }
      return [one, key] as const;
    });
  arch.callsWhere(asked).forEach((call, index) => {
    const question = asked[index];
    if (call === undefined || question === undefined) return;
    const { key, rule } = question;
    answered.set(key, [...(answered.get(key) ?? []), { rule, call }]);
  });
  return risky.map(([one, key]) => [one, answered.get(key) ?? []]);
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

/** Whether `permittingRules` are any. */
function permitsSome({ rulesFor, meaning }: ArchSubject, nr: number): boolean {
  return (
    permits(meaning.default) ||
    rulesFor(nr).some(({ action }) => permits(action))
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
