/**
 * systemd units: `SystemCallFilter=`, `SystemCallErrorNumber=`, `SystemCallLog=` and
 * `SystemCallArchitectures=`, with what systemd makes of repeated and reset settings.
 */
import type { Range } from "../../document/diagnostic.js";
import { nearest } from "../../document/nearest.js";
import { nowhere, placesOf } from "../../document/places.js";
import { kernel, knownAnywhere } from "../../policy/kernel.js";
import type { ArchName, PolicyFile } from "../../policy/model.js";
import { denyText, errnoNamed, policyName } from "../names.js";
import type { SourcePolicy, SourceRule } from "../source.js";
import type { Told } from "../told.js";
import { chosenArches, type ImportOptions } from "./importer.js";
import { settingsOf, type Setting, type Word } from "./systemd-lines.js";
import { reading, Unreadable } from "./tokens.js";
import { SYSTEMD_GROUPS } from "./systemd-groups.js";

export function importSystemd(
  file: PolicyFile,
  options: ImportOptions,
  told: Told,
): readonly SourcePolicy[] {
  const unit = new Unit(options, told);
  const policy = reading(told, () => {
    for (const setting of settingsOf(file, told)) unit.apply(setting);
    return unit.policy(file);
  });
  return policy === undefined ? [] : [policy];
}

/** The sections that have these settings; systemd ignores them in others. */
const EXECUTING: ReadonlySet<string> = new Set([
  ...["Service", "Socket", "Mount", "Swap"],
]);

/** A list of syscalls as systemd keeps it: what it is, and what was said of each name. */
interface Filter {
  readonly allows: boolean;
  /** The errno, "kill", or undefined for the list's own action. */
  readonly names: Map<string, Marked>;
}

/** Names with those of groups, which a hostile unit could list again and again. */
const NAMES_MAX = 100_000;

interface Marked {
  readonly errno: string | undefined;
  readonly range: Range;
}

class Unit {
  readonly #options: ImportOptions;
  readonly #told: Told;
  readonly #comments: string[] = [];
  #filter: Filter | undefined;
  #log: Filter | undefined;
  #refusal: Word | undefined;
  #architectures: Word[] | undefined;
  #sawSettings = false;
  #names = 0;

  constructor(options: ImportOptions, told: Told) {
    this.#options = options;
    this.#told = told;
  }

