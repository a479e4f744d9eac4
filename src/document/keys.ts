/** The keys of each kind of mapping in a policy or a group. */

/** What kind of mapping something stands in. */
export type MapKind = "policy" | "group" | "rule" | "boot" | "parameter";

const RULE_KEYS = ["when", "except", "arch", "why", "accept"] as const;

/** In the order in which a file has them. */
export const KEYS: Readonly<Record<MapKind, readonly string[]>> = {
  group: ["callgate", "group", "description", "names"],
  policy: [
    "callgate",
    "name",
    "description",
    "extends",
    "arches",
    "default",
    "unknown",
    "foreign",
    "accept",
    "rules",
    "params",
    "boot",
  ],
  rule: [
    "allow",
    "log",
    "deny",
    "kill",
    "trap(DATA)",
    "trace(DATA)",
    "notify",
    ...RULE_KEYS,
  ],
  boot: ["rules"],
  parameter: ["width", "why"],
};
