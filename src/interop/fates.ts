/**
 * What happens to each syscall on each arch: the rules that reach it, in order, with the
 * arguments as the kernel reads them. Names that share a fate become one rule.
 */
import { kernel } from "../policy/kernel.js";
import type { ArchName } from "../policy/model.js";
import { blocksJoined } from "./condition/blocks.js";
import { anyOf, type Formula } from "./condition/formula.js";
import { lower } from "./condition/lower.js";
import { argumentWord } from "../policy/call-text.js";
import { simplified } from "./condition/simplified.js";
import { writeConditions } from "./condition/write.js";
import type { SourceCondition, SourcePolicy, SourceRule } from "./source.js";
import type { Told } from "./told.js";

export interface Step {
  readonly action: string;
  /** Alternatives; undefined: whatever the arguments. */
  readonly when: readonly string[] | undefined;
  readonly why: string | undefined;
}

export interface Fate {
  readonly steps: readonly Step[];
  /** Names in the order of the file. */
  readonly names: readonly string[];
  /** Undefined: every arch of the policy that has the names. */
  readonly arches: readonly ArchName[] | undefined;
}

export interface Fates {
  readonly fates: readonly Fate[];
  /** `syscall(argument)` that the file compares wider than the kernel reads. */
  readonly narrowed: readonly string[];
  /** What the reader should know of rules that say nothing. */
  readonly comments: readonly string[];
}

export function fatesOf(policy: SourcePolicy, told: Told): Fates {
  const narrowed = new Set<string>();
  const comments = new Set<string>();
  const byName = new Map<string, Map<string, Placed>>();
  for (const arch of policy.arches) {
    const { byName: table } = kernel.table(arch);
    const byNumber = rulesByNumber(policy, arch);
    for (const { name } of policy.rules) {
      const nr = table.get(name)?.nr;
      if (nr === undefined) continue;
      const fates = byName.get(name) ?? new Map<string, Placed>();
      byName.set(name, fates);
      if ([...fates.values()].some(({ arches }) => arches.includes(arch)))
        continue;
      const rules = byNumber.get(nr) ?? [];
      const steps = stepsOf(
        name,
        rules,
        arch,
        policy,
        told,
        narrowed,
        comments,
      );
      const key = JSON.stringify(steps);
      const placed = fates.get(key) ?? { steps, arches: [] };
      placed.arches.push(arch);
      fates.set(key, placed);
    }
  }
  return {
    fates: grouped(policy, byName),
    narrowed: [...narrowed],
    comments: [...comments],
  };
}

interface Placed {
  readonly steps: readonly Step[];
  readonly arches: ArchName[];
}

/** Two names of one number (arm's `sync_file_range2`) share their rules. */
function rulesByNumber(
  policy: SourcePolicy,
  arch: ArchName,
): ReadonlyMap<number, readonly SourceRule[]> {
  const { byName } = kernel.table(arch);
  const byNumber = new Map<number, SourceRule[]>();
  for (const rule of policy.rules) {
    const nr = byName.get(rule.name)?.nr;
    if (nr === undefined || rule.arches?.includes(arch) === false) continue;
    const rules = byNumber.get(nr) ?? [];
    byNumber.set(nr, rules);
    rules.push(rule);
  }
  return byNumber;
}

/** Rules in a row with one action. */
interface Reached {
  readonly action: string;
  readonly formulas: Formula[];
  readonly whys: Set<string>;
}

/** Tests of one syscall's arguments that a person can review, and a policy takes. */
export const TESTS_MAX = 500;

/** How many comparisons the rules make. */
export function testCount(rules: readonly SourceRule[]): number {
  const count = (condition: SourceCondition): number => {
    switch (condition.kind) {
      case "test":
        return 1;
      case "not":
        return count(condition.of);
      default:
        return condition.of.reduce((sum, one) => sum + count(one), 0);
    }
  };
  return rules.reduce(
    (sum, { when }) => sum + (when === undefined ? 0 : count(when)),
    0,
  );
}

