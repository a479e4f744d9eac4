/** The entries of an OCI profile's `syscalls`, read one by one. */
import type { Range } from "../../document/diagnostic.js";
import { nearest } from "../../document/nearest.js";
import type { ArchName } from "../../policy/model.js";
import { valueOf, type Data } from "../data.js";
import { denyText, errnoNamed } from "../names.js";
import type { SourceTest } from "../source.js";
import type { Told } from "../told.js";
import { Fields, type Text } from "./fields.js";
import type { ImportOptions } from "./importer.js";
import { DOCKER_ARCHES, SCMP_ACTIONS, SCMP_COMPARISONS } from "./oci-text.js";

/** An entry of `syscalls`, read. */
export interface EntryOfProfile {
  readonly names: readonly Text[];
  readonly action: (arches: readonly ArchName[]) => string;
  readonly tests: readonly SourceTest[];
  readonly why: string | undefined;
  readonly holdsOn: (arch: ArchName) => boolean;
  readonly range: Range;
}

export class EntryReader {
  readonly #options: ImportOptions;
  readonly #told: Told;
  readonly #fields: Fields;
  /** What was taken for granted, for the policy's first lines. */
  readonly comments: string[] = [];

  constructor(options: ImportOptions, told: Told) {
    this.#options = options;
    this.#told = told;
    this.#fields = new Fields(told);
  }

  entry(entry: Data): EntryOfProfile | undefined {
    if (this.#fields.object(entry, "each syscall rule") === undefined)
      return undefined;
    this.#fields.noOthers(entry, ENTRY_KEYS);
    const given = this.#fields.text(valueOf(entry, "name"), `"name"`);
    // Empty is absent, as in Go's reader.
    const single = given?.text === "" ? undefined : given;
    const names = [
      ...(single === undefined ? [] : [single]),
      ...this.#fields.texts(valueOf(entry, "names"), `"names"`),
    ];
    if (names.length === 0)
      this.#told.error("no-names", "this rule names no syscall", entry.range);
    if (single !== undefined && names.length > 1)
      this.#told.error(
        "name-and-names",
        `"name" and "names" can't both be given`,
        single.range,
        `write all of them into "names"`,
      );
    const action = this.action(
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
      why: comment?.text,
      holdsOn: this.#scope(entry),
      range: entry.range,
    };
  }

  /** An action whose errno may have another number on another arch. */
  action(
    word: Text | undefined,
    errnoRet: Data | undefined,
    errno: Data | undefined,
  ): (arches: readonly ArchName[]) => string {
    const kind = word === undefined ? "allow" : SCMP_ACTIONS.get(word.text);
    if (word !== undefined && kind === undefined)
      unknownWord(
        this.#told,
        "action",
        word.text,
        word.range,
        SCMP_ACTIONS.keys(),
      );
    const most = kind === "errno" ? MAX_ERRNO : 0xffffn;
    const number = this.#fields.whole(errnoRet, "an errno", most);
    const text = this.#fields.text(errno, "an errno's name");
    const named = text?.text === "" ? undefined : text;
    if (kind !== "errno" && kind !== "trace") {
      // moby and containers write an `errnoRet` of 0 beside such an action, and don't read it.
      const unread = (number ?? 0n) === 0n ? named : errnoRet;
      if (unread !== undefined)
        this.#told.error(
          "errno-without-use",
          `${word?.text ?? "this action"} has no errno`,
          unread.range,
          "SCMP_ACT_ERRNO and SCMP_ACT_TRACE have one",
        );
      return () => kind ?? "allow";
    }
    return (arches) => {
      const byName =
        named === undefined ? undefined : this.#errno(named, arches, most);
      if (named !== undefined && number !== undefined && byName !== undefined)
        this.#compare(Number(number), byName, named);
      // EPERM is runc's, where the file says nothing.
      const value = byName ?? Number(number ?? 1n);
      return kind === "errno" ? denyText(value, arches) : `trace(${value})`;
    };
  }

  /** By name, or as a number in quotes, which containers' reader takes too. */
  #errno(
    { text, range }: Text,
    arches: readonly ArchName[],
    most: bigint,
  ): number | undefined {
    const number = /^\d{1,5}$/.test(text) ? Number(text) : undefined;
    const found = number ?? errnoNamed(text, arches);
    if (found !== undefined && found <= most) return found;
    this.#told.error(
      "unknown-errno",
      `no errno is called "${text}" on every arch of the file`,
      range,
    );
    return undefined;
  }

  /** Docker reads `errnoRet` alone, Podman `errno` before it. */
  #compare(number: number, byName: number, { text, range }: Text): void {
    if (number === byName) return;
    this.#told.error(
      "two-errnos",
      `"errno" is ${text}${text === String(byName) ? "" : ` (${byName})`}, and "errnoRet" is ${number}`,
      range,
      "Docker takes the one and Podman the other: keep one of the two",
    );
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
    const operator =
      word === undefined ? undefined : SCMP_COMPARISONS.get(word.text);
    if (word !== undefined && operator === undefined)
      unknownWord(
        this.#told,
        "comparison",
        word.text,
        word.range,
        SCMP_COMPARISONS.keys(),
      );
    if (index === undefined || value === undefined || operator === undefined)
      return undefined;
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
      if (!this.comments.includes(assumed)) this.comments.push(assumed);
      return true;
    }
    const [ownMajor = 0, ownMinor = 0] = versionOf(given) ?? [];
    return ownMajor > major || (ownMajor === major && ownMinor >= minor);
  }
}

/** A word of the format that there is not, with the nearest one. */
export function unknownWord(
  told: Told,
  what: string,
  word: string,
  range: Range,
  words: Iterable<string>,
): void {
  const near = nearest(word, words);
  told.error(
    `unknown-${what}`,
    `there is no ${what} "${word}"`,
    range,
    near === undefined ? undefined : `did you mean ${near}?`,
  );
}

function versionOf(text: string): readonly [number, number] | undefined {
  const match = /^(\d{1,4})\.(\d{1,4})(?:[.-].*)?$/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

/** The kernel answers no errno above this (linux/err.h). */
const MAX_ERRNO = 4095n;

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
