/** How far an answer lets a call get. */
import { describeReturn } from "../../compiler/actions.js";
import { STEPS } from "../../compiler/widening.js";
import type { ChangeKind } from "./model.js";

function stepOf(value: number): number {
  const { action } = describeReturn(value);
  return STEPS[action === "kill(thread)" ? "kill" : action];
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
