/**
 * The layout of rust-vmm's seccompiler, for comparison: syscall after syscall, each with
 * its rules one after the other, every 64-bit test by its high and then its low word.
 */
import { archTable } from "../../../syscalls/index.js";
import {
  encode,
  type Instruction,
} from "../../../src/compiler/instructions.js";
import type {
  ArchPolicy,
  ArgumentTest,
  Condition,
} from "../../../src/policy/model.js";

const ret = (k: number): Instruction => ({ code: 0x06, jt: 0, jf: 0, k });
const load = (k: number): Instruction => ({ code: 0x20, jt: 0, jf: 0, k });
const jump = (code: number, k: number, jt: number, jf: number) => ({
  code,
  jt,
  jf,
  k,
});

export function seccompilerLayout(policy: ArchPolicy): Uint8Array {
  const { auditArch } = archTable(policy.arch);
  const program: Instruction[] = [
    load(4),
    jump(0x15, auditArch, 1, 0),
    ret(policy.foreign.value),
    load(0),
  ];
  for (const nr of new Set(policy.rules.map((rule) => rule.nr))) {
    const body: Instruction[] = [];
    for (const { condition, action } of policy.rules.filter(
      (rule) => rule.nr === nr,
    ))
      body.push(...ruleBody(condition, action.value));
    if (body.at(-1)?.code !== 0x06 || body.length > 1)
      body.push(ret(policy.default.value));
    program.push(...skipUnless(nr, body), ...body);
  }
  program.push(ret(policy.default.value));
  return encode(program, "little");
}

function skipUnless(nr: number, body: readonly Instruction[]): Instruction[] {
  return body.length <= 255
    ? [jump(0x15, nr, 0, body.length)]
    : [jump(0x15, nr, 1, 0), { code: 0x05, jt: 0, jf: 0, k: body.length }];
}

function ruleBody(
  condition: Condition | undefined,
  value: number,
): Instruction[] {
  const body = [ret(value)];
  if (condition === undefined) return body;
  const tests = condition.kind === "all" ? condition.of : [condition];
  for (const one of [...tests].reverse()) {
    if (one.kind !== "test") throw new Error("rules here are conjunctions");
    body.unshift(...testBody(one.test, body.length));
  }
  return body;
}

/** The test; where it fails the `rest` instructions behind it are skipped. */
function testBody(test: ArgumentTest, rest: number): Instruction[] {
  const { argument, mask, operator, value } = test;
  const constant = value.kind === "constant" ? value.value : 0n;
  const word = (bits: bigint, high: boolean) =>
    Number(high ? bits >> 32n : bits & 0xffffffffn);
  const at = 16 + argument * 8;
  const and = (high: boolean): Instruction[] =>
    mask === 0xffffffffffffffffn
      ? []
      : [{ code: 0x54, jt: 0, jf: 0, k: word(mask, high) }];
  const low = [load(at), ...and(false)];
  const high = [load(at + 4), ...and(true)];
  const k = word(constant, false);
  const top = word(constant, true);
  const skip = low.length + 1;
  switch (operator) {
    case "==":
      return [
        ...high,
        jump(0x15, top, 0, skip + rest),
        ...low,
        jump(0x15, k, 0, rest),
      ];
    case ">":
    case ">=":
      return [
        ...high,
        jump(0x25, top, skip + 1, 0),
        jump(0x15, top, 0, skip + rest),
        ...low,
        jump(operator === ">" ? 0x25 : 0x35, k, 0, rest),
      ];
    case "<":
    case "<=":
      return [
        ...high,
        jump(0x25, top, skip + rest + 1, 0),
        jump(0x15, top, 0, skip),
        ...low,
        jump(operator === "<" ? 0x35 : 0x25, k, rest, 0),
      ];
    case "!=":
      return [
        ...high,
        jump(0x15, top, 0, skip),
        ...low,
        jump(0x15, k, rest, 0),
      ];
    default:
      return operator satisfies never;
  }
}
