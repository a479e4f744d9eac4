/**
 * OCI seccomp profiles as policies of one arch, for tests and benchmarks of the compiler.
 * Comparisons are of 64 bits, as libseccomp makes them; unknown numbers get the default.
 */
import { readFileSync } from "node:fs";
import { archTable } from "../../../syscalls/index.js";
import type {
  ArchAction,
  ArchPolicy,
  ArchRule,
  Comparison,
  Condition,
} from "../../../src/policy/model.js";
import { action, policyOf, rule, test } from "./policies.js";

interface OciArgument {
  readonly index: number;
  readonly value: number;
  readonly valueTwo?: number;
  readonly op: string;
}

interface OciSyscall {
  readonly names: readonly string[];
  readonly action: string;
  readonly errnoRet?: number;
  readonly args?: readonly OciArgument[];
  readonly includes?: OciFilter;
  readonly excludes?: OciFilter;
}

interface OciFilter {
  readonly arches?: readonly string[];
  readonly caps?: readonly string[];
}

export interface OciProfile {
  readonly defaultAction: string;
  readonly defaultErrnoRet?: number;
  readonly syscalls: readonly OciSyscall[];
}

export function readOci(path: string): OciProfile {
  return JSON.parse(readFileSync(path, "utf8")) as OciProfile;
}

/** The profile on x86_64, without capabilities. */
export function ociPolicy(profile: OciProfile): ArchPolicy {
  const table = archTable("x86_64");
  const fallback = ociAction(profile.defaultAction, profile.defaultErrnoRet);
  const rules: ArchRule[] = [];
  // libseccomp merges the entries of a syscall: with no conditions wins over with.
  const whole = new Set<string>();
  const entries = profile.syscalls.filter(applies);
  for (const entry of entries)
    if ((entry.args ?? []).length === 0)
      for (const name of entry.names) whole.add(name);
  for (const entry of entries) {
    const condition = conditionOf(entry.args ?? []);
    for (const name of entry.names) {
      const syscall = table.byName.get(name);
      if (syscall === undefined) continue;
      if (condition !== undefined && whole.has(name)) continue;
      rules.push(
        rule(
          rules.length,
          syscall.nr,
          ociAction(entry.action, entry.errnoRet),
          condition,
          name,
        ),
      );
    }
  }
  return policyOf("x86_64", rules, {
    default: fallback,
    unknown: fallback,
    foreign: action("kill", 0),
  });
}

function applies({ includes = {}, excludes = {} }: OciSyscall): boolean {
  if (includes.caps !== undefined && includes.caps.length > 0) return false;
  if (includes.arches !== undefined && includes.arches.length > 0)
    if (!includes.arches.includes("amd64")) return false;
  return !(excludes.arches ?? []).includes("amd64");
}

function ociAction(name: string, errno = 1): ArchAction {
  switch (name) {
    case "SCMP_ACT_ALLOW":
      return action("allow", 0x7fff0000);
    case "SCMP_ACT_ERRNO":
      return action("deny", 0x00050000 | errno);
    case "SCMP_ACT_TRAP":
      return action("trap", 0x00030000);
    case "SCMP_ACT_KILL_PROCESS":
      return action("kill", 0x80000000);
    default:
      throw new Error(`no test uses ${name} yet`);
  }
}

const operators: Readonly<Record<string, Comparison>> = {
  SCMP_CMP_EQ: "==",
  SCMP_CMP_NE: "!=",
  SCMP_CMP_LT: "<",
  SCMP_CMP_LE: "<=",
  SCMP_CMP_GT: ">",
  SCMP_CMP_GE: ">=",
};

function conditionOf(args: readonly OciArgument[]): Condition | undefined {
  if (args.length === 0) return undefined;
  return {
    kind: "all",
    of: args.map(({ index, value, valueTwo = 0, op }) =>
      op === "SCMP_CMP_MASKED_EQ"
        ? test(index, 64, "==", BigInt(valueTwo), { mask: BigInt(value) })
        : test(index, 64, operators[op] ?? "==", BigInt(value)),
    ),
  };
}
