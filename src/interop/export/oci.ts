/**
 * OCI's seccomp profile, and Kubernetes' security-profiles-operator's, which holds the same.
 * An argument of 32 bits is written as a masked comparison: libseccomp's others compare the
 * whole register. An action that differs by arch is written with moby's `includes`.
 */
import type { Range } from "../../document/diagnostic.js";
import type {
  Action,
  ArchAction,
  ArchName,
  ArchPolicy,
  Policy,
} from "../../policy/model.js";
import { DOCKER_ARCHES, SCMP_ARCHES } from "../import/oci-text.js";
import { kernel } from "../../policy/kernel.js";
import { greatest } from "../condition/intervals.js";
import {
  ALTERNATIVES_MAX,
  alternativesOf,
  type Conjunction,
} from "./alternatives.js";
import { checkDefaults, rangesOf, textOf as textOfAction } from "./defaults.js";
import { regionsOf, type Refuse } from "./regions.js";

interface ActionWords {
  readonly action: string;
  readonly errnoRet?: number;
}

/** One object of `syscalls`, before names that share it are joined. */
interface Entry extends ActionWords {
  readonly args?: readonly object[];
}

export interface OciSettings {
  /** What refuses is called: "OCI", "SeccompProfile". */
  readonly refuse: Refuse;
  readonly lossy: boolean;
  /** The security-profiles-operator's: no `includes`, no errno of the default. */
  readonly plain: boolean;
}

/** The profile as an object in the order of its keys; its 64-bit values are `bigint`. */
export function ociProfile(policy: Policy, settings: OciSettings): object {
  const { refuse, plain } = settings;
  checkDefaults(policy, settings, "kill(thread)");
  const [first] = policy.arches;
  const arches = policy.arches.map(({ arch }) => arch);
  const fallback = first === undefined ? undefined : wordsOf(first.default);
  if (first?.default.action.kind === "trap" && first.default.action.data !== 0)
    refuse("a default with a trap's data", rangesOf(policy).default);
  if (plain && (fallback?.errnoRet ?? 1) !== 1)
    refuse("a default with another errno than EPERM", rangesOf(policy).default);
  for (const arch of plain ? arches : [])
    if (!SPO_ARCHES.has(scmpArch(arch)))
      refuse(
        `the arch ${arch}`,
        rangesOf(policy).default,
        "export the others: --arch",
      );
  const entries = entriesOf(policy, settings);
  return {
    defaultAction: fallback?.action,
    ...(fallback?.errnoRet === undefined || plain
      ? {}
      : { defaultErrnoRet: fallback.errnoRet }),
    architectures: arches.map(scmpArch),
    syscalls: joined(entries, arches, settings, rangesOf(policy).default),
  };
}

/** For each name, its entries on each arch. */
type EntriesByName = ReadonlyMap<
  string,
  ReadonlyMap<ArchName, readonly Entry[]>
>;

function entriesOf(policy: Policy, settings: OciSettings): EntriesByName {
  const byName = new Map<string, Map<ArchName, readonly Entry[]>>();
  for (const arch of policy.arches)
    for (const [name, entries] of archEntries(arch, settings)) {
      const arches = byName.get(name) ?? new Map<ArchName, readonly Entry[]>();
      byName.set(name, arches);
      arches.set(arch.arch, entries);
    }
  return byName;
}

function archEntries(
  policy: ArchPolicy,
  { refuse, plain }: OciSettings,
): readonly (readonly [string, readonly Entry[]])[] {
  return regionsOf(policy, refuse).map(({ name, regions }) => {
    const entries = regions.flatMap(({ action, formula, range }): Entry[] => {
      const words = wordsOf(action);
      if (action.action.kind === "trap" && action.action.data !== 0)
        refuse(`trap with the data ${action.action.data}`, range);
      // Its errnoRet and its values are Go's integers that are left out where they are 0.
      if (plain && words.errnoRet === 0)
        refuse(`${textOfAction(action.action)}: its errno can't be 0`, range);
      if (formula === true) return [words];
      const alternatives = alternativesOf(formula);
      if (alternatives === undefined) {
        refuse(
          `${name} would need more than ${ALTERNATIVES_MAX} alternatives on ${policy.arch}`,
          range,
        );
        return [];
      }
      if (plain && alternatives.some(isBeyondInt64))
        refuse(`${name} is compared with a number of 64 bits`, range);
      return alternatives.map((tests) => ({ ...words, args: argsOf(tests) }));
    });
    return [name, entries] as const;
  });
}

