/** How far an answer lets a call get. */
import { describeReturn, type ReturnAction } from "../../compiler/actions.js";
import type { ChangeKind } from "./model.js";

/** The kernel's order of precedence; refusals count alike. */
const STEPS: Readonly<Record<ReturnAction["action"], number>> = {
  kill: 0,
  "kill(thread)": 0,
  trap: 0,
  deny: 0,
  notify: 1,
  trace: 2,
  log: 3,
  allow: 4,
};

function stepOf(value: number): number {
  return STEPS[describeReturn(value).action];
}

/** The kernel makes the call. */
export function isMade(value: number): boolean {
  return stepOf(value) >= STEPS.log;
}

export function kindOf(before: number, after: number): ChangeKind {
  if (isMade(before) === isMade(after)) return "changed";
  return isMade(after) ? "allowed" : "refused";
}

export function isWider(before: number, after: number): boolean {
  return stepOf(after) > stepOf(before);
}
