/** Which policy a run of `/api/v1` gets: its language's own, a shipped one, or its caller's. */
import { createHash } from "node:crypto";
import type { BeyondCall } from "../audit/model.js";
import { AUDIT_RETRY_AFTER_S } from "../audit/auditor.js";
import { problemOf, type ProblemType } from "../problem.js";
import type { Lane } from "../queue.js";
import type { Job } from "../runner.js";
import type { Service } from "../service.js";
import type { Language } from "../../runtime/model.js";
import { defaultPolicy } from "../../runtime/policies.js";
import { shippedPolicyNames } from "../../policy-files.js";
import { refusalAnswer, type RunAnswer } from "./run-answers.js";

/** What a request says of its policy: a name, a text, or a text by that key. */
export type AskedPolicy = string | { readonly text: string };

export type RunPolicy =
  | { readonly kind: "policy"; readonly policy: Job["policy"] }
  | (RunAnswer & { readonly kind: "problem" });

export async function runPolicy(
  asked: AskedPolicy | undefined,
  language: Language,
  network: boolean,
  service: Service,
  caller: Lane,
  signal: AbortSignal,
): Promise<RunPolicy> {
  if (asked === undefined) return { kind: "policy", policy: undefined };
  const own = defaultPolicy(language, network);
  const text = textOf(asked);
  return text === undefined
    ? shipped(String(asked), own, service)
    : callers(text, own, service, caller, signal);
}

/** A name has none of what every policy's text has. */
function textOf(asked: AskedPolicy): string | undefined {
  if (typeof asked === "object") return asked.text;
  return /[\n:]/.test(asked) ? asked : undefined;
}

/** Only what the operator lets callers name, besides what a run has anyway. */
function shipped(name: string, own: string, service: Service): RunPolicy {
  const { allowPolicies } = service.configuration;
  if (name === own || allowPolicies.includes(name))
    return { kind: "policy", policy: name };
  return shippedPolicyNames().includes(name)
    ? refused("policy-not-allowed", `"${name}" is not among allow_policies`)
    : refused("no-such-policy", `there is no policy "${name}"`);
}

async function callers(
  text: string,
  own: string,
  { configuration, auditor }: Service,
  caller: Lane,
  signal: AbortSignal,
): Promise<RunPolicy> {
  const { loosestPolicy } = configuration;
  if (loosestPolicy === undefined)
    return refused(
      "policy-not-allowed",
      "this service takes no policies of its callers (loosest_policy)",
    );
  const bound = loosestPolicy === "own" ? own : loosestPolicy;
  const answer = await auditor.ask(
    { kind: "prepare", policy: text, bound },
    caller,
    signal,
  );
  switch (answer.kind) {
    case "prepared": {
      const digest = createHash("sha256").update(text).digest("hex");
      const { filters, observedBoot } = answer;
      const policy = {
        digest,
        filters: {
          ...filters,
          ...(observedBoot === undefined
            ? {}
            : { observedBoot: () => observedBoot }),
        },
      };
      return { kind: "policy", policy };
    }
    case "too-loose":
      return refused("policy-too-loose", sentenceOf(answer.calls), {
        beyond: answer.calls,
      });
    case "wrong": {
      const { message, hint, diagnostics } = answer;
      return refused("bad-policy", message, { hint, diagnostics });
    }
    case "too-costly":
      return refused("too-costly");
    case "refused":
      return refusalAnswer(answer.reason, AUDIT_RETRY_AFTER_S);
    default:
      return answer satisfies never;
  }
}

function sentenceOf([first]: readonly BeyondCall[]): string | undefined {
  if (first === undefined) return undefined;
  const { call, phase, action, loosest, line, policy } = first;
  const by = line === undefined ? "by its default" : `${policy ?? ""}:${line}`;
  const when = phase === "boot" ? "at boot, " : "";
  return `${when}${call}: the policy says ${action} (${by}), the loosest that callers may ask for says ${loosest}`;
}

function refused(
  type: ProblemType,
  detail?: string,
  more?: Readonly<Record<string, unknown>>,
): RunAnswer & { readonly kind: "problem" } {
  const problem = problemOf(type, detail, more);
  return { kind: "problem", problem, retryAfterS: undefined };
}