/** A SeccompProfile's values are signed, and not negative. */
function isBeyondInt64(tests: Conjunction): boolean {
  return tests.some(
    ({ mask, value }) =>
      value > greatest(63) || (mask > greatest(63) && mask !== greatest(64)),
  );
}

function argsOf(tests: Conjunction): readonly object[] {
  return [...tests]
    .sort((a, b) => a.argument - b.argument)
    .map(({ argument: index, mask, value }) =>
      mask === greatest(64)
        ? { index, value, op: "SCMP_CMP_EQ" }
        : { index, value: mask, valueTwo: value, op: "SCMP_CMP_MASKED_EQ" },
    );
}

/** Names with the same entries on the same arches become one object an entry. */
function joined(
  byName: EntriesByName,
  arches: readonly ArchName[],
  { refuse, plain }: OciSettings,
  range: Range,
): readonly object[] {
  const groups = new Map<
    string,
    { names: string[]; entries: readonly Entry[]; on: readonly ArchName[] }
  >();
  for (const [name, perArch] of byName) {
    const byText = new Map<
      string,
      { entries: readonly Entry[]; on: ArchName[] }
    >();
    for (const [arch, entries] of perArch) {
      const text = textOf(entries);
      const same = byText.get(text);
      if (same === undefined) byText.set(text, { entries, on: [arch] });
      else same.on.push(arch);
    }
    for (const [text, { entries, on }] of byText) {
      const everywhere =
        byText.size === 1 && !differs(name, on, arches, byName);
      if (!everywhere && plain)
        refuse(`${name} is answered otherwise on another arch`, range);
      const key = `${everywhere ? "" : on.join()} ${text}`;
      const group = groups.get(key);
      if (group !== undefined) group.names.push(name);
      else
        groups.set(key, { names: [name], entries, on: everywhere ? [] : on });
    }
  }
  return [...groups.values()].flatMap(({ names, entries, on }) =>
    entries.map((entry) => ({
      names,
      ...entry,
      ...(on.length === 0
        ? {}
        : { includes: { arches: on.flatMap((arch) => DOCKER_ARCHES[arch]) } }),
    })),
  );
}

/** Whether an arch that has the syscall has no rule on it. */
function differs(
  name: string,
  on: readonly ArchName[],
  arches: readonly ArchName[],
  byName: EntriesByName,
): boolean {
  const own = byName.get(name);
  return arches.some(
    (arch) =>
      !on.includes(arch) &&
      own?.get(arch) === undefined &&
      kernel.table(arch).byName.has(name),
  );
}

function textOf(entries: readonly Entry[]): string {
  return JSON.stringify(entries, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
}

function scmpArch(arch: ArchName): string {
  const found = [...SCMP_ARCHES].find(([, one]) => one === arch);
  return found?.[0] ?? "";
}

function wordsOf({ action, value }: ArchAction): ActionWords {
  const data = value & 0xffff;
  switch (action.kind) {
    case "deny":
      return { action: "SCMP_ACT_ERRNO", errnoRet: data };
    case "trace":
      return { action: "SCMP_ACT_TRACE", errnoRet: data };
    default:
      return { action: PLAIN_ACTIONS[nameOf(action)] ?? "SCMP_ACT_TRAP" };
  }
}

function nameOf(action: Action): string {
  return action.kind === "kill" ? `kill-${action.scope}` : action.kind;
}

/** The arches that the operator's schema of a SeccompProfile lists, and we have. */
const SPO_ARCHES: ReadonlySet<string> = new Set([
  "SCMP_ARCH_X86_64",
  "SCMP_ARCH_X32",
  "SCMP_ARCH_X86",
  "SCMP_ARCH_AARCH64",
  "SCMP_ARCH_ARM",
  "SCMP_ARCH_RISCV64",
  "SCMP_ARCH_PPC64LE",
  "SCMP_ARCH_S390X",
]);

const PLAIN_ACTIONS: Readonly<Record<string, string>> = {
  allow: "SCMP_ACT_ALLOW",
  log: "SCMP_ACT_LOG",
  notify: "SCMP_ACT_NOTIFY",
  "kill-process": "SCMP_ACT_KILL_PROCESS",
  "kill-thread": "SCMP_ACT_KILL_THREAD",
  trap: "SCMP_ACT_TRAP",
};
