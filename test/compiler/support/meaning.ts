/** Policies by hand, independent of the compiler and of `src/policy`: what a policy answers. */
import { archTable } from "../../../syscalls/index.js";
import type {
  ArchPolicy,
  ArgumentTest,
  Condition,
} from "../../../src/policy/model.js";
import type { Call } from "../../../src/compiler/call.js";

export type Values = ReadonlyMap<string, bigint>;

/** The run phase's answer, a `SECCOMP_RET_*` value. */
export function meaningOf(
  policy: ArchPolicy,
  call: Call,
  values: Values = new Map(),
): number {
  const table = archTable(policy.arch);
  const x32 = (call.nr & 0x40000000) !== 0;
  if (call.arch !== table.auditArch) return policy.foreign.value;
  if (policy.arch === "x86_64" && x32) return policy.foreign.value;
  if (policy.arch === "x32" && !x32) return policy.foreign.value;
  for (const rule of policy.rules) {
    if (rule.nr !== call.nr) continue;
    if (rule.condition === undefined || holds(rule.condition, call, values))
      return rule.action.value;
  }
  return table.byNumber.has(call.nr)
    ? policy.default.value
    : policy.unknown.value;
}

function holds(condition: Condition, call: Call, values: Values): boolean {
  switch (condition.kind) {
    case "all":
      return condition.of.every((one) => holds(one, call, values));
    case "any":
      return condition.of.some((one) => holds(one, call, values));
    case "not":
      return !holds(condition.of, call, values);
    case "test":
      return passes(condition.test, call, values);
    default:
      return condition satisfies never;
  }
}

function passes(test: ArgumentTest, call: Call, values: Values): boolean {
  const read = test.signed ? BigInt.asIntN : BigInt.asUintN;
  const { value } = test;
  const wanted =
    value.kind === "constant" ? value.value : (values.get(value.name) ?? 0n);
  const left = read(test.width, (call.args[test.argument] ?? 0n) & test.mask);
  const right = read(test.width, wanted);
  return {
    "==": left === right,
    "!=": left !== right,
    "<": left < right,
    "<=": left <= right,
    ">": left > right,
    ">=": left >= right,
  }[test.operator];
}
