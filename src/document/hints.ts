/** What to write instead where a file has another key or another kind of value than it should. */
import type { Node } from "./document.js";
import { KEYS, type MapKind } from "./keys.js";
import { nearest } from "./nearest.js";

/** Of keys that must be there. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  callgate: `write "callgate: 1" at the top: the version of the policy language`,
  name: `write "name: NAME", the file's name without .yaml`,
  width: "write width: 32 or width: 64",
  group: `write "group: NAME", the file's name without .yaml`,
  description: "one sentence: what these syscalls have in common",
};

/** Actions as libseccomp and others call them. */
const ALSO_CALLED: ReadonlyMap<string, string> = new Map([
  ["errno", "deny(ERRNO)"],
  ["block", "deny"],
  ["kill_process", "kill"],
  ["kill_thread", "kill(thread)"],
  ["user_notif", "notify"],
  ["syscall", "allow"],
  ["syscalls", "allow"],
  ["names", "allow"],
  ["if", "when"],
  ["args", "when"],
  ["unless", "when"],
  ["not", "except"],
  ["comment", "why"],
  ["reason", "why"],
]);

/** For a key that is none of `kind`'s. */
export function keyHint(key: string, kind: MapKind): string {
  const known = KEYS[kind];
  const other =
    kind === "rule" ? ALSO_CALLED.get(key.toLowerCase()) : undefined;
  // `Deny(EPERM)` and `deny EPERM` start as an action does.
  const [start = ""] = /^\w*/.exec(key) ?? [];
  const action = nearest(start, known);
  const inside = key.slice(start.length);
  const near =
    other ??
    nearest(key, known) ??
    (action !== undefined && /^\(.*\)$/.test(inside)
      ? action + inside
      : action);
  return near === undefined
    ? `its keys are ${known.join(", ")}`
    : `did you mean ${near}?`;
}

/** For a value without anything in it. */
export function emptyHint(name: string): string {
  switch (name) {
    case "when":
      return "leave the key out for a rule without a condition";
    case "arch":
      return "leave the key out for a rule on every arch of the policy";
    case "arches":
      return "name the arches, or leave the key out for x86_64 and aarch64";
    case "names":
      return NAMES_HINT;
    default:
      return ACTION.test(name) ? NAMES_HINT : "leave the key out";
  }
}

const ACTION = /^(allow|log|deny|kill|trap|trace|notify)\b/;
const NAMES_HINT = `name a syscall or a "@group"`;

/** For a value of another kind. `name` is the key it stands under, in a list too. */
export function typeHint(
  node: Node,
  name: string,
  kind: MapKind,
): string | undefined {
  if (kind === "rule" && name === "rules")
    return `start it with an action: "allow: NAME"`;
  switch (name) {
    case "":
      return undefined;
    case "rules":
      return `start each rule with a dash: "- allow: NAME"`;
    case "when":
      return isNothing(node)
        ? emptyHint(name)
        : "a condition is text: ARGUMENT == VALUE";
    case "default":
    case "unknown":
    case "foreign":
      return "write an action, as deny(EPERM) or kill";
    case "boot":
      return `write "rules:" with a list below it, or leave the key out`;
    case "params":
      return `write "NAME: { width: 32 }" below it, or leave the key out`;
    case "accept":
      return `write "FINDING: reason" below it, or leave the key out`;
    case "name":
    case "group":
      return "a name is a lower-case letter, then lower-case letters, digits and dashes";
    case "why":
    case "description":
      return isNothing(node) ? emptyHint(name) : quoted(node);
    default:
      return otherHint(node, name, kind);
  }
}

function otherHint(
  node: Node,
  name: string,
  kind: MapKind,
): string | undefined {
  if (kind === "parameter") return `write "${name}: { width: 32 }"`;
  if (isNothing(node)) return emptyHint(name);
  if (node.kind === "list") return "write its items in the list around it";
  return ACTION.test(name) || name === "names" || name === "except"
    ? `write the names of syscalls, or a "@group"`
    : undefined;
}

function isNothing(node: Node): boolean {
  return node.kind === "scalar" && node.value === null;
}

function quoted(node: Node): string | undefined {
  return node.kind === "scalar"
    ? `put it into quotes: "${String(node.value)}"`
    : "write it as text";
}
