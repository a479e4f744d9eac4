/** What each syscall gets on each arch, exactly: the prover says which answers some call gets. */
import { archTable } from "../../../syscalls/index.js";
import { actionText } from "../../policy/actions.js";
import type { ArchAction, ArchRule, Policy, Rule } from "../../policy/model.js";
import type { Finding } from "../finding.js";
import { answeredWhen, permits, type Question } from "../formula.js";
import { risks } from "../risks/catalogue.js";
import { subjectOf, type ArchSubject } from "../subject.js";
import type { Answer, Cell, MatrixRow } from "./model.js";

/** A row for each syscall that some arch of the policy has, by name. */
export function matrixOf(
  policy: Policy,
  findings: readonly Finding[],
): readonly MatrixRow[] {
  const { arches } = subjectOf(policy);
  const cells = arches.map(cellsOf);
  const names = new Set(
    arches.flatMap(({ arch }) => [...archTable(arch).byName.keys()]),
  );
  return [...names].sort().map((name) => {
    const rules = new Set<Rule>();
    for (const arch of arches) {
      const nr = arch.numberOf(name);
      if (nr === undefined) continue;
      for (const { rule } of arch.rulesFor(nr, "boot")) rules.add(rule);
    }
    const ordered = [...rules].sort((a, b) => a.id - b.id);
    return {
      name,
      cells: arches.map((arch, index) => {
        const nr = arch.numberOf(name);
        return nr === undefined ? undefined : cells[index]?.get(nr);
      }),
      rules: ordered,
      risks: idsOn(name, ordered, findings),
    };
  });
}

/** The risks of the catalogue that were found in these rules and that this syscall is of. */
function idsOn(
  name: string,
  rules: readonly Rule[],
  findings: readonly Finding[],
): readonly string[] {
  const ids = findings
    .filter(({ rule }) => rule !== undefined && rules.includes(rule))
    .map(({ id }) => id)
    .filter((id) => syscallsOfRisk.get(id)?.includes(name));
  return [...new Set(ids)];
}

const syscallsOfRisk: ReadonlyMap<string, readonly string[]> = new Map(
  risks.map(({ id, syscalls }) => [id, syscalls]),
);

interface Asked extends Question {
  readonly phase: "run" | "boot";
  readonly action: ArchAction;
}

function cellsOf(arch: ArchSubject): ReadonlyMap<number, Cell> {
  const { byName } = archTable(arch.arch);
  const boots = new Set(arch.meaning.bootRules.map(({ nr }) => nr));
  const asked: Asked[] = [];
  // An arch may have two names for one number.
  const numbers = new Set([...byName.values()].map(({ nr }) => nr));
  for (const nr of numbers) {
    asked.push(...questionsOf(arch, nr, "run"));
    if (boots.has(nr)) asked.push(...questionsOf(arch, nr, "boot"));
  }
  const calls = arch.callsWhere(asked);
  const answered = new Map<string, ArchAction[]>();
  asked.forEach(({ nr, phase, action }, index) => {
    if (calls[index] === undefined) return;
    const key = `${phase} ${nr}`;
    const others = answered.get(key);
    if (others === undefined) answered.set(key, [action]);
    else others.push(action);
  });
  const cells = new Map<number, Cell>();
  for (const nr of numbers) {
    const run = answered.get(`run ${nr}`) ?? [];
    const answer = answerOf(run);
    const boot = answerOf(answered.get(`boot ${nr}`) ?? run);
    cells.set(nr, {
      answer,
      actions: run.map(({ action }) => actionText(action)),
      boot: boot === "refuse" || boot === answer ? undefined : boot,
    });
  }
  return cells;
}

/** For each different answer that the rules and the default could give: whether some call gets it. */
function questionsOf(
  arch: ArchSubject,
  nr: number,
  phase: "run" | "boot",
): readonly Asked[] {
  const tried: readonly ArchRule[] = arch.rulesFor(nr, phase);
  const otherwise = arch.meaning.default;
  const actions = new Map<number, ArchAction>();
  for (const { action } of tried) actions.set(action.value, action);
  actions.set(otherwise.value, otherwise);
  return [...actions.values()].map((action) => ({
    nr,
    phase,
    action,
    condition: answeredWhen(
      tried,
      otherwise,
      ({ value }) => value === action.value,
    ),
  }));
}

function answerOf(actions: readonly ArchAction[]): Answer {
  const made = actions.filter(permits).length;
  if (made === 0) return "refuse";
  return made === actions.length ? "allow" : "partly";
}
