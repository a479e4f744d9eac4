/**
 * Reads YAML text into a document whose every node knows its place. Everything that YAML
 * would drop, merge or repeat in silence is an error here; nothing is ever thrown for what
 * a file says.
 */
import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Document as YamlDocument,
  type Pair,
  type Range as YamlRange,
  type Scalar,
  type YAMLMap,
} from "yaml";
import type { Range, Report } from "./diagnostic.js";
import type {
  Document,
  Entry,
  MapNode,
  Node,
  ScalarNode,
  ScalarStyle,
} from "./document.js";
import { placesOf, type Places } from "./places.js";
import { tokensOf, type TokenStream } from "./traps.js";
import { reportSyntax } from "./yaml-errors.js";

/** A policy is for people to read; the longest that ship are a hundredth of this. */
export const BYTES_MAX = 1024 * 1024;

/** The document in `file`, or undefined where its YAML cannot be relied on. */
export function readDocument(
  file: { readonly path: string; readonly text: string },
  report: Report,
): Document | undefined {
  const places = placesOf(file);
  if (!isReadableText(places, report)) return undefined;
  const stream = tokensOf(places, report);
  if (stream.tokens === undefined) return undefined;
  const composed = compose(places, stream, report);
  if (composed === undefined) return undefined;
  const root = new NodeReader(places, report).node(
    composed.contents,
    places.range(0, 0),
  );
  if (root.kind === "map") return { root, places };
  if (root.kind !== "broken")
    report({
      code: "not-a-policy",
      severity: "error",
      message: "this file holds no keys with values",
      range: firstLineOf(places, root.range),
      hint: `a policy starts with "callgate: 1"`,
    });
  return undefined;
}

function isReadableText(places: Places, report: Report): boolean {
  const { text } = places;
  const error = (
    code: string,
    message: string,
    at: number,
    hint: string,
  ): false => {
    const range = places.range(at, at + 1);
    report({ code, severity: "error", message, range, hint });
    return false;
  };
  if (
    text.length > BYTES_MAX ||
    (text.length > BYTES_MAX / 3 &&
      new TextEncoder().encode(text).length > BYTES_MAX)
  )
    return error(
      "file-too-large",
      "this file is larger than 1 MiB",
      0,
      "split it: policies extend others and name groups",
    );
  if (text.startsWith("\uFEFF"))
    return error(
      "byte-order-mark",
      "this file starts with a byte order mark",
      0,
      "save it as UTF-8 without one",
    );
  const unreadable = UNREADABLE.exec(text);
  if (unreadable !== null) {
    const code = (unreadable[0].codePointAt(0) ?? 0)
      .toString(16)
      .toUpperCase()
      .padStart(4, "0");
    return error(
      "not-text",
      `this file holds U+${code}, so it is not text`,
      unreadable.index,
      "a policy is UTF-8 text",
    );
  }
  if (text.trim() === "")
    return error(
      "empty-file",
      "this file is empty",
      0,
      `a policy starts with "callgate: 1"`,
    );
  return true;
}

/**
 * Control characters, lone surrogates, U+FFFD (what a decoder leaves of bytes that are not
 * UTF-8), non-characters, and the marks that show text in another order than it has.
 */
const UNREADABLE =
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\uFEFF\uFFFD-\uFFFF]|\r(?!\n)|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function compose(
  places: Places,
  stream: TokenStream,
  report: Report,
): YamlDocument.Parsed | undefined {
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    resolveKnownTags: false,
    // Quadratic there; `NodeReader` looks for repeated keys itself.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const documents: YamlDocument.Parsed[] = [];
  for (const token of stream.tokens ?? [])
    for (const document of composer.next(token)) documents.push(document);
  for (const document of composer.end(true, places.text.length))
    documents.push(document);
  const [first, second] = documents;
  if (first === undefined) return undefined;
  const readable = reportSyntax(places, first, stream.traps, report);
  if (second !== undefined) {
    const start = second.range[0];
    report({
      code: "second-document",
      severity: "error",
      message: "this file holds a second YAML document",
      range: firstLineOf(places, places.range(start, places.text.length)),
      hint: "one policy a file",
    });
    return undefined;
  }
  return readable ? first : undefined;
}

/** Turns composed nodes into ours. */
class NodeReader {
  readonly #places: Places;
  readonly #report: Report;

  constructor(places: Places, report: Report) {
    this.#places = places;
    this.#report = report;
  }

