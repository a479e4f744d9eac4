/**
 * A policy's meaning on one arch becomes the core's policy block (`asm/layout.ts`). Here
 * phase and observation are applied; widths, signs and masks cross as the policy means them.
 */
import type { ArchTable } from "../../syscalls/index.js";
import {
  BIG_ENDIAN,
  C_ALL,
  C_ANY,
  C_NOT,
  C_TEST,
  OP_EQ,
  OP_GE,
  OP_GT,
  OP_LE,
  OP_LT,
  OP_NE,
  P_ARCH,
  P_DEFAULT,
  P_FLAGS,
  P_FOREIGN,
  P_HEADER,
  P_KNOWN,
  P_LENGTH_COST,
  P_SIZE,
  P_SYSCALLS,
  P_UNKNOWN,
  TEST_OPERATOR,
  TEST_SIGNED,
  TEST_WIDE,
  X32_BIT_FOREIGN,
  X32_BIT_OURS,
} from "../../asm/layout.js";
import type {
  ArchAction,
  ArchPolicy,
  ArchRule,
  ArgumentTest,
  Comparison,
  Condition,
  Parameter,
  Phase,
} from "../policy/model.js";

/** `SECCOMP_RET_USER_NOTIF`, linux/seccomp.h. */
const USER_NOTIF = 0x7fc00000;

/** What an instruction costs against a step of the mean, in 1/256. */
export const LENGTH_COST = 2500;

/** What a policy declares of a parameter, as far as programs are concerned. */
export type Declared = Pick<Parameter, "name" | "width">;

export interface Lowering {
  readonly policy: ArchPolicy;
  readonly table: ArchTable;
  readonly phase: Phase;
  /** Refusals of the run program become notifications, but for those that end a thread. */
  readonly observe: boolean;
  /** The policy's parameters, in its order. */
  readonly parameters: readonly Declared[];
  /** How often each number is called; undefined: all alike. */
  readonly profile: ReadonlyMap<number, number> | undefined;
}

const operators: Readonly<Record<Comparison, number>> = {
  "==": OP_EQ,
  "!=": OP_NE,
  "<": OP_LT,
  "<=": OP_LE,
  ">": OP_GT,
  ">=": OP_GE,
};

/**
 * The policy block. Parameters that `values` has become constants; the others stay places
 * to be filled.
 */
export function lowerPolicy(
  lowering: Lowering,
  values: ReadonlyMap<string, bigint> = new Map(),
): Uint32Array {
  const { policy, table } = lowering;
  const words: number[] = new Array<number>(P_HEADER).fill(0);
  words[P_ARCH] = table.auditArch;
  words[P_FLAGS] = flagsOf(table);
  words[P_DEFAULT] = answerOf(policy.default, lowering);
  words[P_UNKNOWN] = answerOf(policy.unknown, lowering);
  words[P_FOREIGN] = answerOf(policy.foreign, lowering);
  words[P_LENGTH_COST] = LENGTH_COST;
  const known = [...table.byNumber.keys()].sort((a, b) => a - b);
  words[P_KNOWN] = known.length;
  for (const nr of known) words.push(nr, weightOf(nr, lowering.profile));
  const syscalls = rulesByNumber(effectiveRules(lowering));
  words[P_SYSCALLS] = syscalls.length;
  for (const [nr, rules] of syscalls) {
    words.push(nr, rules.length);
    for (const { rule, action, condition } of rules) {
      words.push(rule.id, answerOf(action, lowering), 0);
      const start = words.length;
      if (condition !== undefined)
        lowerCondition(condition, lowering.parameters, values, words);
      words[start - 1] = words.length - start;
    }
  }
  words[P_SIZE] = words.length;
  return Uint32Array.from(words);
}

function flagsOf(table: ArchTable): number {
  let flags = table.endian === "big" ? BIG_ENDIAN : 0;
  if (table.arch === "x86_64") flags |= X32_BIT_FOREIGN;
  if (table.arch === "x32") flags |= X32_BIT_OURS;
  return flags;
}

/** A call that a profile never saw still weighs a little: it must not become slow without bound. */
function weightOf(
  nr: number,
  profile: ReadonlyMap<number, number> | undefined,
): number {
  if (profile === undefined) return 1;
  let total = 0;
  for (const count of profile.values()) total += count;
  const share = (profile.get(nr) ?? 0) / Math.max(total, 1);
  return 1 + Math.round(share * 100_000);
}

/** The rules of the phase, in the order in which they are tried. */
export function effectiveRules({
  policy,
  phase,
}: Lowering): readonly ArchRule[] {
  return phase === "boot"
    ? [...policy.bootRules, ...policy.rules]
    : policy.rules;
}

function rulesByNumber(
  rules: readonly ArchRule[],
): readonly (readonly [number, readonly ArchRule[]])[] {
  const byNumber = new Map<number, ArchRule[]>();
  for (const rule of rules) {
    const others = byNumber.get(rule.nr);
    if (others === undefined) byNumber.set(rule.nr, [rule]);
    else others.push(rule);
  }
  return [...byNumber].sort(([a], [b]) => a - b);
}

/** The `SECCOMP_RET_*` value that the phase's program answers with for `action`. */
export function answerOf(
  { action, value }: ArchAction,
  { phase, observe, policy }: Lowering,
): number {
  const refuses = action.kind === "deny" || action.kind === "kill";
  if (!refuses) return value >>> 0;
  if (phase === "boot") return policy.bootRefusal.value >>> 0;
  // The kernel alone can end one thread: whatever signal a supervisor sends ends its process.
  const endsThread = action.kind === "kill" && action.scope === "thread";
  return (observe && !endsThread ? USER_NOTIF : value) >>> 0;
}

function lowerCondition(
  condition: Condition,
  parameters: readonly Declared[],
  values: ReadonlyMap<string, bigint>,
  words: number[],
): void {
  switch (condition.kind) {
    case "test":
      lowerTest(condition.test, parameters, values, words);
      return;
    case "not":
      lowerCondition(condition.of, parameters, values, words);
      words.push(C_NOT, 1);
      return;
    case "all":
    case "any":
      for (const member of condition.of)
        lowerCondition(member, parameters, values, words);
      words.push(condition.kind === "all" ? C_ALL : C_ANY, condition.of.length);
      return;
    default:
      return condition satisfies never;
  }
}

function lowerTest(
  test: ArgumentTest,
  parameters: readonly Declared[],
  values: ReadonlyMap<string, bigint>,
  words: number[],
): void {
  const flags =
    test.argument |
    (test.width === 64 ? TEST_WIDE : 0) |
    (test.signed ? TEST_SIGNED : 0) |
    (operators[test.operator] << TEST_OPERATOR);
  const { value } = test;
  const bound =
    value.kind === "constant" ? value.value : values.get(value.name);
  const parameter =
    value.kind === "parameter" && bound === undefined
      ? parameters.findIndex(({ name }) => name === value.name) + 1
      : 0;
  if (value.kind === "parameter" && bound === undefined && parameter === 0)
    throw new Error(
      `the parameter $${value.name} is used and not declared; please report this`,
    );
  words.push(
    C_TEST,
    flags,
    ...wordsOf(test.mask, test.width),
    ...wordsOf(bound ?? 0n, test.width),
    parameter,
  );
}

/** Low and high word of a value within `width`. */
export function wordsOf(value: bigint, width: 32 | 64): [number, number] {
  const within = BigInt.asUintN(width, value);
  return [Number(within & 0xffffffffn), Number(within >> 32n)];
}
