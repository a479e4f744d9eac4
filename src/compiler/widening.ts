/**
 * Whether one policy lets through what another does not: the order of policies, where
 * `verify.ts` knows only whether two are equal. Exact, by the same prover.
 */
import { archTable } from "../../syscalls/index.js";
import type {
  Action,
  ArchAction,
  ArchPolicy,
  ArchRule,
  Condition,
  Phase,
} from "../policy/model.js";
import type { Call } from "./call.js";
import { no, question, yes } from "./questions.js";
import { comparePolicies } from "./verify.js";

export interface WideningOptions {
  /** By default `run`. */
  readonly phase?: Phase;
  /** Values of both policies' parameters. */
  readonly values?: ReadonlyMap<string, bigint>;
  /** How many calls are looked for, each of another syscall; by default 1. */
  readonly most?: number;
}

/**
 * Calls that `policy` lets further than `bound` does, empty where it is proven that there are
 * none; "out-of-room": the decision takes more memory than the prover allows itself. Both are
 * of one arch.
 *
 * What counts is how far a call gets. The kernel makes it (`allow`), makes it and logs it
 * (`log`), or asks a tracer (`trace`) or a listener (`notify`) that may have it made; all
 * refusals (`deny`, `kill`, `trap`) count alike. That is the kernel's own order of precedence.
 *
 * For each step of that order the prover compares two policies of yes and no: calls that
 * `policy` lets that far, and calls that both do. Where the two are equal, the first lie
 * within the bound's; a call at which they differ is one that does not.
 */
export function findWidenings(
  policy: ArchPolicy,
  bound: ArchPolicy,
  options: WideningOptions = {},
): readonly Call[] | "out-of-room" {
  const { phase = "run", values, most = 1 } = options;
  if (policy.arch !== bound.arch)
    throw new Error("policies of two arches have no order; please report this");
  const found: Call[] = [];
  for (const step of stepsOf(policy, phase)) {
    while (found.length < most) {
      const [given, both] = yesAndNo(policy, bound, phase, step, found);
      const verdict = comparePolicies(given, both, values && { values });
      if (verdict.kind === "proven") break;
      if (verdict.kind === "out-of-room") return "out-of-room";
      if (verdict.kind !== "differs")
        throw new Error(
          `the prover answers ${verdict.kind} for a policy; please report this`,
        );
      found.push(verdict.witness);
    }
  }
  return found;
}

/** How far each action lets a call get. */
export const STEPS: Readonly<Record<Action["kind"], number>> = {
  kill: 0,
  trap: 0,
  deny: 0,
  notify: 1,
  trace: 2,
  log: 3,
  allow: 4,
};

function reaches(step: number): (action: ArchAction) => boolean {
  return ({ action }) => STEPS[action.kind] >= step;
}

/** The steps that the policy's answers take, the furthest first. */
function stepsOf(policy: ArchPolicy, phase: Phase): readonly number[] {
  const answers = [
    policy.default,
    policy.unknown,
    policy.foreign,
    ...rulesOf(policy, phase).map(({ action }) => action),
  ];
  const steps = new Set(answers.map(({ action }) => STEPS[action.kind]));
  return [...steps].filter((step) => step > 0).sort((a, b) => b - a);
}

/** "`policy` lets a call as far as `step`" and "both do", but for the syscalls already `found`. */
function yesAndNo(
  policy: ArchPolicy,
  bound: ArchPolicy,
  phase: Phase,
  step: number,
  found: readonly Call[],
): readonly [ArchPolicy, ArchPolicy] {
  const far = reaches(step);
  const answer = (action: ArchAction): ArchAction => (far(action) ? yes : no);
  const { arch } = policy;
  const { auditArch, byNumber } = archTable(arch);
  const own = rulesOf(policy, phase);
  const boundRules = byNumberOf(rulesOf(bound, phase));
  const numbers = new Set([
    ...byNumber.keys(),
    ...own.map(({ nr }) => nr),
    ...boundRules.keys(),
  ]);
  const refuse = (nr: number, condition: Condition | undefined): ArchRule => ({
    rule: question,
    name: "",
    nr,
    action: no,
    condition,
  });
  const guards = [...numbers].flatMap((nr) => {
    const otherwise = byNumber.has(nr) ? bound.default : bound.unknown;
    const within = reachedWhen(boundRules.get(nr) ?? [], otherwise, far);
    return within === always ? [] : [refuse(nr, not(within))];
  });
  // A call of another ABI, or of a number that nothing names, is answered by one action for all.
  const isFound = (isOne: (call: Call) => boolean): boolean =>
    found.some(isOne);
  const isForeign = (call: Call): boolean =>
    call.arch !== auditArch || !isOfArch(policy, call.nr);
  const isUnnamed = (call: Call): boolean =>
    !isForeign(call) && !numbers.has(call.nr);
  const skipped = found
    .filter((call) => !isForeign(call) && numbers.has(call.nr))
    .map(({ nr }) => refuse(nr, undefined));
  const given: ArchPolicy = {
    arch,
    default: answer(policy.default),
    unknown: isFound(isUnnamed) ? no : answer(policy.unknown),
    foreign: isFound(isForeign) ? no : answer(policy.foreign),
    rules: [
      ...skipped,
      ...own.map((rule) => ({ ...rule, action: answer(rule.action) })),
    ],
    bootRules: [],
    bootRefusal: no,
  };
  const both: ArchPolicy = {
    ...given,
    unknown: far(bound.unknown) ? given.unknown : no,
    foreign: far(bound.foreign) ? given.foreign : no,
    rules: [...guards, ...given.rules],
  };
  return [given, both];
}

/** On x86_64 a number with the x32 bit is another ABI's, on x32 one without it. */
function isOfArch({ arch }: ArchPolicy, nr: number): boolean {
  const hasX32Bit = (nr & 0x40000000) !== 0;
  if (arch === "x86_64") return !hasX32Bit;
  return arch !== "x32" || hasX32Bit;
}

function rulesOf(policy: ArchPolicy, phase: Phase): readonly ArchRule[] {
  return phase === "boot"
    ? [...policy.bootRules, ...policy.rules]
    : policy.rules;
}

function byNumberOf(
  rules: readonly ArchRule[],
): ReadonlyMap<number, readonly ArchRule[]> {
  const found = new Map<number, ArchRule[]>();
  for (const rule of rules) {
    const others = found.get(rule.nr);
    if (others === undefined) found.set(rule.nr, [rule]);
    else others.push(rule);
  }
  return found;
}

const always: Condition = { kind: "all", of: [] };
const never: Condition = { kind: "any", of: [] };

function not(of: Condition): Condition | undefined {
  return of === never ? undefined : { kind: "not", of };
}

/** When rules that are tried in order let a call as far as `far` asks. */
function reachedWhen(
  rules: readonly ArchRule[],
  otherwise: ArchAction,
  far: (action: ArchAction) => boolean,
): Condition {
  let reached = far(otherwise) ? always : never;
  for (const { action, condition } of [...rules].reverse()) {
    if (condition === undefined) reached = far(action) ? always : never;
    else if (far(action))
      reached = reached === never ? condition : anyOf(condition, reached);
    else
      reached =
        reached === never
          ? never
          : { kind: "all", of: [{ kind: "not", of: condition }, reached] };
  }
  return reached;
}

function anyOf(condition: Condition, other: Condition): Condition {
  return other === always ? always : { kind: "any", of: [condition, other] };
}
