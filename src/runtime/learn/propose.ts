/** A policy that allows what a program did, as a person would go on from. */
import { archTable, type ArchName } from "../../../syscalls/index.js";
import type { DraftRule, PolicyDraft } from "../../policy/draft.js";
import type { SeenCall } from "../native.js";
import { isAllowed, learnedOf, type Learned } from "./learned.js";
import { purposes, type Purpose } from "./purposes.js";

/** What every program calls at its end or on a signal, seen or not. */
const ALWAYS = ["exit", "exit_group", "restart_syscall", "rt_sigreturn"];

/** The policy of a first run. */
export function proposal(
  name: string,
  command: readonly string[],
  calls: readonly SeenCall[],
  arch: ArchName,
): PolicyDraft {
  const allowed = learnedOf(calls.filter(isAllowed), arch);
  return {
    name,
    arches: [arch],
    default: "deny(EPERM)",
    unknown: "deny(ENOSYS)",
    foreign: "kill",
    rules: [
      ...fallBacks(calls, arch),
      ...rulesFor([...allowed, ...always(allowed, arch)]),
    ],
    comments: [
      `Learned from: ${command.join(" ")}`,
      "What each rule is for (why) is yours to fill in; a run takes one way through a program, and others may need more.",
      ...refusedComments(calls, arch),
    ],
  };
}

/** Rules for what was learned, by purpose; a group's description stands above its first rule. */
export function rulesFor(learned: readonly Learned[]): readonly DraftRule[] {
  const purposeOf = purposes();
  const byGroup = new Map<string, { purpose: Purpose; of: Learned[] }>();
  for (const one of learned) {
    const purpose = purposeOf(one.syscall.name);
    const key = purpose.group ?? "";
    const others = byGroup.get(key);
    if (others === undefined) byGroup.set(key, { purpose, of: [one] });
    else others.of.push(one);
  }
  return [...byGroup]
    .sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : a.localeCompare(b)))
    .flatMap(([, { purpose, of }]) => groupRules(purpose, of));
}

function groupRules(
  { group, description }: Purpose,
  learned: readonly Learned[],
): readonly DraftRule[] {
  const plain = learned.filter(({ when }) => when === undefined);
  const rules: DraftRule[] = [
    ...(plain.length === 0
      ? []
      : [
          {
            action: "allow",
            names: plain.map(({ syscall }) => syscall.name).sort(),
          },
        ]),
    ...learned.flatMap(({ syscall, when }): DraftRule[] =>
      when === undefined
        ? []
        : [{ action: "allow", names: [syscall.name], when }],
    ),
  ];
  const comment =
    group === undefined ? description : `${group}: ${description}`;
  return rules.map((rule, at) => (at === 0 ? { ...rule, comment } : rule));
}

function always(
  learned: readonly Learned[],
  arch: ArchName,
): readonly Learned[] {
  const { byName } = archTable(arch);
  return ALWAYS.flatMap((name): Learned[] => {
    const syscall = byName.get(name);
    const isThere = learned.some((one) => one.syscall.name === name);
    return syscall === undefined || isThere
      ? []
      : [{ syscall, count: 0, when: undefined }];
  });
}

/** Calls that were refused with ENOSYS, so that the program fell back on another. */
function isFallBack({ answer }: SeenCall): boolean {
  const ENOSYS = 38;
  return answer === (0x00050000 | ENOSYS);
}

export function fallBacks(
  calls: readonly SeenCall[],
  arch: ArchName,
): readonly DraftRule[] {
  const names = learnedOf(calls.filter(isFallBack), arch).map(
    ({ syscall }) => syscall.name,
  );
  return names.length === 0
    ? []
    : [
        {
          action: "deny(ENOSYS)",
          names,
          comment:
            "The program falls back on another call, which can be judged.",
        },
      ];
}

/** What was refused while learning: never added by itself. */
export function refusedComments(
  calls: readonly SeenCall[],
  arch: ArchName,
): readonly string[] {
  const refused = learnedOf(
    calls.filter((call) => !isAllowed(call) && !isFallBack(call)),
    arch,
  );
  return refused.map(({ syscall, count, when }) => {
    const rule =
      when === undefined
        ? `- allow: ${syscall.name}`
        : `- {allow: ${syscall.name}, when: "${when}"}`;
    return `Dangerous, refused while learning and not allowed here: ${syscall.name}, ${count === 1 ? "once" : `${count} times`}. If you know why the program needs it: ${rule}`;
  });
}
