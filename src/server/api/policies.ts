/** What the shipped policies say, read when first asked for: they do not change while we run. */
import { basename } from "node:path";
import { setImmediate } from "node:timers/promises";
import { compile } from "../../compiler/compile.js";
import { INSTRUCTION_BYTES } from "../../compiler/instructions.js";
import { sha256 } from "../../compiler/sha256.js";
import { loadPolicy } from "../../policy/load.js";
import type { Policy, Rule } from "../../policy/model.js";
import {
  diskSource,
  readPolicy,
  shippedPolicyNames,
} from "../../policy-files.js";

export interface PolicySummary {
  readonly name: string;
  readonly description: string | undefined;
  readonly arches: readonly string[];
  /** The policy's own text, its parents' and its groups'. */
  readonly sources: readonly {
    readonly name: string;
    readonly sha256: string;
  }[];
}

export interface PolicyDetail extends PolicySummary {
  /** Of each arch and phase. */
  readonly programs: readonly {
    readonly arch: string;
    readonly phase: string;
    readonly instructions: number;
    readonly sha256: string;
  }[];
  readonly params: readonly {
    readonly name: string;
    readonly width: number;
    readonly why: string | undefined;
  }[];
  readonly rules: readonly {
    readonly phase: string;
    readonly action: string;
    readonly syscalls: readonly string[];
    readonly when: string | undefined;
    readonly why: string | undefined;
    /** The policy that it stands in, and the line. */
    readonly policy: string;
    readonly line: number;
  }[];
}

const read = new Map<string, Policy>();
const details = new Map<string, Promise<PolicyDetail>>();

export async function policySummaries(): Promise<readonly PolicySummary[]> {
  const summaries: PolicySummary[] = [];
  for (const name of shippedPolicyNames()) {
    await setImmediate();
    const policy = shippedPolicy(name);
    if (policy !== undefined) summaries.push(summaryOf(policy));
  }
  return summaries;
}

/** The shipped policy called `name`; undefined where none is. */
export async function policyDetail(
  name: string,
): Promise<PolicyDetail | undefined> {
  const known = details.get(name);
  if (known !== undefined) return known;
  const policy = shippedPolicy(name);
  if (policy === undefined) return undefined;
  const detail = detailOf(policy);
  details.set(name, detail);
  return detail;
}

async function detailOf(policy: Policy): Promise<PolicyDetail> {
  return {
    ...summaryOf(policy),
    programs: await programsOf(policy),
    params: policy.params.map(({ name, width, why }) => ({ name, width, why })),
    rules: policy.rules.map((rule) => ({
      phase: rule.phase,
      action: actionText(rule),
      syscalls: syscallsOf(policy, rule),
      when: rule.when,
      why: rule.why,
      policy: rule.policy,
      line: rule.range.line,
    })),
  };
}

/** Other requests go on between two programs: each takes tens of milliseconds. */
async function programsOf(policy: Policy): Promise<PolicyDetail["programs"]> {
  const programs: PolicyDetail["programs"][number][] = [];
  for (const { arch } of policy.arches) {
    for (const phase of ["run", "boot"] as const) {
      await setImmediate();
      const { bytes } = compile(policy, { arch, phase });
      const instructions = bytes.length / INSTRUCTION_BYTES;
      programs.push({ arch, phase, instructions, sha256: sha256(bytes) });
    }
  }
  return programs;
}

function shippedPolicy(name: string): Policy | undefined {
  const known = read.get(name);
  if (known !== undefined) return known;
  if (!shippedPolicyNames().includes(name)) return undefined;
  const file = readPolicy(name);
  const { policy } = loadPolicy(diskSource(file), file);
  if (policy !== undefined) read.set(name, policy);
  return policy;
}

function summaryOf(policy: Policy): PolicySummary {
  return {
    name: policy.name,
    description: policy.description,
    arches: policy.arches.map(({ arch }) => arch),
    sources: policy.files.map(({ path, text }) => ({
      name: basename(path, ".yaml"),
      sha256: sha256(new TextEncoder().encode(text)),
    })),
  };
}

/** Its names on any arch, in the order of the first that has each. */
function syscallsOf(policy: Policy, rule: Rule): readonly string[] {
  const names = policy.arches.flatMap(({ rules, bootRules }) =>
    [...rules, ...bootRules]
      .filter((each) => each.rule.id === rule.id)
      .map(({ name }) => name),
  );
  return [...new Set(names)];
}

function actionText({ action }: Rule): string {
  switch (action.kind) {
    case "allow":
    case "log":
    case "notify":
      return action.kind;
    case "deny":
      return `deny(${action.errno})`;
    case "kill":
      return action.scope === "process" ? "kill" : "kill(thread)";
    case "trap":
    case "trace":
      return `${action.kind}(${action.data})`;
    default:
      return action satisfies never;
  }
}
