/** Whether programs and policies mean the same, for any program the kernel takes. */
import { archTable, type ArchName } from "../../syscalls/index.js";
import type { ArchPolicy, Phase } from "../policy/model.js";
import { programFault } from "./check.js";
import { coreWith } from "./core.js";
import { programBlock } from "./instructions.js";
import { lowerPolicy, type Lowering } from "./lower.js";
import { readVerdict, type Verdict } from "./verdict.js";

export interface VerifyOptions {
  /** By default `run`. */
  readonly phase?: Phase;
  /** The program was compiled with `observe`. */
  readonly observe?: boolean;
  /** Values of the policy's parameters. */
  readonly values?: ReadonlyMap<string, bigint>;
}

/** Whether `bytes` answer every call as `policy` says; `left` of a witness is the policy's answer. */
export function verifyProgram(
  bytes: Uint8Array,
  policy: ArchPolicy,
  options: VerifyOptions = {},
): Verdict {
  const table = archTable(policy.arch);
  const fault = programFault(bytes, table.endian);
  if (fault !== undefined) return { kind: "not-loadable", ...fault };
  const core = coreWith(
    lowerPolicy(loweringOf(policy, options), options.values),
    programBlock(bytes, table.endian),
  );
  core.exports.prove();
  return readVerdict(core.answer());
}

/** Whether two programs for `arch` answer every call alike. */
export function comparePrograms(
  left: Uint8Array,
  right: Uint8Array,
  arch: ArchName,
): Verdict {
  const { endian, auditArch } = archTable(arch);
  const fault = programFault(left, endian) ?? programFault(right, endian);
  if (fault !== undefined) return { kind: "not-loadable", ...fault };
  const first = programBlock(left, endian);
  const core = coreWith(first, programBlock(right, endian));
  core.exports.comparePrograms(first.length, auditArch);
  return readVerdict(core.answer());
}

/** Whether two policies of one arch mean the same. */
export function comparePolicies(
  left: ArchPolicy,
  right: ArchPolicy,
  options: VerifyOptions = {},
): Verdict {
  const core = coreWith(
    lowerPolicy(loweringOf(left, options), options.values),
    lowerPolicy(loweringOf(right, options), options.values),
  );
  core.exports.comparePolicies();
  return readVerdict(core.answer());
}

function loweringOf(policy: ArchPolicy, options: VerifyOptions): Lowering {
  return {
    policy,
    table: archTable(policy.arch),
    phase: options.phase ?? "run",
    observe: options.observe ?? false,
    parameters: [],
    profile: undefined,
  };
}
