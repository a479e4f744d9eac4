/**
 * systemd's lines for a unit: names allowed or refused, each with one errno. systemd adds
 * `@default` to every list that allows, so what the policy does not allow of it is taken out.
 */
import type { ArchAction, Policy } from "../../policy/model.js";
import { SYSTEMD_GROUPS } from "../import/systemd-groups.js";
import {
  checkDefaults,
  rangesOf,
  textOf,
  type DefaultSettings,
} from "./defaults.js";
import { regionsOf, type Refuse } from "./regions.js";

/** The lines of a `[Service]` section. */
export function systemdLines(
  policy: Policy,
  settings: DefaultSettings,
): string {
  const { refuse } = settings;
  checkDefaults(policy, settings, "kill");
  const [first] = policy.arches;
  if (first === undefined) return "";
  const actions = actionsByName(policy, refuse);
  const allows = first.default.value !== ALLOW && first.default.value !== LOG;
  const refusal = errnoOf(first.default, refuse, rangesOf(policy).default);
  const lines = ["[Service]", "SystemCallArchitectures=native"];
  const named = (wanted: (text: string) => boolean): string[] =>
    [...actions].filter(([, { text }]) => wanted(text)).map(([name]) => name);
  const allowed = named((text) => text === "allow" || text === "log");
  if (allows) {
    // One name opens a list that allows, whatever follows.
    lines.push(
      ...settingLines(
        "SystemCallFilter",
        "",
        allowed.length > 0 ? allowed : ["exit_group"],
      ),
    );
    const unwanted = defaultMembers().filter((name) => !allowed.includes(name));
    if (allowed.length === 0 && !unwanted.includes("exit_group"))
      unwanted.push("exit_group");
    lines.push(...settingLines("SystemCallFilter", "~", unwanted));
    lines.push(`SystemCallErrorNumber=${refusal ?? "kill"}`);
  }
  const refused = new Map<string, string[]>();
  for (const [name, { text, errno }] of actions) {
    if (text === "allow" || text === "log" || errno === undefined) continue;
    const names = refused.get(errno) ?? [];
    refused.set(errno, names);
    names.push(`${name}:${errno}`);
  }
  for (const names of refused.values())
    lines.push(...settingLines("SystemCallFilter", "~", names));
  const granted = first.default.value === LOG ? "allow" : "log";
  const logged = named((text) => text === granted);
  if (first.default.value === LOG && logged.length === 0)
    refuse("logging every call that is allowed", rangesOf(policy).default);
  lines.push(
    ...settingLines("SystemCallLog", granted === "allow" ? "~" : "", logged),
  );
  return `${lines.join("\n")}\n`;
}

const ALLOW = 0x7fff0000;
const LOG = 0x7ffc0000;

interface NamedAction {
  readonly text: string;
  /** For a refusal: the errno's number, or "kill". */
  readonly errno: string | undefined;
}

function actionsByName(
  policy: Policy,
  refuse: Refuse,
): ReadonlyMap<string, NamedAction> {
  const byName = new Map<string, NamedAction>();
  for (const arch of policy.arches) {
    const found = new Map(
      regionsOf(arch, refuse).map(({ name, regions }) => [name, regions]),
    );
    for (const [name, [first]] of found) {
      if (first === undefined) continue;
      if (first.formula !== true) {
        refuse(`${name} is answered by its arguments`, first.range);
        continue;
      }
      const text = textOf(first.action.action);
      const before = byName.get(name);
      if (before !== undefined && before.text !== text)
        refuse(`${name} is answered otherwise on ${arch.arch}`, first.range);
      const errno = errnoOf(first.action, refuse, first.range);
      byName.set(name, { text, errno });
    }
  }
  return byName;
}

/** Undefined for what is allowed; anything that is no errno and no kill is refused. */
function errnoOf(
  { action, value }: ArchAction,
  refuse: Refuse,
  range: Parameters<Refuse>[1],
): string | undefined {
  switch (action.kind) {
    case "allow":
    case "log":
      return undefined;
    case "deny":
      return typeof action.errno === "string"
        ? action.errno
        : String(value & 0xffff);
    case "kill":
      if (action.scope === "process") return "kill";
      refuse("killing one thread", range);
      return undefined;
    default:
      refuse(`the action ${textOf(action)}`, range);
      return undefined;
  }
}

function defaultMembers(): string[] {
  return [...(SYSTEMD_GROUPS.get("@default") ?? [])];
}

/** As many names a line as people read. */
function settingLines(
  key: string,
  prefix: string,
  names: readonly string[],
): readonly string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let length = 0;
  for (const name of names) {
    if (length + name.length > 70 && line.length > 0) {
      lines.push(`${key}=${prefix}${line.join(" ")}`);
      line = [];
      length = 0;
    }
    line.push(name);
    length += name.length + 1;
  }
  if (line.length > 0) lines.push(`${key}=${prefix}${line.join(" ")}`);
  return lines;
}
