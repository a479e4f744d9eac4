/** What holds beside a policy's rules: the default, numbers nobody knows, other ABIs. */
import { nowhere } from "../../document/places.js";
import type { Range } from "../../document/diagnostic.js";
import type { Action, Policy } from "../../policy/model.js";
import type { Refuse } from "./regions.js";

export interface DefaultSettings {
  readonly refuse: Refuse;
  /** What can't be said is left out with a warning. */
  readonly lossy: boolean;
}

/** Where the policy states them. */
export function rangesOf(policy: Policy): {
  readonly default: Range;
  readonly unknown: Range;
  readonly foreign: Range;
} {
  const unstated = { ...nowhere, file: policy.files[0]?.path ?? "" };
  return (
    policy.places ?? { default: unstated, unknown: unstated, foreign: unstated }
  );
}

/** Refuses what a target can't say whose other ABIs get `foreign`, and whose numbers the default. */
export function checkDefaults(
  policy: Policy,
  { refuse, lossy }: DefaultSettings,
  foreign: "kill" | "kill(thread)",
): void {
  const places = rangesOf(policy);
  const [first] = policy.arches;
  if (first === undefined) return;
  if (policy.arches.some((one) => one.default.value !== first.default.value))
    refuse(
      "a default that has another number on another arch",
      places.default,
      "export one arch: --arch",
    );
  if (lossy) return;
  if (policy.arches.some((one) => one.unknown.value !== one.default.value))
    refuse(
      `numbers that the table has not get ${textOf(first.unknown.action)}, and all others ${textOf(first.default.action)}`,
      places.unknown,
      "--lossy gives them the default",
    );
  if (textOf(first.foreign.action) !== foreign)
    refuse(
      `calls of another ABI get ${textOf(first.foreign.action)}, and there they get ${foreign}`,
      places.foreign,
      `--lossy gives them ${foreign}`,
    );
}

/** An action as a policy writes it. */
export function textOf(action: Action): string {
  switch (action.kind) {
    case "deny":
      return `deny(${action.errno})`;
    case "kill":
      return action.scope === "thread" ? "kill(thread)" : "kill";
    case "trap":
    case "trace":
      return `${action.kind}(${action.data})`;
    default:
      return action.kind;
  }
}
