/**
 * Writes a policy or a group in its canonical layout: keys in one order, one way to write
 * each value, comments and single blank lines kept. It never changes what the file means,
 * and writing twice is writing once.
 */
import type { Diagnostic, Report } from "../document/diagnostic.js";
import {
  entryOf,
  type Document,
  type Entry,
  type MapNode,
  type Node,
  type ScalarNode,
} from "../document/document.js";
import { KEYS } from "../document/keys.js";
import { readDocument } from "../document/read.js";
import { checkSchema } from "../document/schema.js";
import { triviaOf } from "../document/trivia.js";
import { collect } from "./collector.js";
import { conditionLinesOf } from "./condition/print.js";
import {
  conditionLines,
  flowLine,
  flowLines,
  nameText,
  scalarText,
  textLines,
} from "./layout.js";
import type { PolicyFile } from "./model.js";
import { attach, type Attachments } from "./comments.js";

export interface FormattedPolicy {
  /** Undefined where the file can't be read: an error is told, and nothing is guessed. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The policy or group in `file`, written canonically. What it names is not looked up. */
export function formatPolicy(file: PolicyFile): FormattedPolicy {
  const { result, diagnostics } = collect((report, opened) => {
    opened(file);
    const document = readDocument(file, report);
    if (document === undefined) return undefined;
    const isGroup = entryOf(document.root, "group") !== undefined;
    checkSchema(document, isGroup ? "group" : "policy", report);
    return new Printer(document, report).file(isGroup);
  });
  if (result === undefined || diagnostics.length > 0) return { diagnostics };
  assertSame(file.text, result);
  return { text: result, diagnostics };
}

/** Nothing is ever lost: not a word of the policy, not a comment. */
function assertSame(before: string, after: string): void {
  const kept = (text: string): string => {
    const document = readDocument({ path: "", text }, () => undefined);
    const comments = triviaOf(text).flatMap(({ text: one }) => one || []);
    return JSON.stringify([
      document && meaning(document.root),
      comments.sort(),
    ]);
  };
  if (kept(before) !== kept(after))
    throw new Error(
      "the canonical layout would change this policy; please report it with the file",
    );
}

/** A node without its layout: blanks left out, a list of one as that one, keys sorted. */
function meaning(node: Node): unknown {
  switch (node.kind) {
    case "scalar":
      return typeof node.value === "string"
        ? node.value.replace(/\s+/g, "")
        : node.value;
    case "list": {
      const [only] = node.items;
      return node.items.length === 1 && only?.kind === "scalar"
        ? meaning(only)
        : node.items.map(meaning);
    }
    case "map":
      return node.entries
        .map(({ key, value }) => [key, meaning(value)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1));
    case "broken":
      return null;
  }
}

const RULE_KEYS: readonly string[] = [
  "except",
  "arch",
  "when",
  "why",
  "accept",
];

/** Keys that start a part of the file, which a blank line sets off. */
const PARTS: ReadonlySet<string> = new Set(["rules", "params", "boot"]);

class Printer {
  readonly #document: Document;
  readonly #attached: Attachments;
  readonly #report: Report;

  constructor(document: Document, report: Report) {
    this.#document = document;
    this.#attached = attach(document);
    this.#report = report;
  }

  file(isGroup: boolean): string {
    const { header, footer } = this.#attached;
    const keys = isGroup ? KEYS.group : KEYS.policy;
    const body = this.#entries(this.#document.root, keys, "", (entry) =>
      this.#topLevel(entry, isGroup),
    );
    const lines = [...header, ...body, ...footer];
    while (lines.at(-1) === "") lines.pop();
    return lines.join("\n") + "\n";
  }

