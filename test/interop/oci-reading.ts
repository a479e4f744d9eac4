/**
 * OCI profiles as runc reads them, written for the tests alone: from JSON to the rules that
 * libseccomp is given.
 */
import type { JudgeProfile, JudgeRule, JudgeTest } from "./judge.js";

export interface OciArgument {
  readonly index: number;
  /** A `bigint` is written to JSON by `ociText`. */
  readonly value: number | bigint;
  readonly valueTwo?: number | bigint;
  readonly op: string;
}

export interface OciEntry {
  readonly names: readonly string[];
  readonly action: string;
  readonly errnoRet?: number;
  readonly args?: readonly OciArgument[] | null;
  readonly includes?: OciScope;
  readonly excludes?: OciScope;
}

interface OciScope {
  readonly arches?: readonly string[];
  readonly caps?: readonly string[];
  readonly minKernel?: string;
}

export interface OciProfile {
  readonly defaultAction: string;
  readonly defaultErrnoRet?: number;
  readonly architectures?: readonly string[];
  readonly archMap?: readonly {
    readonly architecture: string;
    readonly subArchitectures: readonly string[];
  }[];
  readonly flags?: readonly string[];
  readonly listenerPath?: string;
  readonly syscalls: readonly OciEntry[];
}

const ACTIONS: Readonly<Record<string, number>> = {
  SCMP_ACT_KILL: 0x00000000,
  SCMP_ACT_KILL_THREAD: 0x00000000,
  SCMP_ACT_KILL_PROCESS: 0x80000000,
  SCMP_ACT_TRAP: 0x00030000,
  SCMP_ACT_ERRNO: 0x00050000,
  SCMP_ACT_TRACE: 0x7ff00000,
  SCMP_ACT_LOG: 0x7ffc0000,
  SCMP_ACT_ALLOW: 0x7fff0000,
  SCMP_ACT_NOTIFY: 0x7fc00000,
};

export const OPERATORS = [
  "SCMP_CMP_NE",
  "SCMP_CMP_LT",
  "SCMP_CMP_LE",
  "SCMP_CMP_EQ",
  "SCMP_CMP_GE",
  "SCMP_CMP_GT",
  "SCMP_CMP_MASKED_EQ",
] as const;

export function actionValue(action: string, errno?: number): number {
  const value = ACTIONS[action];
  if (value === undefined) throw new Error(`no action ${action}`);
  const hasData = action === "SCMP_ACT_ERRNO" || action === "SCMP_ACT_TRACE";
  return hasData ? value + (errno ?? 1) : value;
}

/** For a machine that Docker calls `machine`, a process with `caps`, a new kernel. */
export function readingOf(
  profile: OciProfile,
  arch: number,
  machine: string,
  caps: readonly string[],
): JudgeProfile {
  const fallback = actionValue(profile.defaultAction, profile.defaultErrnoRet);
  const rules: JudgeRule[] = [];
  for (const entry of profile.syscalls) {
    const { includes = {}, excludes = {} } = entry;
    if (excludes.arches?.includes(machine)) continue;
    if (excludes.caps?.some((cap) => caps.includes(cap))) continue;
    if (excludes.minKernel !== undefined) continue;
    if (includes.arches?.length && !includes.arches.includes(machine)) continue;
    if (includes.caps?.some((cap) => !caps.includes(cap))) continue;
    const action = actionValue(entry.action, entry.errnoRet);
    if (action === fallback) continue;
    const tests = (entry.args ?? []).map(
      ({ index, value, valueTwo, op }): JudgeTest => ({
        index,
        op: OPERATORS.findIndex((one) => one === op) + 1,
        a: BigInt(value),
        b: BigInt(valueTwo ?? 0),
      }),
    );
    const indexes = new Set(tests.map(({ index }) => index));
    const apart = indexes.size < tests.length;
    for (const name of entry.names)
      // runc skips what libseccomp can't resolve, and the judge's lines have no empty words.
      if (name === "") continue;
      else if (apart)
        for (const test of tests) rules.push({ action, name, tests: [test] });
      else rules.push({ action, name, tests });
  }
  return { arch, default: fallback, rules };
}

/** JSON with all digits of 64-bit values. */
export function ociText(profile: OciProfile): string {
  const text = JSON.stringify(
    profile,
    (_, value: unknown) => (typeof value === "bigint" ? `<${value}>` : value),
    1,
  );
  return text.replace(/"<([0-9]+)>"/g, "$1");
}
