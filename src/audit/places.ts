/** Where findings about no rule stand, and how arches and rules are named in sentences. */
import { nowhere } from "../document/places.js";
import type { Range } from "../document/diagnostic.js";
import type { Policy, Rule } from "../policy/model.js";

/** Where the policy, or the parent that it has it from, states an action; else its first character. */
export function placeOf(
  { places, files }: Policy,
  key: "default" | "unknown" | "foreign",
): Range {
  return places?.[key] ?? { ...nowhere, file: files[0]?.path ?? "" };
}

/** `line 12`, or `policy/libc.yaml:12` where it is in another file than `beside`. */
export function ruleText({ range }: Rule, beside: Range): string {
  return range.file === beside.file
    ? `the rule on line ${range.line}`
    : `the rule at ${range.file}:${range.line}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: Iterable<string>): string {
  const all = [...new Set(words)];
  const last = all.at(-1) ?? "";
  return all.length < 2 ? last : `${all.slice(0, -1).join(", ")} and ${last}`;
}
