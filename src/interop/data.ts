/**
 * JSON and YAML text as one kind of data in which every value knows its place, and numbers
 * keep their digits: 64-bit values don't fit in a double.
 */
import type { Range, Report } from "../document/diagnostic.js";
import type { Node } from "../document/document.js";
import { placesOf, type Places } from "../document/places.js";
import { readDocument } from "../document/read.js";
import type { PolicyFile } from "../policy/model.js";

export type Data =
  | {
      readonly kind: "object";
      readonly entries: readonly DataEntry[];
      readonly range: Range;
    }
  | {
      readonly kind: "list";
      readonly items: readonly Data[];
      readonly range: Range;
    }
  | { readonly kind: "text"; readonly text: string; readonly range: Range }
  /** `text` is the number as it is written. */
  | { readonly kind: "number"; readonly text: string; readonly range: Range }
  | { readonly kind: "boolean"; readonly value: boolean; readonly range: Range }
  | { readonly kind: "null"; readonly range: Range };

export interface DataEntry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: Data;
}

/** Longer files are nobody's seccomp profile; this bounds what a hostile one costs. */
export const CHARACTERS_MAX = 1024 * 1024;
const DEPTH_MAX = 64;

/** Strict JSON (RFC 8259), or undefined after its first fault was reported. */
export function readJson(file: PolicyFile, report: Report): Data | undefined {
  const reader = new JsonReader(placesOf(file));
  try {
    return reader.whole();
  } catch (fault) {
    if (!(fault instanceof Malformed)) throw fault;
    const { message, range, hint } = fault;
    report({
      code: "json-syntax",
      severity: "error",
      message,
      range,
      ...(hint === undefined ? {} : { hint }),
    });
    return undefined;
  }
}

/** A YAML mapping as the same data, or undefined after its faults were reported. */
export function readYaml(file: PolicyFile, report: Report): Data | undefined {
  let broken = false;
  const document = readDocument(file, (diagnostic) => {
    // What this reader says of a policy is no help with another tool's file.
    const { hint, ...rest } = diagnostic;
    broken ||= diagnostic.severity === "error";
    report(hint?.includes("callgate:") === true ? rest : diagnostic);
  });
  if (document === undefined || broken) return undefined;
  return dataOf(document.root, file.text);
}

function dataOf(node: Node, text: string): Data {
  const { range } = node;
  switch (node.kind) {
    case "map":
      return {
        kind: "object",
        entries: node.entries.map(({ key, keyRange, value }) => ({
          key,
          keyRange,
          value: dataOf(value, text),
        })),
        range,
      };
    case "list":
      return {
        kind: "list",
        items: node.items.map((item) => dataOf(item, text)),
        range,
      };
    case "broken":
      return { kind: "null", range };
    case "scalar": {
      const { value, source } = node;
      if (value === null) return { kind: "null", range };
      if (typeof value === "boolean") return { kind: "boolean", value, range };
      return typeof value === "string"
        ? { kind: "text", text: value, range }
        : {
            kind: "number",
            text: text.slice(source.start, source.end).trim(),
            range,
          };
    }
    default:
      return node satisfies never;
  }
}

/** The value of `key`, or undefined; null counts as absent, as in Go's reader. */
export function valueOf(data: Data | undefined, key: string): Data | undefined {
  if (data?.kind !== "object") return undefined;
  const value = data.entries.find((entry) => entry.key === key)?.value;
  return value?.kind === "null" ? undefined : value;
}

/** What a value is, for an error. */
export function kindOf(data: Data): string {
  switch (data.kind) {
    case "object":
      return "an object";
    case "list":
      return "a list";
    case "text":
      return "text";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "null":
      return "null";
    default:
      return data satisfies never;
  }
}

/** A whole number from 0 up to 64 bits, decimal, hex or octal; undefined where it is none. */
export function wholeOf(data: Data): bigint | undefined {
  if (data.kind !== "number") return undefined;
  if (!/^(0|[1-9][0-9]*|0x[0-9a-f]+|0o[0-7]+)$/i.test(data.text))
    return undefined;
  if (data.text.length > 24) return undefined;
  const value = BigInt(data.text.toLowerCase());
  return value < 1n << 64n ? value : undefined;
}

