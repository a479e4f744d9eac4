/**
 * The formats that are imported, read here by the rules of the tools that they are for, and
 * apart from the importers: what each answers to a call. The texts are ones that an importer
 * took, so faults in them are not looked for.
 */
import { parse } from "yaml";
import {
  archTable,
  constants,
  errnos,
  type ArchName,
} from "../../syscalls/index.js";
import type { ImportFormat } from "../../src/interop/import.js";
import { SYSTEMD_GROUPS } from "../../src/interop/import/systemd-groups.js";
import {
  ALLOW,
  ERRNO,
  KILL_PROCESS,
  KILL_THREAD,
  LOG,
  TRACE,
  TRAP,
  type Reading,
} from "./agreement.js";

const NOTIFY = 0x7fc00000;

export interface ReadAs {
  readonly arch: ArchName;
  /** All that the policies are for. */
  readonly arches: readonly ArchName[];
  readonly caps: readonly string[];
  include(path: string): string | undefined;
}

/** The readings of a file's policies, in its order; undefined where they are not told apart. */
export function readingsOf(
  format: ImportFormat,
  text: string,
  as: ReadAs,
): readonly Reading[] | undefined {
  switch (format) {
    case "oci":
      return [ociReading(dataOf(text), as)];
    case "seccompiler":
      return seccompilerReadings(dataOf(text) as Fields, as);
    case "dify":
      return difyReadings(text, as);
    case "systemd":
      return [systemdReading(text, as)];
    case "minijail":
      return [minijailReading(text, as)];
    case "kafel":
      return [new KafelReading(text, as).reading()];
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** JSON or YAML, with whole numbers as `bigint`. */
function dataOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text))
    return parse(text, { intAsBigInt: true, logLevel: "silent" });
  const NUMBER = /("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)/g;
  const quoted = text.replace(NUMBER, (whole, string: string | undefined) =>
    string === undefined ? `"<number>${whole}"` : whole,
  );
  return JSON.parse(quoted, (_, value: unknown) =>
    typeof value === "string" && value.startsWith("<number>")
      ? wholeOf(value.slice("<number>".length))
      : value,
  );
}

/** A fraction stays one: it stands where nobody reads it. */
function wholeOf(text: string): bigint | number {
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text);
}

function fieldsOf(value: unknown): Fields {
  return (value ?? {}) as Fields;
}

function listOf(value: unknown): readonly Fields[] {
  return (value ?? []) as readonly Fields[];
}

function textsOf(value: unknown): readonly string[] {
  return (value ?? []) as readonly string[];
}

function numberOn(arch: ArchName, name: string): number | undefined {
  return archTable(arch).byName.get(name)?.nr;
}

/** A rule of any format: whether it is for the call, and its answer. */
interface Rule {
  readonly nr: number;
  readonly answer: number;
  holds(args: readonly bigint[]): boolean;
}

function always(): boolean {
  return true;
}

/** The first rule that is for the call. */
function firstOf(rules: readonly Rule[], fallback: number): Reading {
  const byNumber = grouped(rules);
  return (nr, args) =>
    byNumber.get(nr)?.find(({ holds }) => holds(args))?.answer ?? fallback;
}

function grouped(rules: readonly Rule[]): ReadonlyMap<number, readonly Rule[]> {
  const byNumber = new Map<number, Rule[]>();
  for (const rule of rules)
    byNumber.set(rule.nr, [...(byNumber.get(rule.nr) ?? []), rule]);
  return byNumber;
}

const GO_ARCHES: Partial<Record<ArchName, string>> = {
  x86_64: "amd64",
  aarch64: "arm64",
};

const SCMP: Readonly<Record<string, number>> = {
  SCMP_ACT_KILL: KILL_THREAD,
  SCMP_ACT_KILL_THREAD: KILL_THREAD,
  SCMP_ACT_KILL_PROCESS: KILL_PROCESS,
  SCMP_ACT_TRAP: TRAP,
  SCMP_ACT_LOG: LOG,
  SCMP_ACT_ALLOW: ALLOW,
  SCMP_ACT_NOTIFY: NOTIFY,
};

