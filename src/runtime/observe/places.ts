/** Where a policy decided on a call, as results name it. */
import type { Decision } from "../../policy/decide.js";
import type { ObservedFilter } from "./observation.js";

/** The rule's file and line; of a default its own, or the policy's name where no file states it. */
export function placeOf(
  { rule, reason }: Pick<Decision, "rule" | "reason">,
  { name, places }: Pick<ObservedFilter, "name" | "places">,
): string {
  if (rule !== undefined) return `${rule.range.file}:${rule.range.line}`;
  const what = reason === "boot-refusal" ? "default" : reason;
  const range = what === "rule" ? undefined : places?.[what];
  return range === undefined
    ? `${name} (${what})`
    : `${range.file}:${range.line} (${what})`;
}