class Malformed extends Error {
  constructor(
    readonly range: Range,
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

class JsonReader {
  readonly #places: Places;
  readonly #text: string;
  #at = 0;

  constructor(places: Places) {
    this.#places = places;
    this.#text = places.text;
  }

  whole(): Data {
    if (this.#text.length > CHARACTERS_MAX)
      throw this.#fault("this file is larger than 1 MiB", 0, 1);
    this.#blank();
    if (this.#at === this.#text.length)
      throw this.#fault("this file is empty", 0, 0);
    const data = this.#value(0);
    this.#blank();
    if (this.#at < this.#text.length)
      throw this.#fault("more stands behind the value");
    return data;
  }

  #value(depth: number): Data {
    if (depth > DEPTH_MAX)
      throw this.#fault(`this nests more than ${DEPTH_MAX} deep`);
    const start = this.#at;
    const range = (): Range => this.#places.range(start, this.#at);
    switch (this.#text[start]) {
      case "{":
        return {
          kind: "object",
          entries: this.#entries(depth),
          range: range(),
        };
      case "[":
        return { kind: "list", items: this.#items(depth), range: range() };
      case '"':
        return { kind: "text", text: this.#string(), range: range() };
      case undefined:
        throw this.#fault(
          "the file ends before its value does",
          start - 1,
          start,
        );
    }
    NUMBER.lastIndex = start;
    const number = NUMBER.exec(this.#text)?.[0];
    if (number !== undefined) {
      this.#at += number.length;
      if (/[\w.+-]/.test(this.#text[this.#at] ?? ""))
        throw this.#fault("this is not a number of JSON", start, this.#at + 1);
      return { kind: "number", text: number, range: range() };
    }
    WORD.lastIndex = start;
    const word = WORD.exec(this.#text)?.[0] ?? "";
    this.#at += word.length;
    if (word === "null") return { kind: "null", range: range() };
    if (word === "true" || word === "false")
      return { kind: "boolean", value: word === "true", range: range() };
    const shown = word === "" ? (this.#text[start] ?? "") : word;
    throw new Malformed(
      this.#places.range(start, start + Math.max(1, word.length)),
      `a value can't start with ${JSON.stringify(shown)}`,
      shown === "/" || shown === "#" ? "JSON has no comments" : undefined,
    );
  }

  #entries(depth: number): DataEntry[] {
    const entries: DataEntry[] = [];
    const keys = new Set<string>();
    const open = this.#at++;
    if (this.#closes("}")) return entries;
    do {
      this.#blank();
      const start = this.#at;
      if (this.#text[start] !== '"')
        throw this.#expected(`a key in double quotes`, open);
      const key = this.#string();
      const keyRange = this.#places.range(start, this.#at);
      if (keys.has(key))
        throw new Malformed(
          keyRange,
          `"${key}" stands twice here`,
          "keep one of the two",
        );
      keys.add(key);
      this.#blank();
      if (this.#text[this.#at] !== ":") throw this.#expected('":"', open);
      this.#at++;
      this.#blank();
      entries.push({ key, keyRange, value: this.#value(depth + 1) });
    } while (this.#goesOn("}", open));
    return entries;
  }

  #items(depth: number): Data[] {
    const items: Data[] = [];
    const open = this.#at++;
    if (this.#closes("]")) return items;
    do {
      this.#blank();
      items.push(this.#value(depth + 1));
    } while (this.#goesOn("]", open));
    return items;
  }

  #closes(sign: string): boolean {
    this.#blank();
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #goesOn(close: string, open: number): boolean {
    if (this.#closes(close)) return false;
    if (this.#text[this.#at] !== ",")
      throw this.#expected(`"," or "${close}"`, open);
    this.#at++;
    this.#blank();
    if (this.#text[this.#at] === close)
      throw new Malformed(
        this.#places.range(this.#at, this.#at + 1),
        `a "," stands before this "${close}"`,
        "JSON has none there",
      );
    return true;
  }

  #string(): string {
    const start = this.#at;
    let text = "";
    for (let at = start + 1; ; at++) {
      const character = this.#text[at];
      if (character === '"') {
        this.#at = at + 1;
        return text;
      }
      if (character === undefined || character < " ")
        throw this.#fault("this text is not closed", start, at);
      if (character !== "\\") {
        text += character;
        continue;
      }
      const escape = this.#text[++at] ?? "";
      const simple = ESCAPES.get(escape);
      const code = /^u([0-9a-fA-F]{4})/.exec(this.#text.slice(at, at + 5))?.[1];
      if (simple !== undefined) text += simple;
      else if (code !== undefined) {
        text += String.fromCharCode(parseInt(code, 16));
        at += 4;
      } else throw this.#fault("this is no escape of JSON", at - 1, at + 1);
    }
  }

  #blank(): void {
    BLANK.lastIndex = this.#at;
    this.#at += BLANK.exec(this.#text)?.[0].length ?? 0;
  }

  #expected(what: string, open: number): Malformed {
    if (this.#at >= this.#text.length)
      return this.#fault(
        `this is not closed: the file ends first`,
        open,
        open + 1,
      );
    return this.#fault(`here should be ${what}`);
  }

  #fault(message: string, start = this.#at, end = start + 1): Malformed {
    return new Malformed(this.#places.range(start, end), message);
  }
}

const NUMBER = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const WORD = /\w+/y;
const BLANK = /[ \t\r\n]*/y;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);