  /** `absent` is where a value that is not there would stand. */
  node(node: unknown, absent: Range): Node {
    if (node === null || node === undefined) return this.#nothing(absent);
    if (isAlias(node)) return { kind: "broken", range: absent };
    if (!isScalar(node) && !isMap(node) && !isSeq(node))
      return { kind: "broken", range: absent };
    // `tokensOf` reported these.
    if (node.tag !== undefined || node.anchor !== undefined)
      return { kind: "broken", range: absent };
    const range = this.#rangeOf(node.range, absent);
    if (isScalar(node)) return this.#scalar(node, range, absent);
    if (isMap(node)) return this.#map(node, range);
    const items = node.items.map((item) =>
      this.node(item, this.#placeOf(item, range)),
    );
    return {
      kind: "list",
      items,
      flow: node.flow === true,
      range: this.#upTo(range, items.at(-1)),
    };
  }

  #nothing(range: Range): ScalarNode {
    const source = { start: range.end, end: range.end };
    return { kind: "scalar", value: null, style: "plain", source, range };
  }

  #scalar(node: Scalar, range: Range, absent: Range): Node {
    if (range.start === range.end) return this.#nothing(absent);
    const style = STYLES[node.type ?? "PLAIN"] ?? "plain";
    const value = node.value;
    return {
      kind: "scalar",
      value:
        typeof value === "string" ||
        typeof value === "number" ||
        typeof value === "boolean"
          ? value
          : null,
      style,
      source: sourceOf(this.#places.text, style, range),
      range: this.#trimmed(range),
    };
  }

  #map(node: YAMLMap, range: Range): MapNode {
    const entries: Entry[] = [];
    const seen = new Set<string>();
    for (const pair of node.items) {
      const entry = this.#entry(pair, range);
      if (seen.has(entry.key) && entry.value.kind !== "broken") {
        this.#error(
          "duplicate-key",
          `"${entry.key}" stands twice here`,
          entry.keyRange,
          "keep one of the two",
        );
        continue;
      }
      seen.add(entry.key);
      entries.push(entry);
    }
    return {
      kind: "map",
      entries,
      range: this.#upTo(range, entries.at(-1)?.value),
    };
  }

  #entry(pair: Pair, map: Range): Entry {
    const key = this.node(pair.key, this.#placeOf(pair.key, map));
    const keyRange = firstLineOf(this.#places, key.range);
    // It was told, and what it is the key of is not missing.
    if (key.kind === "broken")
      return { key: "", keyRange, value: { kind: "broken", range: keyRange } };
    if (key.kind !== "scalar" || typeof key.value !== "string") {
      const word = this.#places.text.slice(keyRange.start, keyRange.end);
      const hint = /^\w+$/.test(word)
        ? `put it into quotes: "${word}"`
        : "write KEY: VALUE";
      this.#error("bad-key", "a key is a word", keyRange, hint);
      return {
        key: word,
        keyRange,
        value: { kind: "broken", range: keyRange },
      };
    }
    if (key.value === "<<") {
      this.#error(
        "yaml-merge-key",
        `"<<" would merge another mapping into this one`,
        keyRange,
        "rules are reused by groups and extends",
      );
      return {
        key: "<<",
        keyRange,
        value: { kind: "broken", range: keyRange },
      };
    }
    return { key: key.value, keyRange, value: this.node(pair.value, keyRange) };
  }

  /** What stands before a node that is not there: a dash, a question mark. */
  #placeOf(node: unknown, otherwise: Range): Range {
    let start = isScalar(node) ? node.range?.[0] : undefined;
    if (start === undefined) return otherwise;
    while (start > 0 && /\s|^$/.test(this.#places.text[start] ?? "")) start--;
    return this.#places.range(start, start + 1);
  }

  #rangeOf(range: YamlRange | null | undefined, absent: Range): Range {
    return range ? this.#places.range(range[0], range[1]) : absent;
  }

  /** A block collection's range runs on to the next token: ours ends with its last item. */
  #upTo(range: Range, last: Node | undefined): Range {
    const closed = /[\]}]/.test(this.#places.text[range.end - 1] ?? "");
    if (closed || last === undefined || last.range.end <= range.start)
      return this.#trimmed(range);
    return this.#places.range(range.start, last.range.end);
  }

  #trimmed(range: Range): Range {
    let end = range.end;
    while (end > range.start && /\s/.test(this.#places.text[end - 1] ?? ""))
      end--;
    return end === range.end ? range : this.#places.range(range.start, end);
  }

  #error(code: string, message: string, range: Range, hint: string): void {
    this.#report({ code, severity: "error", message, range, hint });
  }
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

function sourceOf(
  text: string,
  style: ScalarStyle,
  range: Range,
): { start: number; end: number } {
  const { start, end } = range;
  switch (style) {
    case "plain":
      return { start, end };
    case "single":
    case "double":
      return { start: start + 1, end: Math.max(start + 1, end - 1) };
    case "literal":
    case "folded": {
      const header = text.indexOf("\n", start);
      return { start: header === -1 || header > end ? end : header + 1, end };
    }
  }
}

/** The part of `range` that stands on its first line. */
export function firstLineOf(places: Places, range: Range): Range {
  const newline = places.text.indexOf("\n", range.start);
  return newline === -1 || newline >= range.end
    ? range
    : places.range(range.start, Math.max(newline, range.start + 1));
}
