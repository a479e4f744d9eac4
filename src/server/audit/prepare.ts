/**
 * A caller's policy becomes the filters of its runs, or the reason why it may not: compiled,
 * proven, and held to the loosest policy that the operator allows, for this machine's arch.
 */
import { callText } from "../../audit/call-text.js";
import { findWidenings } from "../../compiler/widening.js";
import { Fault } from "../../document/fault.js";
import { actionText } from "../../policy/actions.js";
import { decide } from "../../policy/decide.js";
import { loadPolicy } from "../../policy/load.js";
import type { ArchPolicy, Phase, Policy } from "../../policy/model.js";
import { diskSource, readPolicy } from "../../policy-files.js";
import {
  filtersOfPolicy,
  guestParameters,
  ownArch,
} from "../../runtime/policies.js";
import { shown, wrong } from "./faults.js";
import { load, meaningOn } from "./given.js";
import type { BeyondCall, PreparedAnswer, PrepareRequest } from "./model.js";

/** Calls that an answer tells of, each of another syscall. */
const BEYOND_MOST = 5;

const PHASES: readonly Phase[] = ["run", "boot"];

export function prepare(request: PrepareRequest): PreparedAnswer {
  try {
    const { policy, diagnostics } = load({ policy: request.policy });
    if (policy === undefined)
      return {
        kind: "wrong",
        message: "the policy has errors",
        diagnostics: diagnostics.map(shown),
      };
    const arch = ownArch();
    // Made here, where it delays nobody: a thread hands over data, not functions.
    const { observedBoot, ...filters } = filtersOfPolicy(policy, arch);
    const calls = beyond(
      meaningOn(policy, arch),
      meaningOn(boundOf(request.bound), arch),
    );
    return calls.length === 0
      ? { kind: "prepared", filters, observedBoot: observedBoot?.() }
      : { kind: "too-loose", calls };
  } catch (error) {
    return wrong(error);
  }
}

/** The operator's: a shipped one by name, or a path of the configuration. */
function boundOf(nameOrPath: string): Policy {
  const file = readPolicy(nameOrPath);
  const { policy } = loadPolicy(diskSource(file), file);
  if (policy === undefined)
    throw new Error(`the loosest policy ${nameOrPath} has errors`);
  return policy;
}

/** Rules at boot are held to it too: nothing of a caller's is trusted with more. */
function beyond(policy: ArchPolicy, bound: ArchPolicy): readonly BeyondCall[] {
  for (const phase of PHASES) {
    const calls = findWidenings(policy, bound, {
      phase,
      values: guestParameters,
      most: BEYOND_MOST,
    });
    if (calls === "out-of-room")
      throw new Fault(
        "undecided",
        "comparing the policy with the loosest takes more memory than the prover allows itself",
        { hint: "split the rules, or test fewer arguments in them" },
      );
    if (calls.length > 0)
      return calls.map((call) => {
        const given = decide(policy, phase, call, guestParameters);
        const allowed = decide(bound, phase, call, guestParameters);
        return {
          call: callText(call, policy.arch),
          phase,
          action: actionText(given.action.action),
          loosest: actionText(allowed.action.action),
          ...(given.rule === undefined
            ? {}
            : { line: given.rule.range.line, policy: given.rule.policy }),
        };
      });
  }
  return [];
}
