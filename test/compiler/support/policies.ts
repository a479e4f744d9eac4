/** Small policies by hand, as `src/policy` would have made them. */
import type { ArchName } from "../../../syscalls/index.js";
import type { Range } from "../../../src/document/diagnostic.js";
import type {
  Action,
  ArchAction,
  ArchPolicy,
  ArchRule,
  ArgumentTest,
  Comparison,
  Condition,
  Phase,
} from "../../../src/policy/model.js";

export function rangeAt(line: number): Range {
  return {
    file: "policy/test.yaml",
    start: 0,
    end: 0,
    line,
    column: 1,
    endLine: line,
    endColumn: 1,
  };
}

type ActionKind = Action["kind"];

function actionOf(kind: ActionKind, value: number): Action {
  const data = value & 0xffff;
  switch (kind) {
    case "deny":
      return { kind, errno: data };
    case "kill":
      return { kind, scope: value === 0 ? "thread" : "process" };
    case "trap":
    case "trace":
      return { kind, data };
    default:
      return { kind };
  }
}

/** An action with its `SECCOMP_RET_*` value. */
export function action(kind: ActionKind, value: number): ArchAction {
  return { action: actionOf(kind, value), value: value >>> 0 };
}

export const allow = action("allow", 0x7fff0000);
export const kill = action("kill", 0x80000000);
export const trace = action("trace", 0x7ff00000);
export const deny = (errno: number) => action("deny", 0x00050000 | errno);

/** `(argument & mask) operator value`; a name in place of the value is a parameter. */
export function test(
  argument: number,
  width: 32 | 64,
  operator: Comparison,
  value: bigint | string,
  { mask, signed = false }: { mask?: bigint; signed?: boolean } = {},
): Condition {
  const found: ArgumentTest = {
    argument: argument as ArgumentTest["argument"],
    width,
    signed,
    mask: BigInt.asUintN(width, mask ?? -1n),
    operator,
    value:
      typeof value === "string"
        ? { kind: "parameter", name: value }
        : { kind: "constant", value: BigInt.asUintN(width, value) },
    range: rangeAt(1),
  };
  return { kind: "test", test: found };
}

export function rule(
  id: number,
  nr: number,
  does: ArchAction,
  condition?: Condition,
  name = `nr${nr}`,
  phase: Phase = "run",
): ArchRule {
  return {
    rule: {
      id,
      phase,
      action: does.action,
      when: undefined,
      why: undefined,
      policy: "test",
      range: rangeAt(id + 10),
    },
    name,
    nr,
    action: does,
    condition,
  };
}

export function policyOf(
  arch: ArchName,
  rules: readonly ArchRule[],
  parts: Partial<ArchPolicy> = {},
): ArchPolicy {
  return {
    arch,
    default: deny(1),
    unknown: deny(38),
    foreign: kill,
    bootRules: [],
    bootRefusal: trace,
    rules,
    ...parts,
  };
}