function scmpAnswer(
  action: unknown,
  errnoRet: unknown,
  errno: unknown,
  arch: ArchName,
): number {
  const plain = SCMP[String(action)];
  if (plain !== undefined) return plain;
  const named = errnos(arch).get(String(errno ?? ""));
  const data = Number(errnoRet ?? named ?? 1);
  return (action === "SCMP_ACT_TRACE" ? TRACE : ERRNO) + data;
}

/** As runc and libseccomp read a profile; conflicts among rules are no matter of this. */
function ociReading(root: unknown, { arch, caps }: ReadAs): Reading {
  const { linux, spec } = fieldsOf(root);
  const profile = fieldsOf(fieldsOf(linux)["seccomp"] ?? spec ?? root);
  const { defaultAction, defaultErrnoRet, defaultErrno } = profile;
  const fallback = scmpAnswer(
    defaultAction,
    defaultErrnoRet,
    defaultErrno,
    arch,
  );
  const rules: (Rule & { readonly whole: boolean })[] = [];
  for (const entry of listOf(profile["syscalls"])) {
    if (!applies(entry, arch, caps)) continue;
    const { name, names, action, errnoRet, errno } = entry;
    const answer = scmpAnswer(action, errnoRet, errno, arch);
    if (answer === fallback) continue;
    const args = listOf(entry["args"]);
    const apart = new Set(args.map(({ index }) => index)).size < args.length;
    for (const one of [name ?? [], textsOf(names)].flat()) {
      const nr = numberOn(arch, String(one));
      if (nr !== undefined)
        rules.push({
          nr,
          answer,
          whole: args.length === 0,
          holds: (values) =>
            args.length === 0 ||
            (apart
              ? args.some((arg) => scmpHolds(arg, values))
              : args.every((arg) => scmpHolds(arg, values))),
        });
    }
  }
  // Of rules on one syscall, the one without arguments replaces those that have some.
  return firstOf([...rules.filter(({ whole }) => whole), ...rules], fallback);
}

function applies(
  entry: Fields,
  arch: ArchName,
  caps: readonly string[],
): boolean {
  const includes = fieldsOf(entry["includes"]);
  const excludes = fieldsOf(entry["excludes"]);
  const machine = GO_ARCHES[arch] ?? "";
  const minKernel = (scope: Fields): boolean =>
    (scope["minKernel"] ?? "") !== "";
  const listed = textsOf(includes["arches"]);
  return (
    !textsOf(excludes["arches"]).includes(machine) &&
    !textsOf(excludes["caps"]).some((cap) => caps.includes(cap)) &&
    !minKernel(excludes) &&
    (listed.length === 0 || listed.includes(machine)) &&
    textsOf(includes["caps"]).every((cap) => caps.includes(cap))
  );
}

function scmpHolds(
  { index, value, valueTwo, op }: Fields,
  args: readonly bigint[],
): boolean {
  const left = args[Number(index)] ?? 0n;
  const right = BigInt(value as bigint);
  const second = BigInt((valueTwo ?? 0n) as bigint);
  return op === "SCMP_CMP_MASKED_EQ"
    ? (left & right) === (second & right)
    : compared(left, String(op).slice("SCMP_CMP_".length).toLowerCase(), right);
}

function compared(left: bigint, operator: string, right: bigint): boolean {
  switch (operator) {
    case "eq":
    case "==":
      return left === right;
    case "ne":
    case "!=":
      return left !== right;
    case "lt":
    case "<":
      return left < right;
    case "le":
    case "<=":
      return left <= right;
    case "gt":
    case ">":
      return left > right;
    case "ge":
    case ">=":
      return left >= right;
    default:
      throw new Error(`no comparison ${operator}`);
  }
}

