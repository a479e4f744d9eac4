/** What the shipped policies say, read when first asked for: they do not change while we run. */
import { createHash } from "node:crypto";
import { basename } from "node:path";
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

export function policySummaries(): readonly PolicySummary[] {
  return shippedPolicyNames().flatMap((name) => {
    const policy = shippedPolicy(name);
    return policy === undefined ? [] : [summaryOf(policy)];
  });
}

/** The shipped policy called `name`; undefined where none is. */
export function policyDetail(name: string): PolicyDetail | undefined {
  const policy = shippedPolicy(name);
  if (policy === undefined) return undefined;
  return {
    ...summaryOf(policy),
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
      sha256: createHash("sha256").update(text).digest("hex"),
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