  apply({ key, words, range, section }: Setting): void {
    if (section !== undefined && !EXECUTING.has(section)) {
      if (SETTINGS.has(key))
        this.#told.lost(
          "ignored-setting",
          `systemd ignores ${key}= in [${section}]`,
          range,
          { hint: "it belongs into [Service]" },
        );
      return;
    }
    switch (key) {
      case "SystemCallFilter":
        this.#filter = this.#extended(this.#filter, words, true);
        break;
      case "SystemCallLog":
        this.#log = this.#extended(this.#log, words, false);
        break;
      case "SystemCallErrorNumber":
        this.#refusal = this.#refusalIn(words);
        break;
      case "SystemCallArchitectures":
        this.#architectures =
          words.length === 0
            ? undefined
            : [...(this.#architectures ?? []), ...words];
        break;
      default:
        this.#sayOther(key, words, range);
        return;
    }
    this.#sawSettings = true;
  }

  /** systemd ignores a value that is more than one errno, and 0. */
  #refusalIn(words: readonly Word[]): Word | undefined {
    const [first, second] = words;
    const odd =
      second ?? (numberIn(first?.text ?? "") === 0 ? first : undefined);
    if (odd !== undefined)
      this.#told.error(
        "unknown-errno",
        `systemd ignores SystemCallErrorNumber= with "${odd.text}" in it`,
        odd.range,
        `write one errno's name (EPERM), its number, or "kill"`,
      );
    return first;
  }

  policy(file: PolicyFile): SourcePolicy | undefined {
    if (!this.#sawSettings) {
      this.#told.error(
        "no-filter",
        "this unit has no SystemCallFilter=",
        placesOf(file).range(0, 0),
      );
      return undefined;
    }
    const arches = this.#arches();
    const refusal = this.#refusalOn(arches);
    const allows = this.#filter?.allows === true;
    const granted = this.#logs(undefined) ? "log" : "allow";
    const fallback = allows ? refusal : granted;
    const rules = allNames(this.#filter, this.#log).flatMap((name) => {
      const action = this.#actionOf(name, refusal, arches);
      return action.text === fallback
        ? []
        : [{ action: action.text, name, range: action.range }];
    });
    return {
      name: policyName(file.path),
      description: `Imported from ${file.path.replace(/^.*[/\\]/, "")}, a systemd unit.`,
      arches,
      default: fallback,
      unknown: fallback,
      foreign: "kill",
      rules: rules satisfies readonly SourceRule[],
      comments: this.#comments,
      losses: this.#told.losses,
    };
  }

  /** systemd's own way of going on: an empty value resets, the first list decides the kind. */
  #extended(
    before: Filter | undefined,
    words: readonly Word[],
    isFilter: boolean,
  ): Filter | undefined {
    const [first] = words;
    if (first === undefined) return undefined;
    const inverted = first.text.startsWith("~");
    const filter = before ?? { allows: !inverted, names: new Map() };
    if (before === undefined && filter.allows && isFilter)
      for (const name of membersOf("@default"))
        filter.names.set(name, { errno: undefined, range: first.range });
    const listed = inverted
      ? [{ ...first, text: first.text.slice(1) }, ...words.slice(1)]
      : words;
    for (const word of listed)
      if (word.text !== "") this.#word(filter, word, inverted);
    return filter;
  }

  #word(filter: Filter, { text, range }: Word, inverted: boolean): void {
    const [name = "", errno] = text.split(/:(.*)/s);
    if (errno !== undefined && !inverted) {
      this.#told.lost(
        "errno-on-allowed",
        `systemd ignores "${text}": a call that is allowed has no errno`,
        range,
        { hint: "errnos stand behind the names of a list that starts with ~" },
      );
      return;
    }
    const names = name.startsWith("@") ? membersOf(name) : [name];
    if (names.length === 0) {
      this.#told.lost(
        "unknown-group",
        `systemd 252 has no group "${name}"`,
        range,
        { near: () => nearest(name, SYSTEMD_GROUPS.keys()) },
      );
      return;
    }
    this.#names += names.length;
    if (this.#names > NAMES_MAX)
      throw new Unreadable(range, "this unit lists more than anybody reads");
    for (const one of names) this.#mark(filter, one, errno, inverted, range);
  }

  #mark(
    filter: Filter,
    name: string,
    errno: string | undefined,
    inverted: boolean,
    range: Range,
  ): void {
    if (!knownAnywhere(kernel).has(name)) {
      // systemd knows names that no kernel has any more; it skips what it does not know.
      if (GROUPED.has(name)) return;
      this.#told.lost(
        "unknown-syscall",
        `no arch has a syscall "${name}", and systemd skips it`,
        range,
        { near: () => nearest(name, knownAnywhere(kernel)) },
      );
      return;
    }
    if (inverted !== filter.allows || (inverted && errno !== undefined))
      filter.names.set(name, { errno, range });
    else filter.names.delete(name);
  }

  #actionOf(
    name: string,
    refusal: string,
    arches: readonly ArchName[],
  ): { readonly text: string; readonly range: Range } {
    const marked = this.#filter?.names.get(name);
    const range = marked?.range ?? this.#log?.names.get(name)?.range ?? nowhere;
    const own = (errno: string): string => this.#errno(errno, range, arches);
    if (marked?.errno !== undefined) return { text: own(marked.errno), range };
    const listed = marked !== undefined;
    const allowed =
      this.#filter === undefined || listed === this.#filter.allows;
    if (!allowed) return { text: refusal, range };
    return { text: this.#logs(name) ? "log" : "allow", range };
  }

  /** Whether a call that is allowed is logged; undefined is a name that nothing lists. */
  #logs(name: string | undefined): boolean {
    if (this.#log === undefined) return false;
    const listed = name !== undefined && this.#log.names.has(name);
    return listed === this.#log.allows;
  }

  #refusalOn(arches: readonly ArchName[]): string {
    if (this.#refusal === undefined) return "kill";
    return this.#errno(this.#refusal.text, this.#refusal.range, arches);
  }

  #errno(text: string, range: Range, arches: readonly ArchName[]): string {
    if (text === "kill") return "kill";
    const number = numberIn(text) ?? errnoNamed(text, arches);
    if (number !== undefined && number <= 4095) return denyText(number, arches);
    this.#told.error(
      "unknown-errno",
      `"${text}" is no errno`,
      range,
      `write its name (EPERM), its number, or "kill"`,
    );
    return "kill";
  }

  #arches(): readonly ArchName[] {
    const named = (this.#architectures ?? []).flatMap((word) => {
      if (word.text === "native") return chosenArches(this.#options);
      const arch = SYSTEMD_ARCHES.get(word.text);
      if (arch === undefined) {
        this.#told.lost(
          "unknown-arch",
          `callgate has no arch "${word.text}"`,
          word.range,
          { near: () => nearest(word.text, SYSTEMD_ARCHES.keys()) },
        );
      }
      return arch ?? [];
    });
    if (this.#architectures === undefined)
      this.#comments.push(
        "Without SystemCallArchitectures= systemd filters the calls of this machine's other arches too; here they are foreign.",
      );
    const chosen =
      this.#options.arches ??
      (named.length === 0 ? chosenArches(this.#options) : named);
    return kernel.archNames.filter((arch) => chosen.includes(arch));
  }

  /** Other settings of systemd that are filters of their own. */
  #sayOther(key: string, words: readonly Word[], range: Range): void {
    if (!OTHER_FILTERS.has(key)) return;
    if (words.length === 0 || /^(no|false|off|0)$/i.test(words[0]?.text ?? ""))
      return;
    this.#told.lost(
      "other-filter",
      `${key}= is a filter of its own, which this import does not read`,
      range,
    );
  }
}