function stepsOf(
  name: string,
  rules: readonly SourceRule[],
  arch: ArchName,
  policy: SourcePolicy,
  told: Told,
  narrowed: Set<string>,
  comments: Set<string>,
): readonly Step[] {
  const syscall = kernel.table(arch).byName.get(name);
  if (syscall === undefined) return [];
  const [first] = rules;
  if (first !== undefined && testCount(rules) > TESTS_MAX) {
    const message = `there are more than ${TESTS_MAX} tests of the arguments of ${name}`;
    told.error("too-many-tests", message, first.range);
    return [];
  }
  const reached: Reached[] = [];
  for (const rule of rules) {
    const formula = formulaOf(rule, arch, policy, told, (argument) => {
      narrowed.add(`${name}(${argumentWord(syscall, argument)})`);
    });
    if (formula === undefined) continue;
    if (formula === false) {
      comments.add(
        `Line ${rule.range.line} of the file never applies to ${name}: no such argument can reach the kernel.`,
      );
      continue;
    }
    let last = reached.at(-1);
    if (last?.action !== rule.action) {
      last = { action: rule.action, formulas: [], whys: new Set() };
      reached.push(last);
    }
    last.formulas.push(formula);
    const why = rule.why?.trim() ?? "";
    if (why !== "") last.whys.add(why);
    if (formula === true) break;
  }
  return stepsFrom(reached, policy.default, (formula) =>
    writeConditions(formula, syscall, kernel.constants(arch)),
  );
}

/** Up to the step that is for every call; what says what the default says is left out. */
function stepsFrom(
  reached: readonly Reached[],
  fallback: string,
  write: (formula: Formula) => readonly string[] | undefined,
): readonly Step[] {
  const steps: Step[] = [];
  for (const { action, formulas, whys } of reached) {
    const formula = simplified(blocksJoined(anyOf(formulas)));
    const why = whys.size === 0 ? undefined : sentences([...whys]);
    steps.push({ action, when: write(formula), why });
    if (formula === true) break;
  }
  while (steps.at(-1)?.action === fallback) steps.pop();
  return steps;
}

/** What several rules say of themselves: each ends before the next begins. */
function sentences(texts: readonly string[]): string {
  if (texts.length === 1) return texts.join("");
  return texts
    .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`))
    .join(" ");
}

/** Undefined where the rule can't be carried over, which is told. */
function formulaOf(
  rule: SourceRule,
  arch: ArchName,
  policy: SourcePolicy,
  told: Told,
  narrow: (argument: number) => void,
): Formula | undefined {
  if (rule.when === undefined) return true;
  const table = kernel.table(arch);
  const syscall = table.byName.get(rule.name);
  if (syscall === undefined) return undefined;
  const { formula, obstacle, narrowed } = lower(rule.when, syscall, table.bits);
  if (obstacle !== undefined) {
    const grants = /^(allow|log)$/.test(policy.default);
    const stricter = !/^(allow|log)$/.test(rule.action);
    const consequence =
      grants && stricter ? "; without it the policy allows more" : "";
    told.lost(
      obstacle.code,
      `${obstacle.message}${consequence}`,
      obstacle.test.range,
      { syscall: rule.name },
    );
    return undefined;
  }
  narrowed.forEach(narrow);
  return simplified(formula);
}

const MULTIPLEXERS = ["socketcall", "ipc"];

function grouped(
  policy: SourcePolicy,
  byName: ReadonlyMap<string, ReadonlyMap<string, Placed>>,
): readonly Fate[] {
  const groups = new Map<string, { fate: Fate; names: string[] }>();
  for (const [name, fates] of byName)
    for (const [key, { steps, arches }] of fates) {
      if (steps.length === 0) continue;
      const everywhere = fates.size === 1;
      const id = `${key}\n${everywhere ? "" : arches.join()}`;
      const group = groups.get(id);
      if (group !== undefined) group.names.push(name);
      else {
        const names = [name];
        const fate = { steps, names, arches: everywhere ? undefined : arches };
        groups.set(id, { fate, names });
      }
    }
  // `byName` holds the names in the order of the file, but for those of a later arch.
  const order = new Map<string, number>();
  for (const [index, { name }] of policy.rules.entries())
    if (!order.has(name)) order.set(name, index);
  // A rule on a call is one on the multiplexer that makes it: what a file says of the
  // multiplexer itself comes first.
  for (const name of MULTIPLEXERS) if (order.has(name)) order.set(name, -1);
  const first = ({ names }: Fate): number => order.get(names[0] ?? "") ?? 0;
  return [...groups.values()]
    .map(({ fate, names }) => ({
      ...fate,
      names: names.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
    }))
    .sort((a, b) => first(a) - first(b));
}
