/** An OCI profile's entries as rules, merged as libseccomp merges them on each arch. */
import { kernel, knownAnywhere } from "../../policy/kernel.js";
import type { ArchName, Comparison } from "../../policy/model.js";
import { greatest } from "../condition/intervals.js";
import { testCount, TESTS_MAX } from "../fates.js";
import type { SourceCondition, SourceRule, SourceTest } from "../source.js";
import type { Told } from "../told.js";
import { mergeAsLibseccomp, type Added } from "./libseccomp.js";
import type { EntryOfProfile } from "./oci-entries.js";

export function rulesOf(
  entries: readonly EntryOfProfile[],
  arches: readonly ArchName[],
  fallback: string,
  told: Told,
): readonly SourceRule[] {
  const all = entries.flatMap((entry) => candidatesOf(entry, arches));
  const kept = new Map<Candidate, ArchName[]>();
  for (const arch of arches) {
    for (const candidates of byNumber(all, arch).values()) {
      // A rule that says what the default says is not given to libseccomp.
      const added = candidates
        .filter(({ action }) => action !== fallback)
        .map((rule): Added<Candidate> => ({
          rule,
          action: rule.action,
          alternatives: wholeOn(arch, rule.alternatives)
            ? undefined
            : rule.alternatives,
        }));
      // More than a policy takes is told of the rules that are kept.
      const tooMany = testCount(added.map(({ rule }) => rule.rule)) > TESTS_MAX;
      const merged = tooMany
        ? { kept: added, conflicts: [] }
        : mergeAsLibseccomp(added);
      for (const [earlier, later] of merged.conflicts)
        tellConflict(earlier.rule, later.rule, told);
      for (const { rule } of merged.kept)
        kept.set(rule, [...(kept.get(rule) ?? []), arch]);
    }
  }
  const rules: SourceRule[] = [];
  for (const candidate of all) {
    const { rule } = candidate;
    const its = kept.get(candidate);
    if (its === undefined) continue;
    if (candidate.within !== undefined) {
      // A policy's rule on the call covers the multiplexer by itself.
      checkMultiplexed(candidate, candidate.within, its, told);
      continue;
    }
    rules.push(its.length === arches.length ? rule : { ...rule, arches: its });
  }
  return rules;
}

/** Tests of no bits are none to libseccomp (`_db_arg_cmp_need_lo`, `_hi` in its db.c). */
function wholeOn(
  arch: ArchName,
  alternatives: readonly (readonly SourceTest[])[] | undefined,
): boolean {
  const register = greatest(kernel.table(arch).bits);
  return (alternatives ?? []).some((tests) =>
    tests.every(({ mask }) => mask !== undefined && (mask & register) === 0n),
  );
}

function candidatesOf(
  entry: EntryOfProfile,
  arches: readonly ArchName[],
): readonly Candidate[] {
  const on = arches.filter(entry.holdsOn);
  if (on.length === 0) return [];
  const action = entry.action(arches);
  const alternatives = alternativesOf(entry.tests);
  const when = conditionOf(alternatives);
  return entry.names.flatMap(({ text: name, range }): Candidate[] => {
    const rule: SourceRule = {
      action,
      name,
      ...(when === undefined ? {} : { when }),
      ...(entry.why === undefined ? {} : { why: entry.why }),
      range,
    };
    const own = { rule, action, alternatives, on, within: undefined };
    return [own, ...throughMultiplexers(own)];
  });
}

function byNumber(
  all: readonly Candidate[],
  arch: ArchName,
): ReadonlyMap<number, readonly Candidate[]> {
  const { byName } = kernel.table(arch);
  const found = new Map<number, Candidate[]>();
  for (const candidate of all) {
    const nr = byName.get(candidate.rule.name)?.nr;
    if (nr === undefined || !candidate.on.includes(arch)) continue;
    found.set(nr, [...(found.get(nr) ?? []), candidate]);
  }
  return found;
}

/** A multiplexer's own arguments are in memory, where no filter can read them. */
function checkMultiplexed(
  { rule: { name: through } }: Candidate,
  { rule, alternatives }: Candidate,
  arches: readonly ArchName[],
  told: Told,
): void {
  if (alternatives === undefined) return;
  told.lost(
    "multiplexed-arguments",
    `on ${arches.join(", ")} ${rule.name} is reached through ${through} too, whose arguments no filter can read`,
    rule.range,
    { syscall: rule.name },
  );
}

function tellConflict(earlier: Candidate, later: Candidate, told: Told): void {
  const { name, range } = later.rule;
  told.lost(
    "conflicting-rules",
    `a call of ${name} can match this rule (${later.action}) and the one in line ${earlier.rule.range.line} (${earlier.action}), and libseccomp decides by an order of its own`,
    range,
    {
      syscall: name,
      hint: "make the rules exclude each other; --lossy takes the first",
    },
  );
}

/** More unknown names than this are counted. */
const UNKNOWN_MAX = 50;

/** What no arch has, for the policy's first lines. */
export function unknownNames(
  entries: readonly EntryOfProfile[],
): readonly string[] {
  const known = knownAnywhere(kernel);
  const unknown = new Set(
    entries.flatMap(({ names }) =>
      names.map(({ text }) => text).filter((name) => !known.has(name)),
    ),
  );
  const shown = [...unknown].slice(0, UNKNOWN_MAX).map(nameText);
  const more = unknown.size - shown.length;
  return more === 0 ? shown : [...shown, `and ${more} more`];
}

/** As it stands in a sentence: what is no plain word is quoted, and cut. */
function nameText(name: string): string {
  return /^\w{1,64}$/.test(name) ? name : JSON.stringify(name.slice(0, 64));
}

interface Candidate {
  readonly rule: SourceRule;
  readonly action: string;
  readonly alternatives: readonly (readonly SourceTest[])[] | undefined;
  readonly on: readonly ArchName[];
  /** The rule that this one is for, on the multiplexer's number. */
  readonly within: Candidate | undefined;
}

/**
 * What libseccomp adds for a rule on a socket or System V call where `socketcall` or `ipc`
 * makes it too: a rule on that syscall's first argument.
 */
function throughMultiplexers(own: Candidate): readonly Candidate[] {
  const { rule, action, on } = own;
  return on.flatMap((arch): Candidate[] => {
    const call = kernel
      .multiplexed(arch)
      .find(({ name }) => name === rule.name);
    if (call === undefined) return [];
    const operator: Comparison = "==";
    const { range } = rule;
    const { selector: argument, mask, value } = call;
    const width = "register";
    const first: SourceTest = { argument, width, mask, operator, value, range };
    const when = { kind: "test", test: first } as const;
    return [
      {
        rule: { ...rule, name: call.through.name, when },
        action,
        alternatives: [[first]],
        on: [arch],
        within: own,
      },
    ];
  });
}

/** runc adds tests of one argument as separate rules, and tests of several as one. */
function alternativesOf(
  tests: readonly SourceTest[],
): readonly (readonly SourceTest[])[] | undefined {
  if (tests.length === 0) return undefined;
  const distinct = new Set(tests.map(({ argument }) => argument));
  return distinct.size < tests.length ? tests.map((test) => [test]) : [tests];
}

function conditionOf(
  alternatives: readonly (readonly SourceTest[])[] | undefined,
): SourceCondition | undefined {
  if (alternatives === undefined) return undefined;
  return {
    kind: "any",
    of: alternatives.map((tests) => ({
      kind: "all",
      of: tests.map((test) => ({ kind: "test", test })),
    })),
  };
}