/** As C's `strtoul` reads a number of any base. */
function numberIn(text: string): number | undefined {
  if (/^(0|[1-9]\d{0,3}|0x[\da-f]{1,4})$/i.test(text)) return Number(text);
  return /^0[0-7]{1,5}$/.test(text) ? parseInt(text, 8) : undefined;
}

const SETTINGS: ReadonlySet<string> = new Set(
  ["Filter", "Log", "ErrorNumber", "Architectures"].map(
    (name) => `SystemCall${name}`,
  ),
);

/** Settings that make systemd install further filters on syscalls and their arguments. */
const OTHER_FILTERS: ReadonlySet<string> = new Set([
  "RestrictAddressFamilies",
  "RestrictNamespaces",
  "MemoryDenyWriteExecute",
  "RestrictRealtime",
  "RestrictSUIDSGID",
  "PrivateDevices",
  "ProtectClock",
  "ProtectHostname",
  "ProtectKernelLogs",
  "ProtectKernelModules",
  "LockPersonality",
]);

function allNames(...filters: readonly (Filter | undefined)[]): string[] {
  return [...new Set(filters.flatMap((one) => [...(one?.names.keys() ?? [])]))];
}

/** Every name of a group and its groups; none where there is no such group. */
function membersOf(group: string): readonly string[] {
  if (group === "@known") return [...knownAnywhere(kernel)];
  return (SYSTEMD_GROUPS.get(group) ?? []).flatMap((member) =>
    member.startsWith("@") ? membersOf(member) : [member],
  );
}

const GROUPED: ReadonlySet<string> = new Set(
  [...SYSTEMD_GROUPS.values()].flat(),
);

/** `SystemCallArchitectures=`, by systemd's names. */
export const SYSTEMD_ARCHES: ReadonlyMap<string, ArchName> = new Map([
  ["x86-64", "x86_64"],
  ["x86", "i386"],
  ["x32", "x32"],
  ["arm64", "aarch64"],
  ["arm", "arm"],
  ["riscv64", "riscv64"],
  ["ppc64-le", "ppc64le"],
  ["s390x", "s390x"],
  ["loongarch64", "loongarch64"],
]);
