/**
 * What a policy answers by `kill(thread)`: the kernel does so by itself, and nobody is told of
 * the call. A result names the rules in place of the calls.
 */
import type { ArchAction } from "../../policy/model.js";
import type { ObservedFilter } from "./observation.js";
import { placeOf } from "./places.js";

export function endsThread({ action }: ArchAction): boolean {
  return action.kind === "kill" && action.scope === "thread";
}

/** Where the policy says so, as `refusedBy` of a denial names places; each once. */
export function threadKills(filter: ObservedFilter): readonly string[] {
  const { policy } = filter;
  const rules = policy.rules
    .filter(({ action }) => endsThread(action))
    .map(({ rule }) => placeOf({ rule, reason: "rule" }, filter));
  const defaults = (["default", "unknown", "foreign"] as const)
    .filter((reason) => endsThread(policy[reason]))
    .map((reason) => placeOf({ rule: undefined, reason }, filter));
  return [...new Set([...rules, ...defaults])];
}
