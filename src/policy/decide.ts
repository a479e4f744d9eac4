/**
 * What a policy says about one call, read rule by rule as its author wrote it: the answer
 * that a compiled program must give, and the rule behind it.
 */
import { archTable, x32SyscallBit } from "../../syscalls/index.js";
import { Fault } from "../document/fault.js";
import type {
  ArchAction,
  ArchPolicy,
  ArgumentTest,
  Condition,
  Phase,
  Rule,
  Value,
} from "./model.js";

export interface Decision {
  readonly action: ArchAction;
  /** Undefined: no rule matched, and `reason` says which default answered. */
  readonly rule: Rule | undefined;
  readonly reason: "rule" | "default" | "unknown" | "foreign" | "boot-refusal";
}

/** A call as `struct seccomp_data` shows it; `args` are unsigned 64-bit, missing ones 0. */
export interface DecidedCall {
  readonly arch: number;
  readonly nr: number;
  readonly args: readonly bigint[];
}

/** Values of the parameters by name. */
export type Bindings = ReadonlyMap<string, bigint>;

export function decide(
  policy: ArchPolicy,
  phase: Phase,
  call: DecidedCall,
  bindings: Bindings = new Map(),
): Decision {
  const { bootRules, rules, bootRefusal } = policy;
  if (isForeign(policy, call)) {
    const action =
      phase === "boot" && refuses(policy.foreign)
        ? bootRefusal
        : policy.foreign;
    return { action, rule: undefined, reason: "foreign" };
  }
  const tried = phase === "boot" ? [...bootRules, ...rules] : rules;
  for (const { rule, nr, action, condition } of tried) {
    if (nr !== call.nr) continue;
    if (condition !== undefined && !holds(condition, call.args, bindings))
      continue;
    return phase === "boot" && refuses(action)
      ? { action: bootRefusal, rule, reason: "rule" }
      : { action, rule, reason: "rule" };
  }
  const known = archTable(policy.arch).byNumber.has(call.nr);
  const action = known ? policy.default : policy.unknown;
  if (phase === "boot" && refuses(action))
    return { action: bootRefusal, rule: undefined, reason: "boot-refusal" };
  return { action, rule: undefined, reason: known ? "default" : "unknown" };
}

/** Another audit arch, or on x86_64 and x32 the other one's numbers. */
function isForeign({ arch }: ArchPolicy, call: DecidedCall): boolean {
  if (call.arch !== archTable(arch).auditArch) return true;
  const hasX32Bit = (call.nr & x32SyscallBit) !== 0;
  if (arch === "x86_64") return hasX32Bit;
  return arch === "x32" && !hasX32Bit;
}

function refuses({ action }: ArchAction): boolean {
  return action.kind === "deny" || action.kind === "kill";
}

/** Whether a condition holds for six arguments. */
export function holds(
  condition: Condition,
  args: readonly bigint[],
  bindings: Bindings,
): boolean {
  switch (condition.kind) {
    case "all":
      return condition.of.every((one) => holds(one, args, bindings));
    case "any":
      return condition.of.some((one) => holds(one, args, bindings));
    case "not":
      return !holds(condition.of, args, bindings);
    case "test":
      return testHolds(condition.test, args, bindings);
    default:
      return condition satisfies never;
  }
}

function testHolds(
  test: ArgumentTest,
  args: readonly bigint[],
  bindings: Bindings,
): boolean {
  const { argument, width, signed, mask, operator, value } = test;
  const wanted =
    value.kind === "constant" ? value.value : bindings.get(value.name);
  if (wanted === undefined) throw unbound(value);
  const read = (bits: bigint): bigint =>
    signed ? BigInt.asIntN(width, bits) : BigInt.asUintN(width, bits);
  const left = read((args[argument] ?? 0n) & mask);
  const right = read(wanted);
  switch (operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return operator satisfies never;
  }
}

function unbound(value: Value): Fault {
  const name = value.kind === "parameter" ? value.name : "";
  return new Fault(
    "unbound-parameter",
    `the policy's parameter $${name} has no value`,
    { hint: `bind it: --param ${name}=VALUE` },
  );
}
