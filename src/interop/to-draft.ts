/** Writes what an importer read as a policy: groups where they fit exactly, one rule a fate. */
import { nowhere } from "../document/places.js";
import { GroupReader } from "../policy/groups.js";
import { kernel } from "../policy/kernel.js";
import type { ArchName, PolicySource } from "../policy/model.js";
import type { DraftRule, PolicyDraft } from "../policy/draft.js";
import { fatesOf, type Fate } from "./fates.js";
import type { SourcePolicy } from "./source.js";
import type { Told } from "./told.js";

/** `source` is where groups come from. */
export function draftOf(
  policy: SourcePolicy,
  source: PolicySource,
  told: Told,
): PolicyDraft {
  const { fates, narrowed, comments } = fatesOf(policy, told);
  const groups = groupsOf(source);
  const rules = fates.flatMap((fate) => rulesOf(fate, policy, groups));
  const homeless: string[] = [];
  for (const { syscall, text } of [...policy.losses, ...told.losses]) {
    const at = rules.findIndex((rule) => rule.names.includes(syscall ?? ""));
    const rule = rules[at];
    if (rule === undefined) homeless.push(text);
    else rules[at] = { ...rule, comment: joined(rule.comment, text) };
  }
  return {
    name: policy.name,
    description: policy.description,
    arches: policy.arches,
    default: policy.default,
    unknown: policy.unknown,
    foreign: policy.foreign,
    rules,
    comments: [
      ...policy.comments,
      ...(narrowed.length === 0
        ? []
        : [
            `The file compares these as whole registers; the kernel reads fewer bits of them, and so does this policy: ${narrowed.join(", ")}.`,
          ]),
      ...comments,
      ...homeless,
    ],
  };
}

function joined(before: string | undefined, text: string): string {
  return before === undefined ? text : `${before} ${text}`;
}

export interface Members {
  readonly name: string;
  readonly syscalls: readonly string[];
}

const known = new WeakMap<PolicySource, readonly Members[]>();

/** The groups of a source, which is asked once. */
export function groupsOf(source: PolicySource): readonly Members[] {
  let groups = known.get(source);
  if (groups === undefined) known.set(source, (groups = readGroups(source)));
  return groups;
}

/** A group with a fault is left aside: `callgate check` says what is wrong with it. */
function readGroups(source: PolicySource): readonly Members[] {
  let sound = true;
  const reader = new GroupReader(
    source,
    kernel,
    ({ severity }) => (sound &&= severity !== "error"),
    () => undefined,
  );
  return source.groupNames().flatMap((name) => {
    if (OWN_PURPOSE.has(name)) return [];
    sound = true;
    const asked = { text: `@${name}`, range: nowhere };
    const syscalls = reader.syscalls(asked, "");
    return syscalls === undefined || !sound
      ? []
      : [{ name: asked.text, syscalls }];
  });
}

function rulesOf(
  { steps, names, arches }: Fate,
  policy: SourcePolicy,
  groups: readonly Members[],
): readonly DraftRule[] {
  const shown = withGroups(names, arches ?? policy.arches, groups);
  return steps.map(({ action, when, why }) => {
    const [only] = when ?? [];
    return {
      action,
      names: shown,
      ...(when === undefined
        ? {}
        : { when: when.length === 1 && only !== undefined ? only : when }),
      ...(arches === undefined ? {} : { arch: arches }),
      ...(why === undefined ? {} : { why }),
    };
  });
}

/** Groups for one purpose of ours, which the author of another tool's file had not in mind. */
const OWN_PURPOSE: ReadonlySet<string> = new Set(["interpreter-start"]);

/** A group for fewer names than this hides more than it says. */
const GROUPED_MIN = 3;

/** `names` with groups in the place of all their members that these arches have. */
export function withGroups(
  names: readonly string[],
  arches: readonly ArchName[],
  groups: readonly Members[],
): readonly string[] {
  if (names.length < GROUPED_MIN) return names;
  const wanted = new Set(names);
  const exists = (name: string): boolean =>
    arches.some((arch) => kernel.table(arch).byName.has(name));
  let fitting = groups
    .map(({ name, syscalls }) => ({ name, syscalls: syscalls.filter(exists) }))
    .filter(({ syscalls }) => syscalls.every((one) => wanted.has(one)));
  const left = new Set(names);
  const chosen: string[] = [];
  for (;;) {
    const gain = ({ syscalls }: Members): number =>
      syscalls.filter((one) => left.has(one)).length;
    fitting = fitting
      .filter((group) => gain(group) >= GROUPED_MIN)
      .sort((a, b) => gain(b) - gain(a) || (a.name < b.name ? -1 : 1));
    const [best] = fitting;
    if (best === undefined) break;
    chosen.push(best.name);
    for (const one of best.syscalls) left.delete(one);
  }
  return [...chosen.sort(), ...left];
}
