/** Turns a rule as written into what it means on each arch. */
import type { MultiplexedCall } from "../../syscalls/index.js";
import type { Range, Report } from "../document/diagnostic.js";
import type { ScalarNode } from "../document/document.js";
import { archAction, parseAction } from "./actions.js";
import { archesNamed } from "./arches.js";
import { parseCondition } from "./condition/parse.js";
import type { ConditionSyntax } from "./condition/syntax.js";
import type { PolicyNode } from "./extends.js";
import type { GroupReader } from "./groups.js";
import type { Kernel } from "./kernel.js";
import type {
  Acceptance,
  Action,
  ArchName,
  ArchRule,
  Condition,
  Parameter,
  Phase,
  Rule,
} from "./model.js";
import { isCall, multiplexedAmong, takenOut } from "./multiplexers.js";
import { namesOf } from "./names.js";
import { listed, Problems } from "./problems.js";
import { Resolver } from "./resolver.js";
import type { AcceptSyntax, RuleSyntax } from "./syntax.js";

export interface RuleContext {
  readonly kernel: Kernel;
  readonly groups: GroupReader;
  /** The policy that the rule stands in. */
  readonly node: PolicyNode;
  readonly own: boolean;
  /** The arches that the policy is compiled for. */
  readonly arches: readonly ArchName[];
  readonly params: ReadonlyMap<string, Parameter>;
  readonly report: Report;
}

export interface ReadRule {
  readonly rule: Rule;
  readonly byArch: ReadonlyMap<ArchName, readonly ArchRule[]>;
}

/** The rule with its index, or undefined after its faults were reported. */
export function readRule(
  syntax: RuleSyntax,
  phase: Phase,
  id: number,
  context: RuleContext,
): ReadRule | undefined {
  const { node, report, kernel } = context;
  const action = parseAction(syntax.action.text, syntax.action.range, report);
  if (action !== undefined && phase === "boot") {
    if (action.kind !== "allow" && action.kind !== "log")
      report({
        code: "boot-denies",
        severity: "error",
        message:
          "boot rules only add to what the run allows, so they allow or log",
        range: syntax.action.range,
        hint: "put the refusal under rules",
      });
  }
  const arches = archesOf(syntax, context);
  const { syscalls: names, excepted, groups } = namesOf(syntax, {
    kernel,
    groups: context.groups,
    file: node.file.path,
    // A parent may name what only arches of other children have.
    arches: context.own && arches.length > 0 ? arches : kernel.archNames,
    report,
  });
  const conditions = conditionsOf(syntax.when, context);
  if (action === undefined || conditions === "faulty") return undefined;
  const rule: Rule = {
    id,
    phase,
    action,
    when: whenText(syntax.when),
    why: syntax.why?.trim(),
    ...acceptancesOf(syntax.accept),
    ...(groups.length === 0 ? {} : { groups }),
    policy: node.name,
    range: syntax.range,
  };
  const problems = new Problems();
  const resolver = new Resolver(conditions, kernel, context.params, problems);
  const byArch = new Map<ArchName, readonly ArchRule[]>();
  const unread = new Map<ArchName, Set<string>>();
  for (const arch of arches) {
    const { range } = syntax.action;
    const answer = archAction(action, arch, kernel, range, problems);
    if (answer === undefined) continue;
    const { byName } = kernel.table(arch);
    const archRules: ArchRule[] = [];
    for (const name of names) {
      const syscall = byName.get(name);
      const condition = syscall && resolver.condition(syscall, arch);
      if (syscall === undefined || condition === "faulty") continue;
      const { nr } = syscall;
      const out = takenOut(name, excepted, arch, kernel);
      archRules.push({
        rule,
        name,
        nr,
        action: answer,
        condition:
          out.length === 0 ? condition : without(condition, out, syntax.range),
      });
    }
    for (const call of multiplexedAmong(
      names,
      excepted,
      arch,
      kernel,
    )) {
      const { name, nr } = call.through;
      const condition = resolver.through(call, arch, syntax.range);
      if (condition === "faulty") continue;
      if (condition === "unread")
        unread.set(arch, (unread.get(arch) ?? new Set()).add(name));
      if (condition === "unread" && !coversUnread(action)) continue;
      archRules.push({
        rule,
        name,
        nr,
        action: answer,
        condition:
          condition === "unread" ? isCall(call, syntax.range) : condition,
      });
    }
    byArch.set(arch, archRules);
  }
  problems.report(arches, report);
  // What a faulty condition can't read would be told twice.
  if (!problems.any) warnUnread(unread, action, syntax, report);
  return { rule, byArch };
}