const SECCOMPILER: Readonly<Record<string, number>> = {
  allow: ALLOW,
  log: LOG,
  trap: TRAP,
  kill_thread: KILL_THREAD,
  kill_process: KILL_PROCESS,
};

function seccompilerReadings(
  file: Fields,
  { arch }: ReadAs,
): readonly Reading[] | undefined {
  // Such keys come first in JavaScript's objects, wherever they stand in the file.
  if (Object.keys(file).some((key) => /^\d+$/.test(key))) return undefined;
  return Object.values(file).map((value) => {
    const filter = fieldsOf(value);
    const answer = (one: string, other: string): number => {
      const action = filter[other] ?? filter[one];
      if (typeof action === "string") return SECCOMPILER[action] ?? -1;
      const { errno, trace } = fieldsOf(action);
      return errno == null ? TRACE + Number(trace) : ERRNO + Number(errno);
    };
    const matched = answer("filter_action", "match_action");
    const fallback = answer("default_action", "mismatch_action");
    const rules = listOf(filter["filter"]).map(({ syscall, args }) => ({
      nr: numberOn(arch, String(syscall)) ?? -1,
      args: args == null ? undefined : listOf(args),
    }));
    return (nr, values) => {
      const chain = rules.filter((rule) => rule.nr === nr);
      const tested = chain.flatMap(({ args }) => (args ? [args] : []));
      const matches =
        chain.length > 0 &&
        (tested.length === 0 ||
          tested.some((args) =>
            args.every((one) => seccompilerHolds(one, values)),
          ));
      return matches ? matched : fallback;
    };
  });
}

function seccompilerHolds(
  { index, type, op, val }: Fields,
  args: readonly bigint[],
): boolean {
  const cut = (value: unknown): bigint =>
    BigInt.asUintN(type === "dword" ? 32 : 64, value as bigint);
  const left = cut(args[Number(index)] ?? 0n);
  if (typeof op === "string") return compared(left, op, cut(val));
  const mask = cut(fieldsOf(op)["masked_eq"]);
  return (left & mask) === (cut(val) & mask);
}

interface Lists {
  readonly allow: readonly (string | number)[];
  readonly errno: readonly (string | number)[];
  readonly network: readonly (string | number)[];
}

const GO_NAMES: Readonly<Record<string, string>> = {
  fstatat: "newfstatat",
  pread: "pread64",
  pwrite: "pwrite64",
};

