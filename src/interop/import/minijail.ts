/**
 * minijail's policies: `name: action` and `name: expression`, with `@include`, `@default` and
 * braces; a syscall's filters are tried in order. Frequencies are about speed and are left out.
 */
import type { Range } from "../../document/diagnostic.js";
import { nearest } from "../../document/nearest.js";
import { kernel, knownAnywhere } from "../../policy/kernel.js";
import type { ArchName, PolicyFile } from "../../policy/model.js";
import { denyText, policyName } from "../names.js";
import type { SourceCondition, SourcePolicy, SourceRule } from "../source.js";
import type { Told } from "../told.js";
import { chosenArches, type ImportOptions } from "./importer.js";
import { Included } from "./included.js";
import {
  Cursor,
  reading,
  tokenize,
  Unreadable,
  type Lexicon,
  type Token,
} from "./tokens.js";

type Kind = "line" | "directive" | "path" | "number" | "word" | "sign";

const MINIJAIL: Lexicon<Kind> = [
  [undefined, /[ \t\r]+/y],
  [undefined, /#[^\n]*/y],
  [undefined, /\\[ \t\r]*(?:\n|$)/y],
  ["line", /\n/y],
  ["directive", /@(?:default|include|frequency|denylist)\b/y],
  ["path", /\.?\.?\/[^\s]*[^\s\\]/y],
  ["number", /-?0[xX][0-9a-fA-F]+|-?[0-9]+/y],
  ["word", /[A-Za-z_][A-Za-z_0-9@-]*/y],
  ["sign", /\|\||&&|==|!=|<=|>=|[<>&|~(){}[\]:;,=]/y],
];

export function importMinijail(
  file: PolicyFile,
  options: ImportOptions,
  told: Told,
): readonly SourcePolicy[] {
  const arches = chosenArches(options);
  const included = new Included(options, INCLUDES_MAX, file);
  const reader = new MinijailReader(included, arches, told);
  reader.file(file);
  return [reader.policy(file)];
}

/** minijail's own limit. */
const INCLUDES_MAX = 10;

interface Filter {
  readonly action: string;
  readonly when: SourceCondition | undefined;
}

/** A syscall that a statement is about, and where. */
interface Descriptor {
  readonly name: Token<Kind>;
  readonly arches: readonly ArchName[];
}

class MinijailReader {
  readonly #included: Included;
  readonly #arches: readonly ArchName[];
  readonly #told: Told;
  readonly #rules: SourceRule[] = [];
  /** `NAME ARCH` that have an action whatever the arguments: nothing may follow it. */
  readonly #ended = new Map<string, Range>();
  #default: string | undefined;
  #denies = false;

  constructor(included: Included, arches: readonly ArchName[], told: Told) {
    this.#included = included;
    this.#arches = arches;
    this.#told = told;
  }

  policy(file: PolicyFile): SourcePolicy {
    const fallback = this.#default ?? (this.#denies ? "allow" : "kill");
    return {
      name: policyName(file.path),
      description: `Imported from ${file.path.replace(/^.*[/\\]/, "")}, a policy of minijail's.`,
      arches: this.#arches,
      default: fallback,
      unknown: fallback,
      foreign: "kill",
      rules: this.#rules,
      comments: [],
      losses: this.#told.losses,
    };
  }

  file(file: PolicyFile): void {
    const tokens = tokenize(file, MINIJAIL, this.#told);
    let line: Token<Kind>[] = [];
    for (const token of tokens) {
      if (token.kind !== "line" && token.kind !== "end") {
        line.push(token);
        continue;
      }
      const end = { ...token, kind: "end" as const, text: "" };
      if (line.length > 0) this.#line(new Cursor(line, end), file);
      line = [];
    }
  }

  #line(cursor: Cursor<Kind>, file: PolicyFile): void {
    reading(this.#told, () => {
      const directive = cursor.takeKind("directive");
      if (directive === undefined) this.#statement(cursor);
      else this.#directive(directive, cursor, file);
      if (!cursor.atEnd) throw cursor.unexpected("the end of the line");
    });
  }

  #directive(
    { text }: Token<Kind>,
    cursor: Cursor<Kind>,
    file: PolicyFile,
  ): void {
    switch (text) {
      case "@denylist":
        this.#denies = true;
        return;
      case "@frequency":
        cursor.expectKind("path", "a path that starts with ./ or /");
        return;
      case "@default": {
        const word = cursor.next;
        const action = this.#action(cursor);
        if (action === "allow" || action === "log")
          throw new Unreadable(
            word.range,
            `minijail takes no "${word.text}" as its default`,
            "a default is kill, kill-process, kill-thread, trap or user-notify",
          );
        this.#default = action;
        return;
      }
      default:
        this.#include(cursor, file);
    }
  }

  #include(cursor: Cursor<Kind>, file: PolicyFile): void {
    const path = cursor.expectKind("path", "a path that starts with ./ or /");
    this.#included.read(path.text, file, path.range, (one) => this.file(one));
  }

  /** `{ name, name } : filter`. */
  #statement(cursor: Cursor<Kind>): void {
    const descriptors: Descriptor[] = [];
    if (cursor.takeText("{") === undefined)
      descriptors.push(this.#descriptor(cursor));
    else {
      do descriptors.push(this.#descriptor(cursor));
      while (cursor.takeText(",") !== undefined);
      cursor.expect("}");
    }
    cursor.expect(":");
    const filters = this.#filters(cursor);
    for (const one of descriptors)
      if (one.arches.length > 0) this.#add(one, filters);
  }

  #descriptor(cursor: Cursor<Kind>): Descriptor {
    const name = cursor.expectKind("word", "a syscall");
    let arches = this.#arches;
    if (cursor.takeText("[") !== undefined) {
      do {
        const key = cursor.expectKind("word", "a key");
        cursor.expect("=");
        const values: string[] = [];
        do values.push(cursor.expectKind("word", "an arch").text);
        while (cursor.takeText(",") !== undefined);
        if (key.text === "arch")
          arches = this.#arches.filter((arch) =>
            values.includes(MINIJAIL_ARCHES[arch]),
          );
      } while (cursor.takeText(";") !== undefined);
      cursor.expect("]");
    }
    if (name.text.includes("@"))
      throw new Unreadable(
        name.range,
        `what is in the group "${name.text}" is not in this file`,
        "write its syscalls",
      );
    return { name, arches };
  }

  #filters(cursor: Cursor<Kind>): readonly Filter[] {
    if (cursor.takeText("{") === undefined) return [this.#filter(cursor)];
    const filters: Filter[] = [];
    do filters.push(this.#filter(cursor));
    while (cursor.takeText(",") !== undefined);
    cursor.expect("}");
    return filters;
  }

  #filter(cursor: Cursor<Kind>): Filter {
    if (!/^arg[0-9]+$/.test(cursor.next.text))
      return { action: this.#action(cursor), when: undefined };
    const when = this.#expression(cursor);
    const action =
      cursor.takeText(";") === undefined ? "allow" : this.#action(cursor);
    return { action, when };
  }

  #action(cursor: Cursor<Kind>): string {
    const { kind, text, range } = cursor.take();
    if (kind === "number" && text === "1") return "allow";
    if (kind === "word" && text === "return") {
      const value = this.#single(cursor);
      const errno = value > 4095n ? undefined : Number(value);
      if (errno === undefined)
        throw new Unreadable(range, `this is no errno: it is above 4095`);
      return denyText(errno, this.#arches);
    }
    const action = kind === "word" ? ACTIONS.get(text) : undefined;
    if (action !== undefined) return action;
    const near = nearest(text, ACTIONS.keys());
    throw new Unreadable(
      range,
      kind === "end"
        ? "an action is missing here"
        : `"${text}" is no action and no argument`,
      near === undefined
        ? "write allow, return ERRNO, kill, trap, trace, log, user-notify or arg0 to arg5"
        : `did you mean ${near}?`,
    );
  }

  #expression(cursor: Cursor<Kind>): SourceCondition {
    const any: SourceCondition[] = [];
    do {
      const all: SourceCondition[] = [];
      do all.push(this.#atom(cursor));
      while (cursor.takeText("&&") !== undefined);
      any.push({ kind: "all", of: all });
    } while (cursor.takeText("||") !== undefined);
    return { kind: "any", of: any };
  }

  #atom(cursor: Cursor<Kind>): SourceCondition {
    const argument = cursor.expectKind("word", "arg0 to arg5");
    const index = /^arg([0-5])$/.exec(argument.text)?.[1];
    if (index === undefined)
      throw new Unreadable(
        argument.range,
        `"${argument.text}" is no argument`,
        "arguments are arg0 to arg5",
      );
    const { range } = argument;
    const operator = cursor.take();
    const value = this.#value(cursor);
    const common = {
      argument: Number(index),
      width: "register",
      range,
    } as const;
    switch (operator.text) {
      case "==":
      case "!=":
      case "<":
      case "<=":
      case ">":
      case ">=":
        return {
          kind: "test",
          test: { ...common, operator: operator.text, value },
        };
      case "&":
        return {
          kind: "test",
          test: { ...common, mask: value, operator: "!=", value: 0n },
        };
      case "in":
        // No other bit is set.
        return {
          kind: "test",
          test: {
            ...common,
            mask: BigInt.asUintN(64, ~value),
            operator: "==",
            value: 0n,
          },
        };
      default:
        throw new Unreadable(
          operator.range,
          `here should be a comparison, not "${operator.text}"`,
          "there are ==, !=, <, <=, >, >=, & and in",
        );
    }
  }

  #value(cursor: Cursor<Kind>, depth = 0): bigint {
    let value = 0n;
    do {
      const isInverted = cursor.takeText("~") !== undefined;
      const open = cursor.takeText("(");
      if (open !== undefined && depth > 50)
        throw new Unreadable(open.range, "this nests more than 50 deep");
      const one =
        open === undefined
          ? this.#single(cursor)
          : this.#value(cursor, depth + 1);
      if (open !== undefined) cursor.expect(")");
      value |= isInverted ? BigInt.asUintN(64, ~one) : one;
    } while (cursor.takeText("|") !== undefined);
    return value;
  }

  /** A number as C reads it, or a constant that has one value on every arch. */
  #single(cursor: Cursor<Kind>): bigint {
    const { kind, text, range } = cursor.take();
    if (kind === "number") {
      const isNegative = text.startsWith("-");
      const digits = isNegative ? text.slice(1) : text;
      const octal = /^0[0-7]+$/.test(digits);
      if (!octal && /^0[0-9]+$/.test(digits))
        throw new Unreadable(range, `"${text}" is no octal number`);
      const size = BigInt(
        octal ? `0o${digits.slice(1)}` : digits.toLowerCase(),
      );
      if (size >= 1n << 64n || (isNegative && size > 1n << 63n))
        throw new Unreadable(range, `${text} does not fit in 64 bits`);
      return BigInt.asUintN(64, isNegative ? -size : size);
    }
    if (kind !== "word")
      throw new Unreadable(range, `here should be a number or a constant`);
    const values = new Set(
      this.#arches.map(
        (arch) =>
          kernel.constants(arch).get(text) ??
          bigintOf(kernel.errnos(arch).get(text)),
      ),
    );
    const [value] = values;
    if (value !== undefined && values.size === 1)
      return BigInt.asUintN(64, value);
    const [first] = this.#arches;
    const near =
      first === undefined
        ? undefined
        : nearest(text, kernel.constants(first).keys());
    throw new Unreadable(
      range,
      values.size > 1
        ? `${text} has not one value on all of ${this.#arches.join(", ")}`
        : `there is no constant named "${text}"`,
      values.size > 1
        ? "import for one arch: --arch"
        : near === undefined
          ? undefined
          : `did you mean ${near}?`,
    );
  }

  #add(
    { name: { text: name, range }, arches }: Descriptor,
    filters: readonly Filter[],
  ): void {
    if (!knownAnywhere(kernel).has(name)) {
      this.#told.lost(
        "unknown-syscall",
        `no arch has a syscall "${name}"`,
        range,
        { near: () => nearest(name, knownAnywhere(kernel)) },
      );
      return;
    }
    for (const { action, when } of filters) {
      const ended = arches
        .map((arch) => this.#ended.get(`${name} ${arch}`))
        .find((one) => one !== undefined);
      if (ended !== undefined) {
        this.#told.error(
          "second-action",
          `${name} has an action for all its calls already, in line ${ended.line}${ended.file === range.file ? "" : ` of ${ended.file}`}`,
          range,
          "keep one of the two",
        );
        return;
      }
      if (when === undefined)
        for (const arch of arches) this.#ended.set(`${name} ${arch}`, range);
      this.#rules.push({
        action,
        name,
        ...(when === undefined ? {} : { when }),
        ...(arches.length === this.#arches.length ? {} : { arches }),
        range,
      });
    }
  }
}

function bigintOf(value: number | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt(value);
}

const ACTIONS: ReadonlyMap<string, string> = new Map([
  ["allow", "allow"],
  ["log", "log"],
  ["kill", "kill"],
  ["kill-process", "kill"],
  ["kill-thread", "kill(thread)"],
  ["trap", "trap(0)"],
  ["trace", "trace(0)"],
  ["user-notify", "notify"],
]);

/** What minijail calls them in `[arch=…]`. */
const MINIJAIL_ARCHES: Readonly<Record<ArchName, string>> = {
  x86_64: "x86_64",
  x32: "x32",
  i386: "i386",
  aarch64: "arm64",
  arm: "arm",
  riscv64: "riscv64",
  ppc64le: "ppc64le",
  s390x: "s390x",
  loongarch64: "loongarch64",
};