/** What a file accepts, as plain data; no key at all where it accepts nothing. */
export function acceptancesOf(accept: readonly AcceptSyntax[]): {
  readonly accepts?: readonly Acceptance[];
} {
  if (accept.length === 0) return {};
  return {
    accepts: accept.map(({ finding, reason }) => ({
      finding: finding.text,
      reason: reason.replace(/\s+/g, " ").trim(),
      range: finding.range,
    })),
  };
}

/** The condition for every call of a multiplexer but some. */
function without(
  condition: Condition | undefined,
  calls: readonly MultiplexedCall[],
  range: Range,
): Condition {
  const others = calls.map((call): Condition => ({
    kind: "not",
    of: isCall(call, range),
  }));
  return {
    kind: "all",
    of: condition === undefined ? others : [condition, ...others],
  };
}

/** Whether a rule is for a call whose arguments can't be read: the stricter of the two. */
function coversUnread(action: Action): boolean {
  return action.kind !== "allow" && action.kind !== "log";
}

/** Says where a `when` can't be read, because a multiplexer makes the call as well. */
function warnUnread(
  unread: ReadonlyMap<ArchName, ReadonlySet<string>>,
  action: Action,
  { when, range }: RuleSyntax,
  report: Report,
): void {
  const multiplexers = [
    ...new Set([...unread.values()].flatMap((names) => [...names])),
  ];
  if (multiplexers.length === 0) return;
  report({
    code: "multiplexed-call",
    severity: "warning",
    message: `on ${listed([...unread.keys()])} ${listed(multiplexers)} can make this call too, and no filter can read its arguments there`,
    range: when?.[0]?.range ?? range,
    hint: coversUnread(action)
      ? "made that way, this rule is for it whatever its arguments"
      : "made that way, this rule does not allow it",
  });
}

function archesOf(
  { arch }: RuleSyntax,
  { arches, own, node, report }: RuleContext,
): readonly ArchName[] {
  if (arch === undefined) return arches;
  const named = archesNamed(arch, report);
  const stated = node.syntax.arches;
  for (const { name, range } of named) {
    if (
      !own ||
      stated === undefined ||
      stated.some(({ text }) => text === name)
    )
      continue;
    report({
      code: "arch-not-listed",
      severity: "error",
      message: `this policy is not for ${name}, so the rule is never for it`,
      range,
      hint: `leave it out, or add it to the policy's "arches"`,
    });
  }
  const names = new Set(named.map(({ name }) => name));
  return arches.filter((one) => names.has(one));
}

/** Undefined: the rule has no `when`. */
function conditionsOf(
  when: readonly ScalarNode[] | undefined,
  { node, report }: RuleContext,
): readonly ConditionSyntax[] | undefined | "faulty" {
  if (when === undefined) return undefined;
  const read = when.map((one) =>
    parseCondition(node.syntax.places, one, report),
  );
  const sound = read.filter((one) => one !== undefined);
  // An empty list is one whose faults were reported before: never "no condition".
  return sound.length < read.length || sound.length === 0 ? "faulty" : sound;
}

function whenText(when: readonly ScalarNode[] | undefined): string | undefined {
  return when
    ?.map(({ value }) => String(value).replace(/\s+/g, " ").trim())
    .join(" or ");
}
