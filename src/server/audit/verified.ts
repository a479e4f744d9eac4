/** What `/verify` answers: whether a program does what a policy says, or a call where it does not. */
import type { ArchName } from "../../../syscalls/index.js";
import { callText } from "../../audit/call-text.js";
import { returnText } from "../../compiler/actions.js";
import type { Call } from "../../compiler/call.js";
import { verifyProgram } from "../../compiler/verify.js";
import type { Policy } from "../../policy/model.js";
import { bytesOf, meaningOn, valuesOf } from "./given.js";
import type { VerifyRequest } from "./model.js";

export function verified(policy: Policy, request: VerifyRequest): object {
  const { program, arch, phase = "run", params = {} } = request;
  const verdict = verifyProgram(
    bytesOf(program, "/program"),
    meaningOn(policy, arch),
    { phase, values: valuesOf([policy], params) },
  );
  const about = { arch, phase };
  if (verdict.kind !== "differs") return { ...about, ...verdict };
  const { witness, left, right } = verdict;
  return {
    ...about,
    kind: "differs",
    witness: shownCall(witness, arch),
    policy: returnText(left),
    program: returnText(right),
  };
}

/** A call with its 64-bit values as texts. */
function shownCall(call: Call, arch: ArchName): object {
  return {
    arch: call.arch,
    nr: call.nr,
    args: call.args.map((value) => `0x${value.toString(16)}`),
    text: callText(call, arch),
  };
}
