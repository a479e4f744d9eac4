/** What a policy says of one syscall: every rule that touches it, in order, on each arch. */
import { archTable, type ArchName } from "../../syscalls/index.js";
import type { Phase, Policy, Rule } from "../policy/model.js";
import { actionText } from "../policy/actions.js";
import { check } from "./check.js";
import { callText } from "./call-text.js";
import { answeredWhen } from "./formula.js";
import { subjectOf, type ArchSubject } from "./subject.js";

export interface ExplainedRule {
  readonly rule: Rule;
  readonly action: string;
  /** A call that this rule answers; undefined: it is proven that it answers none. */
  readonly example: string | undefined;
}

export interface ExplainedArch {
  readonly arch: ArchName;
  readonly nr: number;
  /** The rules in the order in which they are tried. */
  readonly rules: readonly ExplainedRule[];
  /** What calls get that no rule answers; undefined: rules answer every call. */
  readonly otherwise:
    { readonly action: string; readonly example: string } | undefined;
}

export interface ExplainedFinding {
  readonly id: string;
  readonly message: string;
  readonly rule: Rule | undefined;
  readonly accepted: string | undefined;
}

export interface Explanation {
  readonly syscall: string;
  readonly phase: Phase;
  readonly arches: readonly ExplainedArch[];
  /** Arches of the policy that do not have the syscall. */
  readonly absent: readonly ArchName[];
  /** What `check` finds in the rules that touch it. */
  readonly findings: readonly ExplainedFinding[];
}

/** Throws a `Fault` where a condition takes more memory than the prover allows itself. */
export function explain(
  policy: Policy,
  syscall: string,
  phase: Phase,
): Explanation {
  const { arches } = subjectOf(policy);
  const has = (arch: ArchName): boolean => archTable(arch).byName.has(syscall);
  const explained = arches.flatMap((arch) =>
    has(arch.arch) ? [explainOn(arch, syscall, phase)] : [],
  );
  const rules = new Set(
    explained.flatMap((one) => one.rules.map(({ rule }) => rule)),
  );
  return {
    syscall,
    phase,
    arches: explained,
    absent: arches.map(({ arch }) => arch).filter((arch) => !has(arch)),
    findings: check(policy)
      .filter(({ rule }) => rule !== undefined && rules.has(rule))
      .map(({ id, message, rule, accepted }) => ({
        id,
        message,
        rule,
        accepted,
      })),
  };
}

function explainOn(
  subject: ArchSubject,
  syscall: string,
  phase: Phase,
): ExplainedArch {
  const { arch, meaning } = subject;
  const nr = archTable(arch).byName.get(syscall)?.nr ?? 0;
  const tried = subject.rulesFor(nr, phase);
  const answerers = [...tried.map(({ rule }) => rule), undefined];
  const calls = subject.callsWhere(
    answerers.map((wanted) => ({
      nr,
      condition: answeredWhen(
        tried,
        meaning.default,
        (_, rule) => rule === wanted,
      ),
    })),
  );
  const examples = calls.map((call) => call && callText(call, arch));
  const byDefault = examples[tried.length];
  const answer = (action: typeof meaning.default): string =>
    phase === "boot" &&
    (action.action.kind === "deny" || action.action.kind === "kill")
      ? actionText(meaning.bootRefusal.action)
      : actionText(action.action);
  return {
    arch,
    nr,
    rules: tried.map(({ rule, action }, index) => ({
      rule,
      action: answer(action),
      example: examples[index],
    })),
    otherwise:
      byDefault === undefined
        ? undefined
        : { action: answer(meaning.default), example: byDefault },
  };
}
