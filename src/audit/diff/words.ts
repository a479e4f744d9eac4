/** How texts of a diff name calls, and who answers them. */
import type { ArchName } from "../../policy/model.js";
import type { Behind, Change, ChangedCalls } from "./model.js";

/** A group's name, with `@`, and its members. */
export interface Group {
  readonly name: string;
  readonly syscalls: readonly string[];
}

/** A group in place of fewer names hides more than it says. */
const GROUPED_MIN = 4;

/**
 * The changed syscalls in the order of their first arch's numbers: groups that changed as a
 * whole by their names, and the arches where a name did not change on all of them.
 */
export function namesIn(
  { calls }: Change,
  groups: readonly Group[],
): readonly string[] {
  const arches = new Set(calls.map(({ arch }) => arch));
  const byName = new Map<string, ArchName[]>();
  for (const { name, arch } of calls) {
    const on = byName.get(name) ?? [];
    byName.set(name, on);
    if (!on.includes(arch)) on.push(arch);
  }
  const left = new Set(byName.keys());
  const chosen: string[] = [];
  const fitting = groups
    .map(({ name, syscalls }) => ({
      name,
      syscalls: syscalls.filter((one) => byName.has(one)),
      isWhole: syscalls.every((one) => byName.has(one)),
    }))
    .filter(
      ({ isWhole, syscalls }) => isWhole && syscalls.length >= GROUPED_MIN,
    )
    .sort(
      (a, b) =>
        b.syscalls.length - a.syscalls.length || (a.name < b.name ? -1 : 1),
    );
  for (const { name, syscalls } of fitting) {
    const gain = syscalls.filter((one) => left.has(one));
    if (gain.length < GROUPED_MIN) continue;
    for (const one of gain) left.delete(one);
    chosen.push(`${name} (${syscalls.length})`);
  }
  const names = [...left].map((name) => {
    const on = byName.get(name) ?? [];
    return on.length === arches.size ? name : `${name} (${on.join(", ")})`;
  });
  return [...chosen, ...names];
}

export function archesIn({ calls }: Change): readonly ArchName[] {
  return [...new Set(calls.map(({ arch }) => arch))];
}

/** At most `most` of the names, and how many more there are. */
export function shortened(names: readonly string[], most: number): string {
  return names.length <= most + 1
    ? names.join(", ")
    : `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}

/** The numbers that have no name of their own, as ranges. */
export function numbersText({ isSyscall, numbers }: ChangedCalls): string {
  if (isSyscall) return "";
  const text = (nr: number): string =>
    nr < 0x10000 ? String(nr) : `0x${nr.toString(16)}`;
  return shortened(
    numbers.map(([first, last]) =>
      first === last ? text(first) : `${text(first)}..${text(last)}`,
    ),
    6,
  );
}

/** Who answers, in words: `policy/libc.yaml:12`, or which default. */
export function behindText(behind: Behind): string {
  const place =
    behind.file === null || behind.line === null
      ? ""
      : `${behind.file}:${behind.line}`;
  switch (behind.kind) {
    case "rule":
      return place;
    case "instruction":
      return `instruction ${behind.instruction ?? 0}`;
    default:
      return place === "" ? `"${behind.kind}"` : `"${behind.kind}", ${place}`;
  }
}

/** Rules and defaults, few of them: a default that changes has all syscalls behind it. */
export const BEHIND_MAX = 6;

export const KIND_WORDS = {
  allowed: "newly allowed",
  refused: "no longer allowed",
  changed: "answered otherwise",
} as const;
