/** What `/explain` answers: every rule that touches a syscall, on each arch of the policy. */
import { archNames, archTable } from "../../../syscalls/index.js";
import { explain } from "../../audit/explain.js";
import { shownExplanation } from "../../audit/shown.js";
import { Fault } from "../../document/fault.js";
import { nearest } from "../../document/nearest.js";
import type { Policy } from "../../policy/model.js";
import { shownPath } from "./faults.js";
import type { ExplainRequest } from "./model.js";

export function explained(
  policy: Policy,
  { syscall, phase = "run" }: ExplainRequest,
): object {
  requireSyscall(syscall);
  return shownExplanation(explain(policy, syscall, phase), shownPath);
}

function requireSyscall(name: string): void {
  if (archNames.some((arch) => archTable(arch).byName.has(name))) return;
  const names = archNames.flatMap((arch) => [...archTable(arch).byName.keys()]);
  const near = nearest(name, [...new Set(names)]);
  throw new Fault(
    "unknown-syscall",
    `/syscall: no arch has a syscall "${name}"`,
    near === undefined ? {} : { hint: `write ${near}` },
  );
}