function difyReadings(
  text: string,
  { arch, arches }: ReadAs,
): readonly Reading[] | undefined {
  const readings = (
    { allow, errno, network }: Lists,
    hasNetwork = network.length > 0,
  ): readonly Reading[] => {
    const numbers = (listed: Lists["allow"]): ReadonlySet<number> =>
      new Set(
        listed.map((one) =>
          typeof one === "number"
            ? one
            : (numberOn(arch, GO_NAMES[one] ?? one) ??
              numberOn(arch, one) ??
              -1),
        ),
      );
    const make =
      (allowed: Lists["allow"]): Reading =>
      (nr) =>
        numbers(allowed).has(nr)
          ? ALLOW
          : numbers(errno).has(nr)
            ? ERRNO + 1
            : KILL_PROCESS;
    return hasNetwork
      ? [make(allow), make([...allow, ...network])]
      : [make(allow)];
  };
  if (/^\s*\{/.test(text)) {
    const file = dataOf(text) as Fields;
    if (Object.keys(file).some((key) => /^\d+$/.test(key))) return undefined;
    return Object.values(file).flatMap((language) => {
      const listed = (on: ArchName, role: string): readonly string[] =>
        textsOf(fieldsOf(fieldsOf(language)[on])[role]);
      return readings(
        {
          allow: listed(arch, "allow"),
          errno: listed(arch, "errno"),
          network: listed(arch, "network"),
        },
        arches.some((one) => listed(one, "network").length > 0),
      );
    });
  }
  if (!/^\s*(\/\/|\/\*|package\b)/.test(text)) {
    const { allowed_syscalls } = fieldsOf(dataOf(text));
    const allow = (allowed_syscalls as readonly bigint[]).map(Number);
    return readings({ allow, errno: [], network: [] });
  }
  return readings(goLists(text));
}

/** The slices of a Go file, whose constants stand before them. */
function goLists(text: string): Lists {
  const lists = {
    allow: [] as (string | number)[],
    errno: [] as (string | number)[],
    network: [] as (string | number)[],
  };
  const tokens: readonly string[] =
    text
      .replace(/("[^"\n]*"|`[^`]*`)|\/\/[^\n]*|\/\*[^]*?\*\//g, "$1 ")
      .match(/0[xX][\da-fA-F]+|\d+|\w+|"[^"\n]*"|`[^`]*`|\S/g) ?? [];
  const named = new Map<string, number>();
  const numeric = (one: string): number =>
    Number(/^0[0-7]+$/.test(one) ? `0o${one}` : one);
  for (const [at, sign] of tokens.entries()) {
    if (sign !== "=") continue;
    const [before = "", name = ""] = tokens.slice(Math.max(0, at - 2), at);
    const value = tokens[at + 1] ?? "";
    if (value !== "[") {
      // A name, perhaps a type, the sign.
      const typed = /^[A-Za-z_]/.test(before) && before !== "const";
      named.set(typed ? before : name, numeric(value));
      continue;
    }
    const role = /ERR/.test(name)
      ? "errno"
      : /NETWORK/.test(name)
        ? "network"
        : "allow";
    const end = tokens.indexOf("}", at);
    const items = tokens.slice(at + 5, end);
    for (const [index, one] of items.entries()) {
      // `syscall.SYS_READ` counts by its second word.
      if (!/^\w/.test(one) || items[index + 1] === ".") continue;
      const number = /^\d/.test(one) ? numeric(one) : named.get(one);
      lists[role].push(number ?? one.slice("SYS_".length).toLowerCase());
    }
  }
  return lists;
}

/** A list as systemd keeps it: from a number to its errno, or to the list's own action. */
class SystemdList {
  allows: boolean | undefined;
  readonly entries = new Map<number, string>();
  readonly #arch: ArchName;

  constructor(arch: ArchName) {
    this.#arch = arch;
  }

  /** The first setting decides what kind of list it is; an empty one resets it. */
  extend(words: readonly string[], withDefault: boolean): void {
    const [first] = words;
    if (first === undefined) {
      this.allows = undefined;
      this.entries.clear();
      return;
    }
    const inverted = first.startsWith("~");
    if (this.allows === undefined) {
      this.allows = !inverted;
      if (this.allows && withDefault)
        for (const name of membersOf("@default")) this.#put(name, "own");
    }
    for (const [index, word] of words.entries()) {
      const bare = inverted && index === 0 ? word.slice(1) : word;
      const colon = bare.indexOf(":");
      const name = colon === -1 ? bare : bare.slice(0, colon);
      const errno = colon === -1 ? "own" : bare.slice(colon + 1);
      for (const one of membersOf(name))
        if (inverted !== this.allows || (inverted && errno !== "own"))
          this.#put(one, errno);
        else this.entries.delete(numberOn(this.#arch, one) ?? -1);
    }
  }

  #put(name: string, errno: string): void {
    const nr = numberOn(this.#arch, name);
    if (nr !== undefined) this.entries.set(nr, errno);
  }
}

function membersOf(name: string): readonly string[] {
  if (name === "@known") return [...archTable("x86_64").byName.keys()];
  return name.startsWith("@")
    ? (SYSTEMD_GROUPS.get(name) ?? []).flatMap(membersOf)
    : [name];
}

function systemdReading(text: string, { arch }: ReadAs): Reading {
  const filter = new SystemdList(arch);
  const log = new SystemdList(arch);
  let refusal: string | undefined;
  const lines = text
    .split("\n")
    .map((line) => line.replace(/\r$/, ""))
    .filter((line) => !/^\s*[#;]/.test(line))
    .join("\n")
    .replace(/\\\n/g, " ")
    .split("\n");
  for (const line of lines) {
    const [, key = "", value = ""] =
      /^\s*([A-Za-z0-9-]+)\s*=([^]*)$/.exec(line.replace(/\\$/, "")) ?? [];
    const words = value.match(/\S+/g) ?? [];
    if (key === "SystemCallFilter") filter.extend(words, true);
    if (key === "SystemCallLog") log.extend(words, false);
    if (key === "SystemCallErrorNumber") refusal = words[0];
  }
  const answer = (errno: string | undefined): number =>
    errno === undefined || errno === "kill"
      ? KILL_PROCESS
      : ERRNO + (errnos(arch).get(errno) ?? Number(errno));
  const logs = (nr: number): boolean =>
    log.allows !== undefined && log.entries.has(nr) === log.allows;
  return (nr) => {
    const errno = filter.entries.get(nr);
    if (errno !== undefined && errno !== "own") return answer(errno);
    const allowed =
      filter.allows === undefined || (errno !== undefined) === filter.allows;
    if (!allowed) return answer(refusal);
    return logs(nr) ? LOG : ALLOW;
  };
}

/** Walks over words and signs. */
class Tokens {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get next(): string {
    return this.#tokens[this.#at] ?? "";
  }

  take(): string {
    const token = this.next;
    this.#at++;
    return token;
  }

  /** Takes the next one where it is this. */
  has(token: string): boolean {
    if (this.next !== token) return false;
    this.#at++;
    return true;
  }

  /** Where it stands, to go back to. */
  get place(): number {
    return this.#at;
  }

  set place(at: number) {
    this.#at = at;
  }

  /** The index of the parenthesis that closes the one that is next. */
  closing(): number {
    let depth = 0;
    for (let at = this.#at; at < this.#tokens.length; at++) {
      if (this.#tokens[at] === "(") depth++;
      if (this.#tokens[at] === ")" && --depth === 0) return at;
    }
    return this.#tokens.length;
  }

  between(from: number, to: number): readonly string[] {
    return this.#tokens.slice(from, to);
  }
}

type Holds = (args: readonly bigint[]) => boolean;

/** As C reads it: decimal, hexadecimal, octal; a negative one in 64 bits. */
function cNumber(text: string): bigint {
  const digits = text.replace(/^-/, "").toLowerCase();
  const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
  return BigInt.asUintN(64, text.startsWith("-") ? -size : size);
}

const MINIJAIL_ACTIONS: Readonly<Record<string, number>> = {
  "1": ALLOW,
  allow: ALLOW,
  log: LOG,
  kill: KILL_PROCESS,
  "kill-process": KILL_PROCESS,
  "kill-thread": KILL_THREAD,
  trap: TRAP,
  trace: TRACE,
  "user-notify": NOTIFY,
};

function minijailReading(text: string, as: ReadAs): Reading {
  const { arch, include } = as;
  const rules: Rule[] = [];
  let fallback = KILL_PROCESS;
  let denies = false;

  const value = (tokens: Tokens): bigint => {
    let sum = 0n;
    do {
      const inverted = tokens.has("~");
      let one: bigint;
      if (tokens.has("(")) {
        one = value(tokens);
        tokens.take();
      } else one = single(tokens.take());
      sum |= inverted ? BigInt.asUintN(64, ~one) : one;
    } while (tokens.has("|"));
    return sum;
  };
  const single = (word: string): bigint =>
    /^-?\d/.test(word)
      ? cNumber(word)
      : BigInt.asUintN(
          64,
          constants(arch).get(word) ?? BigInt(errnos(arch).get(word) ?? -1),
        );
  const atom = (tokens: Tokens): Holds => {
    const index = Number(tokens.take().slice("arg".length));
    const operator = tokens.take();
    const right = value(tokens);
    return (args) => {
      const left = args[index] ?? 0n;
      if (operator === "&") return (left & right) !== 0n;
      if (operator === "in") return (left & ~right) === 0n;
      return compared(left, operator, right);
    };
  };
  const expression = (tokens: Tokens): Holds => {
    const any: Holds[][] = [];
    do {
      const all: Holds[] = [];
      do all.push(atom(tokens));
      while (tokens.has("&&"));
      any.push(all);
    } while (tokens.has("||"));
    return (args) => any.some((all) => all.every((one) => one(args)));
  };
  const action = (tokens: Tokens): number => {
    const word = tokens.take();
    if (word === "return") return ERRNO + Number(single(tokens.take()));
    // Any way of writing 1 that the importer takes is "1" itself.
    return MINIJAIL_ACTIONS[word] ?? -1;
  };
  const filter = (tokens: Tokens): Omit<Rule, "nr"> => {
    if (!/^arg\d/.test(tokens.next))
      return { answer: action(tokens), holds: always };
    const holds = expression(tokens);
    return { answer: tokens.has(";") ? action(tokens) : ALLOW, holds };
  };
  const several = <One>(
    tokens: Tokens,
    read: (tokens: Tokens) => One,
  ): One[] => {
    if (!tokens.has("{")) return [read(tokens)];
    const found: One[] = [];
    do found.push(read(tokens));
    while (tokens.has(","));
    tokens.take();
    return found;
  };
  const descriptor = (tokens: Tokens): string | undefined => {
    const name = tokens.take();
    let isHere = true;
    if (tokens.has("[")) {
      do {
        const key = tokens.take();
        tokens.take();
        const values: string[] = [];
        do values.push(tokens.take());
        while (tokens.has(","));
        if (key === "arch")
          isHere = values.includes(arch === "aarch64" ? "arm64" : arch);
      } while (tokens.has(";"));
      tokens.take();
    }
    return isHere ? name : undefined;
  };
  const statement = (tokens: Tokens): void => {
    const names = several(tokens, descriptor);
    tokens.take();
    const filters = several(tokens, filter);
    for (const name of names) {
      const nr = numberOn(arch, name ?? "");
      if (nr !== undefined)
        rules.push(...filters.map((one) => ({ nr, ...one })));
    }
  };
  const file = (text: string): void => {
    const joined = text
      .replace(/#[^\n]*/g, "")
      .replace(/\\[ \t\r]*(\n|$)/g, " ");
    for (const line of joined.split("\n")) {
      const [, directive, rest = ""] =
        /^[ \t\r]*@(default|include|frequency|denylist)\b([^]*)$/.exec(line) ??
        [];
      const tokens = new Tokens(
        line.match(
          /-?0[xX][\da-fA-F]+|-?\d+|[A-Za-z_][\w@-]*|\|\||&&|[=!<>]=|\S/g,
        ) ?? [],
      );
      if (directive === "include") file(include(rest.trim()) ?? "");
      else if (directive === "denylist") denies = true;
      else if (directive === "default") {
        tokens.take();
        tokens.take();
        fallback = action(tokens);
      } else if (directive === undefined && tokens.next !== "")
        statement(tokens);
    }
  };
  file(text);
  return firstOf(rules, denies ? ALLOW : fallback);
}

const KAFEL_ACTIONS: Readonly<Record<string, number>> = {
  ALLOW,
  LOG,
  KILL: KILL_THREAD,
  KILL_THREAD,
  DENY: KILL_THREAD,
  KILL_PROCESS,
  USER_NOTIF: NOTIFY,
};

const KAFEL_NAMES: Readonly<Record<string, string>> = {
  newstat: "stat",
  newfstat: "fstat",
  newlstat: "lstat",
  newuname: "uname",
  sendfile64: "sendfile",
  umount: "umount2",
};

/** An argument's index and width, and the bits of it that are compared; or a number. */
type KafelSide =
  | bigint
  | {
      readonly index: number;
      readonly wide: boolean;
      readonly mask: bigint | undefined;
    };

class KafelReading {
  readonly #as: ReadAs;
  readonly #defines = new Map<string, bigint>();
  readonly #policies = new Map<string, readonly Rule[]>();
  readonly #main: Rule[] = [];
  #fallback = KILL_THREAD;
  #tokens = new Tokens([]);
  #args: readonly {
    readonly names: readonly string[];
    readonly wide: boolean;
  }[] = [];

  constructor(text: string, as: ReadAs) {
    this.#as = as;
    this.#file(text);
  }

  reading(): Reading {
    return firstOf(this.#main, this.#fallback);
  }

  #file(text: string): void {
    const outer = this.#tokens;
    const tokens = new Tokens(
      text
        .replace(/(#include[^\n;]*)|\/\*[^]*?\*\/|\/\/[^\n]*/g, "$1 ")
        .match(
          /#include[^\n;]*;?|0x[\da-fA-F]+|0b[01]+|-?\d+|[A-Za-z_]\w*|\|\||&&|[=!<>]=|\S/g,
        ) ?? [],
    );
    this.#tokens = tokens;
    while (tokens.next !== "") {
      const token = tokens.next;
      if (token.startsWith("#include")) {
        tokens.take();
        for (const [, path = ""] of token.matchAll(/"([^"]+)"/g))
          this.#file(this.#as.include(path) ?? "");
        this.#tokens = tokens;
      } else if (tokens.has("#")) {
        tokens.take();
        const name = tokens.take();
        this.#defines.set(name, kafelNumber(tokens.take()));
      } else if (tokens.has("POLICY")) {
        const name = tokens.take();
        const rules: Rule[] = [];
        tokens.take();
        if (tokens.next !== "}") this.#statements(rules);
        tokens.take();
        this.#policies.set(name, rules);
      } else if (tokens.has("DEFAULT")) this.#fallback = this.#action();
      else this.#statements(this.#main);
    }
    this.#tokens = outer;
  }

  #statements(rules: Rule[]): void {
    const tokens = this.#tokens;
    do {
      if (tokens.has("USE")) {
        rules.push(...(this.#policies.get(tokens.take()) ?? []));
        continue;
      }
      const answer = this.#action();
      tokens.take();
      if (tokens.next !== "}")
        do this.#filter(answer, rules);
        while (tokens.has(","));
      tokens.take();
    } while (tokens.has(","));
  }

  #action(): number {
    const tokens = this.#tokens;
    const word = tokens.take();
    const plain = KAFEL_ACTIONS[word];
    if (plain !== undefined) return plain;
    tokens.take();
    const data = Number(kafelNumber(tokens.take()));
    tokens.take();
    return { ERRNO, TRAP, TRACE }[word as "ERRNO"] + data;
  }

  #filter(answer: number, rules: Rule[]): void {
    const tokens = this.#tokens;
    const { arch } = this.#as;
    const table = archTable(arch);
    const word = tokens.take();
    let number = this.#defines.get(word);
    if (word === "SYSCALL" && tokens.has("[")) {
      number = kafelNumber(tokens.take());
      tokens.take();
    }
    const nr =
      number === undefined
        ? numberOn(arch, KAFEL_NAMES[word] ?? word)
        : Number(BigInt.asUintN(32, number));
    const own = table.byNumber.get(nr ?? -1)?.args ?? [];
    this.#args = own.map(({ name, alias, width }) => ({
      names: alias === undefined ? [name] : [name, alias],
      wide: width === 64,
    }));
    if (tokens.has("(")) {
      const names: string[] = [];
      while (!tokens.has(")")) {
        names.push(tokens.take());
        tokens.has(",");
      }
      this.#args = names.map((name, index) => ({
        names: [name],
        wide: own[index]?.width !== 32,
      }));
    }
    let holds: Holds = always;
    if (tokens.has("{") && !tokens.has("}")) {
      holds = this.#any();
      tokens.take();
    }
    if (tokens.has("ON")) {
      const arches: string[] = [];
      if (tokens.has("{")) {
        do arches.push(tokens.take());
        while (tokens.has(","));
        tokens.take();
      } else arches.push(tokens.take());
      if (!arches.includes(arch)) return;
    }
    if (nr !== undefined) rules.push({ nr, answer, holds });
  }

  #any(): Holds {
    const any: Holds[] = [];
    do any.push(this.#or());
    while (this.#tokens.has(","));
    return (args) => any.some((one) => one(args));
  }

  #or(): Holds {
    const any: Holds[][] = [];
    do {
      const all: Holds[] = [];
      do all.push(this.#primary());
      while (this.#tokens.has("&&"));
      any.push(all);
    } while (this.#tokens.has("||"));
    return (args) => any.some((all) => all.every((one) => one(args)));
  }

  #primary(): Holds {
    const tokens = this.#tokens;
    if (tokens.has("!")) {
      const of = this.#primary();
      return (args) => !of(args);
    }
    if (tokens.next === "(") {
      const inside = tokens.between(tokens.place, tokens.closing());
      if (inside.some((one) => /^([=!<>]=|[<>!])$/.test(one))) {
        tokens.take();
        const of = this.#any();
        tokens.take();
        return of;
      }
    }
    const left = this.#side();
    const operator = tokens.take();
    const right = this.#side();
    if (typeof left === "object" && typeof right === "bigint")
      return kafelTest(
        left,
        (value, bits) => compared(value, operator, bits(right)),
        right,
      );
    if (typeof right === "object" && typeof left === "bigint")
      return kafelTest(
        right,
        (value, bits) => compared(bits(left), operator, value),
        left,
      );
    throw new Error("two of a kind are compared");
  }

  #side(): KafelSide {
    let side = this.#masked();
    while (this.#tokens.has("|"))
      side = (side as bigint) | (this.#masked() as bigint);
    return side;
  }

  #masked(): KafelSide {
    let side = this.#operand();
    while (this.#tokens.has("&")) {
      const other = this.#operand();
      if (typeof side === "bigint" && typeof other === "bigint") side &= other;
      else if (typeof side === "object" && typeof other === "bigint")
        side = { ...side, mask: other & (side.mask ?? other) };
      else if (typeof side === "bigint" && typeof other === "object")
        side = { ...other, mask: side & (other.mask ?? side) };
    }
    return side;
  }

  #operand(): KafelSide {
    const token = this.#tokens.take();
    if (token === "(") {
      const inside = this.#side();
      this.#tokens.take();
      return inside;
    }
    if (/^-?\d/.test(token)) return kafelNumber(token);
    const value = this.#defines.get(token);
    if (value !== undefined) return value;
    const index = this.#args.findIndex(({ names }) => names.includes(token));
    return { index, wide: this.#args[index]?.wide ?? true, mask: undefined };
  }
}

/** A comparison is of 64 bits where the argument, the mask or the number is. */
function kafelTest(
  { index, wide, mask }: Exclude<KafelSide, bigint>,
  test: (value: bigint, bits: (number: bigint) => bigint) => boolean,
  number: bigint,
): Holds {
  const isWide = wide || number >> 32n > 0n || (mask ?? 0n) >> 32n > 0n;
  const bits = (value: bigint): bigint =>
    BigInt.asUintN(isWide ? 64 : 32, value);
  return (args) => {
    const value = bits(args[index] ?? 0n);
    return test(mask === undefined ? value : value & mask, bits);
  };
}

function kafelNumber(text: string): bigint {
  return /^0b/.test(text) ? BigInt(text) : cNumber(text);
}
