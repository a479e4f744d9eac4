/**
 * OCI's and Docker's seccomp profiles (runtime-spec's `linux.seccomp`, moby's and
 * containers' files with `archMap`, `includes` and `excludes`; Kubernetes' SeccompProfile
 * holds the same), with the meaning that runc and libseccomp give them.
 */
import type { Range } from "../../document/diagnostic.js";
import { nearest } from "../../document/nearest.js";
import { kernel, knownAnywhere } from "../../policy/kernel.js";
import type { ArchName, Comparison, PolicyFile } from "../../policy/model.js";
import { readJson, readYaml, valueOf, type Data } from "../data.js";
import { denyText, errnoNamed, policyName } from "../names.js";
import type {
  SourceCondition,
  SourcePolicy,
  SourceRule,
  SourceTest,
} from "../source.js";
import type { Told } from "../told.js";
import { Fields, type Text } from "./fields.js";
import { chosenArches, type ImportOptions } from "./importer.js";
import { mergeAsLibseccomp, type Added } from "./libseccomp.js";
import {
  DOCKER_ARCHES,
  OTHER_SCMP_ARCHES,
  SCMP_ACTIONS,
  SCMP_ARCHES,
  SCMP_COMPARISONS,
} from "./oci-text.js";

export function importOci(
  file: PolicyFile,
  options: ImportOptions,
  told: Told,
): readonly SourcePolicy[] {
  const report = (d: {
    code: string;
    message: string;
    range: Range;
    hint?: string;
  }): void => told.error(d.code, d.message, d.range, d.hint);
  const isJson = /^\s*[{[]/.test(file.text);
  const data = isJson ? readJson(file, report) : readYaml(file, report);
  if (data === undefined) return [];
  return new OciReader(file, options, told).policies(data);
}

/** An entry of `syscalls`, read. */
interface EntryOfProfile {
  readonly names: readonly Text[];
  readonly action: (arches: readonly ArchName[]) => string;
  readonly tests: readonly SourceTest[];
  readonly why: string | undefined;
  readonly holdsOn: (arch: ArchName) => boolean;
  readonly range: Range;
}

class OciReader {
  readonly #file: PolicyFile;
  readonly #options: ImportOptions;
  readonly #told: Told;
  readonly #fields: Fields;
  readonly #comments: string[] = [];

  constructor(file: PolicyFile, options: ImportOptions, told: Told) {
    this.#file = file;
    this.#options = options;
    this.#told = told;
    this.#fields = new Fields(told);
  }

  policies(root: Data): readonly SourcePolicy[] {
    const { data, name } = this.#profileIn(root);
    if (data === undefined) return [];
    this.#fields.noOthers(data, PROFILE_KEYS);
    const arches = this.#arches(data);
    const fallback = this.#default(data)(arches);
    const entries = this.#fields
      .list(valueOf(data, "syscalls"), `"syscalls"`)
      .flatMap((entry) => this.#entry(entry) ?? []);
    this.#sayFlags(data);
    const rules = this.#rules(entries, arches, fallback);
    return [
      {
        name,
        description: `Imported from ${baseName(this.#file.path)}, a seccomp profile of OCI's format.`,
        arches,
        default: fallback,
        unknown: fallback,
        foreign: "kill(thread)",
        rules,
        comments: this.#comments,
        losses: this.#told.losses,
      },
    ];
  }

  /** The profile itself, in a runtime configuration, or in a Kubernetes object. */
  #profileIn(root: Data): { data: Data | undefined; name: string } {
    const name = policyName(this.#file.path);
    const linux = valueOf(valueOf(root, "linux"), "seccomp");
    const spec = valueOf(root, "spec");
    if (linux !== undefined)
      return { data: this.#fields.object(linux, `"linux.seccomp"`), name };
    if (spec !== undefined) {
      const given = valueOf(valueOf(root, "metadata"), "name");
      return {
        data: this.#fields.object(spec, `"spec"`),
        name: given?.kind === "text" ? policyName(`${given.text}.`) : name,
      };
    }
    return { data: this.#fields.object(root, "a seccomp profile"), name };
  }

  #arches(data: Data): readonly ArchName[] {
    const architectures = valueOf(data, "architectures");
    const archMap = valueOf(data, "archMap");
    if (architectures !== undefined && archMap !== undefined)
      this.#told.error(
        "two-arch-lists",
        `"architectures" and "archMap" can't both be given`,
        archMap.range,
        "keep one of the two",
      );
    const names = [
      ...this.#fields.texts(architectures, `"architectures"`),
      ...this.#fields.list(archMap, `"archMap"`).flatMap((entry) => {
        this.#fields.noOthers(entry, ["architecture", "subArchitectures"]);
        const main = this.#fields.text(
          valueOf(entry, "architecture"),
          `"architecture"`,
        );
        const others = this.#fields.texts(
          valueOf(entry, "subArchitectures"),
          `"subArchitectures"`,
        );
        return main === undefined ? others : [main, ...others];
      }),
    ];
    const listed: ArchName[] = [];
    const others: string[] = [];
    for (const { text, range } of names) {
      const arch = SCMP_ARCHES.get(text);
      if (arch !== undefined) listed.push(arch);
      else if (OTHER_SCMP_ARCHES.has(text)) others.push(text.slice(10));
      else this.#unknownWord("arch", text, range, SCMP_ARCHES.keys());
    }
    const { arches } = this.#options;
    const wanted = new Set(listed.length > 0 ? listed : []);
    if (arches === undefined && others.length > 0)
      this.#comments.push(
        `The file is also for arches that callgate has no table of: ${[...new Set(others)].join(", ")}.`,
      );
    const chosen =
      arches ?? (wanted.size > 0 ? [...wanted] : chosenArches(this.#options));
    const mixed = chosen.some((arch) =>
      (FAMILIES.get(arch) ?? []).some((one) => wanted.has(one)),
    );
    if (mixed)
      this.#comments.push(
        "In the file one filter serves a machine's arch and its sub-arches; here each arch has its own program, and calls of another arch are foreign.",
      );
    return kernel.archNames.filter((arch) => chosen.includes(arch));
  }

  #default(data: Data): (arches: readonly ArchName[]) => string {
    const action = this.#fields.required(data, "defaultAction");
    return this.#action(
      this.#fields.text(action, `"defaultAction"`),
      valueOf(data, "defaultErrnoRet"),
      valueOf(data, "defaultErrno"),
    );
  }

  #entry(entry: Data): EntryOfProfile | undefined {
    if (this.#fields.object(entry, "each syscall rule") === undefined)
      return undefined;
    this.#fields.noOthers(entry, ENTRY_KEYS);
    const single = this.#fields.text(valueOf(entry, "name"), `"name"`);
    const names = [
      ...(single === undefined ? [] : [single]),
      ...this.#fields.texts(valueOf(entry, "names"), `"names"`),
    ];
    if (names.length === 0)
      this.#told.error("no-names", "this rule names no syscall", entry.range);
    const action = this.#action(
      this.#fields.text(this.#fields.required(entry, "action"), `"action"`),
      valueOf(entry, "errnoRet"),
      valueOf(entry, "errno"),
    );
    const tests = this.#fields
      .list(valueOf(entry, "args"), `"args"`)
      .flatMap((argument) => this.#test(argument) ?? []);
    const comment = this.#fields.text(valueOf(entry, "comment"), `"comment"`);
    return {
      names,
      action,
      tests,
      why: comment?.text === "" ? undefined : comment?.text,
      holdsOn: this.#scope(entry),
      range: entry.range,
    };
  }

  #action(
    word: Text | undefined,
    errnoRet: Data | undefined,
    errno: Data | undefined,
  ): (arches: readonly ArchName[]) => string {
    const kind = word === undefined ? "allow" : SCMP_ACTIONS.get(word.text);
    if (word !== undefined && kind === undefined)
      this.#unknownWord("action", word.text, word.range, SCMP_ACTIONS.keys());
    const most = kind === "errno" ? MAX_ERRNO : 0xffffn;
    const number = this.#fields.whole(errnoRet, "an errno", most);
    const named = this.#fields.text(errno, "an errno's name");
    if (kind !== "errno" && kind !== "trace") {
      // moby and containers write `errnoRet` beside such a default, and don't read it.
      if (number !== undefined && errnoRet !== undefined && number !== 0n)
        this.#told.error(
          "errno-without-use",
          `${word?.text ?? "this action"} has no errno`,
          errnoRet.range,
          "SCMP_ACT_ERRNO and SCMP_ACT_TRACE have one",
        );
      return () => kind ?? "allow";
    }
    return (arches) => {
      const byName =
        named === undefined || named.text === ""
          ? undefined
          : errnoNamed(named.text, arches);
      if (named !== undefined && named.text !== "" && byName === undefined)
        this.#told.error(
          "unknown-errno",
          `no errno is called "${named.text}" on every arch of the file`,
          named.range,
        );
      // EPERM is runc's, where the file says nothing.
      const value = number === undefined ? (byName ?? 1) : Number(number);
      return kind === "errno" ? denyText(value, arches) : `trace(${value})`;
    };
  }

  #test(data: Data): SourceTest | undefined {
    if (this.#fields.object(data, "each argument") === undefined)
      return undefined;
    this.#fields.noOthers(data, ARGUMENT_KEYS);
    const index = this.#fields.whole(
      this.#fields.required(data, "index"),
      `"index"`,
      5n,
    );
    const value = this.#fields.whole(
      this.#fields.required(data, "value"),
      `"value"`,
    );
    const second = this.#fields.whole(valueOf(data, "valueTwo"), `"valueTwo"`);
    const word = this.#fields.text(this.#fields.required(data, "op"), `"op"`);
    if (index === undefined || value === undefined || word === undefined)
      return undefined;
    const operator = SCMP_COMPARISONS.get(word.text);
    if (operator === undefined) {
      this.#unknownWord(
        "comparison",
        word.text,
        word.range,
        SCMP_COMPARISONS.keys(),
      );
      return undefined;
    }
    const common = {
      argument: Number(index),
      width: "register",
      range: data.range,
    } as const;
    return operator === "masked"
      ? {
          ...common,
          operator: "==",
          mask: value,
          // libseccomp compares what the mask leaves of the value.
          value: (second ?? 0n) & value,
        }
      : { ...common, operator, value };
  }

  /** Whether `includes` and `excludes` let an entry apply, as moby asks them. */
  #scope(entry: Data): (arch: ArchName) => boolean {
    const includes = this.#conditions(entry, "includes");
    const excludes = this.#conditions(entry, "excludes");
    const caps = new Set(this.#options.caps);
    return (arch) => {
      const isNamed = (arches: readonly string[]): boolean =>
        DOCKER_ARCHES[arch].some((name) => arches.includes(name));
      if (isNamed(excludes.arches)) return false;
      if (excludes.caps.some((cap) => caps.has(cap))) return false;
      if (excludes.kernel === true) return false;
      if (includes.arches.length > 0 && !isNamed(includes.arches)) return false;
      return (
        includes.caps.every((cap) => caps.has(cap)) && includes.kernel !== false
      );
    };
  }

  #conditions(
    entry: Data,
    key: "includes" | "excludes",
  ): {
    readonly arches: readonly string[];
    readonly caps: readonly string[];
    /** Whether the kernel is at least the one that is asked for; undefined: none is. */
    readonly kernel: boolean | undefined;
  } {
    const data = valueOf(entry, key);
    if (data !== undefined && this.#fields.object(data, `"${key}"`))
      this.#fields.noOthers(data, ["arches", "caps", "minKernel"]);
    const texts = (name: string): readonly string[] =>
      this.#fields
        .texts(valueOf(data, name), `"${name}"`)
        .map(({ text }) => text);
    const minKernel = this.#fields.text(
      valueOf(data, "minKernel"),
      `"minKernel"`,
    );
    return {
      arches: texts("arches"),
      caps: texts("caps"),
      kernel: this.#isAtLeast(minKernel),
    };
  }

  #isAtLeast(wanted: Text | undefined): boolean | undefined {
    if (wanted === undefined || wanted.text === "") return undefined;
    const [major, minor] = versionOf(wanted.text) ?? [];
    if (major === undefined || minor === undefined) {
      this.#told.error(
        "bad-version",
        `"${wanted.text}" is not a kernel's version`,
        wanted.range,
        "write it as 4.8",
      );
      return undefined;
    }
    const { kernel: given } = this.#options;
    if (given === undefined) {
      const assumed = `The kernel is taken to be ${wanted.text} or newer (--kernel says another).`;
      if (!this.#comments.includes(assumed)) this.#comments.push(assumed);
      return true;
    }
    const [ownMajor = 0, ownMinor = 0] = versionOf(given) ?? [];
    return ownMajor > major || (ownMajor === major && ownMinor >= minor);
  }

  #rules(
    entries: readonly EntryOfProfile[],
    arches: readonly ArchName[],
    fallback: string,
  ): readonly SourceRule[] {
    const all = entries.flatMap((entry) => this.#rulesOf(entry, arches));
    const kept = new Map<Candidate, ArchName[]>();
    for (const arch of arches) {
      for (const candidates of this.#byNumber(all, arch).values()) {
        // A rule that says what the default says is not given to libseccomp.
        const added = candidates
          .filter(({ action }) => action !== fallback)
          .map((rule): Added<Candidate> => ({
            rule,
            action: rule.action,
            alternatives: rule.alternatives,
          }));
        const merged = mergeAsLibseccomp(added);
        for (const [earlier, later] of merged.conflicts)
          this.#conflict(earlier.rule, later.rule);
        for (const { rule } of merged.kept)
          kept.set(rule, [...(kept.get(rule) ?? []), arch]);
      }
    }
    this.#sayUnknown(entries);
    const rules: SourceRule[] = [];
    for (const candidate of all) {
      const { rule } = candidate;
      const its = kept.get(candidate);
      if (its === undefined) continue;
      if (candidate.within !== undefined) {
        // A policy's rule on the call covers the multiplexer by itself.
        this.#checkMultiplexed(candidate, candidate.within, its);
        continue;
      }
      rules.push(
        its.length === arches.length ? rule : { ...rule, arches: its },
      );
    }
    return rules;
  }

  #rulesOf(
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

  #byNumber(
    all: readonly Candidate[],
    arch: ArchName,
  ): ReadonlyMap<number, readonly Candidate[]> {
    const { byName } = kernel.table(arch);
    const byNumber = new Map<number, Candidate[]>();
    for (const candidate of all) {
      const nr = byName.get(candidate.rule.name)?.nr;
      if (nr === undefined || !candidate.on.includes(arch)) continue;
      byNumber.set(nr, [...(byNumber.get(nr) ?? []), candidate]);
    }
    return byNumber;
  }

  /** A multiplexer's own arguments are in memory, where no filter can read them. */
  #checkMultiplexed(
    { rule: { name: through } }: Candidate,
    { rule, alternatives }: Candidate,
    arches: readonly ArchName[],
  ): void {
    if (alternatives === undefined) return;
    this.#told.lost(
      "multiplexed-arguments",
      `on ${arches.join(", ")} ${rule.name} is reached through ${through} too, whose arguments no filter can read`,
      rule.range,
      { syscall: rule.name },
    );
  }

  #conflict(earlier: Candidate, later: Candidate): void {
    const { name, range } = later.rule;
    this.#told.lost(
      "conflicting-rules",
      `a call of ${name} can match this rule (${later.action}) and the one in line ${earlier.rule.range.line} (${earlier.action}), and libseccomp decides by an order of its own`,
      range,
      {
        syscall: name,
        hint: "make the rules exclude each other; --lossy takes the first",
      },
    );
  }

  #sayUnknown(entries: readonly EntryOfProfile[]): void {
    const known = knownAnywhere(kernel);
    const unknown = new Set(
      entries.flatMap(({ names }) =>
        names.map(({ text }) => text).filter((name) => !known.has(name)),
      ),
    );
    if (unknown.size > 0)
      this.#comments.push(
        `No arch that callgate knows has these, which OCI's runtimes skip too: ${[...unknown].join(", ")}.`,
      );
  }

  #sayFlags(data: Data): void {
    const flags = this.#fields.texts(valueOf(data, "flags"), `"flags"`);
    if (flags.length > 0)
      this.#comments.push(
        `The file asks for ${flags.map(({ text }) => text).join(", ")}: how a filter is loaded is no part of a policy.`,
      );
  }

  #unknownWord(
    what: string,
    word: string,
    range: Range,
    words: Iterable<string>,
  ): void {
    const near = nearest(word, words);
    this.#told.error(
      `unknown-${what}`,
      `there is no ${what} "${word}"`,
      range,
      near === undefined ? undefined : `did you mean ${near}?`,
    );
  }
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

function versionOf(text: string): readonly [number, number] | undefined {
  const match = /^(\d{1,4})\.(\d{1,4})(?:[.-].*)?$/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

function baseName(path: string): string {
  return path.replace(/^.*[/\\]/, "");
}

/** The kernel answers no errno above this (linux/err.h). */
const MAX_ERRNO = 4095n;

/** Arches whose programs one machine runs. */
const FAMILIES: ReadonlyMap<ArchName, readonly ArchName[]> = new Map([
  ["x86_64", ["i386", "x32"]],
  ["aarch64", ["arm"]],
]);

const PROFILE_KEYS = [
  "defaultAction",
  "defaultErrnoRet",
  "defaultErrno",
  "architectures",
  "archMap",
  "syscalls",
  "flags",
  "listenerPath",
  "listenerMetadata",
];

const ENTRY_KEYS = [
  "names",
  "name",
  "action",
  "errnoRet",
  "errno",
  "args",
  "comment",
  "includes",
  "excludes",
];

const ARGUMENT_KEYS = ["index", "value", "valueTwo", "op"];