  #topLevel(entry: Entry, isGroup: boolean): readonly string[] {
    const { key, value } = entry;
    switch (key) {
      case "rules":
        return this.#rules(entry, "");
      case "boot":
        return this.#nested(entry, "", ["rules"], (inner) =>
          this.#rules(inner, "  "),
        );
      case "accept":
        return this.#nested(entry, "", [], (one) => this.#scalar(one, "  "));
      case "params":
        return this.#nested(entry, "", [], (param) =>
          this.#nested(param, "  ", KEYS.parameter, (one) =>
            this.#scalar(one, "    "),
          ),
        );
      case "extends":
      case "arches":
        return this.#list(key, value, "", true);
      case "names":
        return isGroup ? this.#block(key, value, "") : [];
      default:
        return this.#scalar(entry, "");
    }
  }

  /** The entries of a mapping in the order of `keys`, each with its comments. */
  #entries(
    map: MapNode,
    keys: readonly string[],
    indent: string,
    print: (entry: Entry) => readonly string[],
  ): readonly string[] {
    const rank = (entry: Entry): number => {
      const at = keys.indexOf(entry.key);
      return at === -1 ? -1 : at;
    };
    const ordered = [...map.entries].sort((a, b) => rank(a) - rank(b));
    return ordered.flatMap((entry, index) => {
      const lines = this.#commented(entry, print(entry), indent, index === 0);
      const apart = indent === "" && PARTS.has(entry.key) && index > 0;
      return apart && lines[0] !== "" ? ["", ...lines] : lines;
    });
  }

  /** `lines` of a unit with the comments that belong to it. */
  #commented(
    unit: Entry | Node,
    lines: readonly string[],
    indent: string,
    isFirst: boolean,
  ): readonly string[] {
    const { before, beside, after } = this.#attached.of(unit);
    const above = before.map((text) => (text === "" ? "" : indent + text));
    const [first = "", ...rest] = lines;
    const fitsBeside = lines.length === 1 || this.#isContainer(unit);
    const all = [
      ...above,
      ...(beside === undefined || fitsBeside ? [] : [indent + beside]),
      beside !== undefined && fitsBeside ? `${first} ${beside}` : first,
      ...rest,
      ...after.map((text) => (text === "" ? "" : indent + text)),
    ];
    while (isFirst && all[0] === "") all.shift();
    return all;
  }

  /** Whether the unit's first line is its key alone, with its parts on lines below. */
  #isContainer(unit: Entry | Node): boolean {
    if (!("key" in unit)) return false;
    const { key, value } = unit;
    return key === "rules" || value.kind === "map" || this.#isBlockList(unit);
  }

  #isBlockList({ key, value }: Entry): boolean {
    if (value.kind !== "list") return false;
    if (key === "names" || this.#hasComments(value)) return true;
    return key === "when" && value.items.length > 1;
  }

  #hasComments(list: Node): boolean {
    return (
      list.kind === "list" &&
      list.items.some((item) => {
        const { before, beside, after } = this.#attached.of(item);
        return (
          before.some((one) => one !== "") ||
          beside !== undefined ||
          after.length > 0
        );
      })
    );
  }

  #nested(
    { key, value }: Entry,
    indent: string,
    keys: readonly string[],
    print: (entry: Entry) => readonly string[],
  ): readonly string[] {
    if (value.kind !== "map") return [];
    if (value.entries.length === 0) return [`${indent}${nameText(key)}: {}`];
    const inner = `${indent}  `;
    return [
      `${indent}${nameText(key)}:`,
      ...this.#entries(value, keys, inner, print),
    ];
  }

  #rules({ key, value }: Entry, indent: string): readonly string[] {
    if (value.kind !== "list") return [];
    if (value.items.length === 0) return [`${indent}${key}: []`];
    const inner = `${indent}  `;
    return [
      `${indent}${key}:`,
      ...value.items.flatMap((item, index) =>
        this.#commented(item, this.#rule(item, inner), inner, index === 0),
      ),
    ];
  }

  #rule(rule: Node, indent: string): readonly string[] {
    if (rule.kind !== "map") return [];
    const inner = `${indent}  `;
    const lines = this.#entries(rule, RULE_KEYS, inner, (entry) =>
      this.#ruleEntry(entry, inner),
    );
    // The dash stands before the first line that is no comment's and not blank.
    const first = lines.findIndex((line) => !/^ *(#|$)/.test(line));
    return lines
      .flatMap((line, index) =>
        index === first ? [`${indent}- ${line.slice(inner.length)}`] : [line],
      )
      .map((line, index) =>
        index < first && line !== "" ? indent + line.slice(inner.length) : line,
      );
  }

  #ruleEntry(entry: Entry, indent: string): readonly string[] {
    const { key, value } = entry;
    switch (key) {
      case "when":
        return this.#when(entry, indent);
      case "why":
        return this.#scalar(entry, indent);
      case "accept":
        return this.#nested(entry, indent, [], (one) =>
          this.#scalar(one, `${indent}  `),
        );
      default:
        return this.#list(key, value, indent, false);
    }
  }

  #when({ value }: Entry, indent: string): readonly string[] {
    if (value.kind === "scalar")
      return conditionLines(`${indent}when:`, this.#condition(value), indent);
    if (value.kind !== "list") return [];
    const [only] = value.items;
    if (
      value.items.length === 1 &&
      only?.kind === "scalar" &&
      !this.#hasComments(value)
    )
      return conditionLines(`${indent}when:`, this.#condition(only), indent);
    const inner = `${indent}  `;
    return [
      `${indent}when:`,
      ...value.items.flatMap((item, index) =>
        item.kind === "scalar"
          ? this.#commented(
              item,
              conditionLines(`${inner}-`, this.#condition(item), inner),
              inner,
              index === 0,
            )
          : [],
      ),
    ];
  }

  #condition(node: ScalarNode): readonly string[] {
    return conditionLinesOf(this.#document.places, node, this.#report) ?? [];
  }

  /** Names: one stands alone unless `always`; several in brackets, or below where they have comments. */
  #list(
    key: string,
    value: Node,
    indent: string,
    always: boolean,
  ): readonly string[] {
    const nodes = value.kind === "list" ? value.items : [value];
    if (this.#hasComments(value)) return this.#block(key, value, indent);
    const names = nodes.flatMap(nameOf);
    const start = `${indent}${scalarText(key)}`;
    const [only] = names;
    if (names.length === 1 && only !== undefined && !always)
      return [`${start}: ${only}`];
    const line = flowLine(start, names);
    if (line !== undefined) return [line];
    return value.kind === "list" && value.flow
      ? flowLines(start, names, indent)
      : this.#block(key, value, indent);
  }

  #block(key: string, value: Node, indent: string): readonly string[] {
    const nodes = value.kind === "list" ? value.items : [value];
    const inner = `${indent}  `;
    return [
      `${indent}${scalarText(key)}:`,
      ...nodes.flatMap((node, index) =>
        nameOf(node).flatMap((name) =>
          this.#commented(node, [`${inner}- ${name}`], inner, index === 0),
        ),
      ),
    ];
  }

  #scalar({ key, value }: Entry, indent: string): readonly string[] {
    if (value.kind !== "scalar") return [];
    const start = `${indent}${key}`;
    return typeof value.value === "string"
      ? textLines(start, value.value, indent, this.#written(value))
      : [`${start}: ${String(value.value)}`];
  }

  /** The lines of a scalar as they stand in the file. */
  #written({ source }: ScalarNode): readonly string[] {
    return this.#document.places.text
      .slice(source.start, source.end)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }
}

function nameOf(node: Node): readonly string[] {
  return node.kind === "scalar" && typeof node.value === "string"
    ? [nameText(node.value)]
    : [];
}
