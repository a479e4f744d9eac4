/** Finds which part of a document each comment and blank line belongs to. */
import type { Document, Entry, Node } from "../document/document.js";
import { triviaOf, type Trivia } from "../document/trivia.js";

export interface Comments {
  /** Lines above the unit; an empty one is a blank line. */
  readonly before: readonly string[];
  /** At the end of the unit's line. */
  readonly beside: string | undefined;
  /** Lines below it, indented as the unit is. */
  readonly after: readonly string[];
}

export interface Attachments {
  /** Above the first key, with the blank line that follows. */
  readonly header: readonly string[];
  readonly footer: readonly string[];
  of(unit: Entry | Node): Comments;
}

/** An entry of a mapping or an item of a list: what a comment can belong to. */
interface Unit {
  readonly node: Entry | Node;
  readonly isEntry: boolean;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly endLine: number;
  /** Of the key, or of the item's dash. */
  readonly column: number;
}

interface Found {
  readonly before: string[];
  readonly beside: string[];
  readonly after: string[];
}

const NONE: Comments = { before: [], beside: undefined, after: [] };

export function attach({ root, places }: Document): Attachments {
  const units = unitsOf(root, places.text);
  const found = new Map<Entry | Node, Found>();
  const of = (unit: Unit): Found => {
    const known = found.get(unit.node);
    if (known !== undefined) return known;
    const fresh: Found = { before: [], beside: [], after: [] };
    found.set(unit.node, fresh);
    return fresh;
  };
  const footer: string[] = [];
  for (const trivia of triviaOf(places.text)) {
    const { text, start } = trivia;
    if (!trivia.alone) {
      const unit = besideUnit(units, trivia);
      if (unit === undefined) footer.push(text);
      else of(unit).beside.push(text);
      continue;
    }
    const next = units.find((unit) => unit.start > start);
    const deeper =
      trivia.kind === "comment" && trivia.column > (next?.column ?? 1)
        ? unitAbove(units, trivia)
        : undefined;
    if (deeper !== undefined) of(deeper).after.push(text);
    else if (next !== undefined) push(of(next).before, text);
    else push(footer, text);
  }
  const [first] = units;
  const top = first === undefined ? undefined : found.get(first.node);
  const header = [...(top?.before ?? [])];
  top?.before.splice(0);
  while (header[0] === "") header.shift();
  return {
    header,
    footer,
    of(node) {
      const one = found.get(node);
      if (one === undefined) return NONE;
      // Several beside one unit (a list that became one line) stand above it, but for one.
      const [beside, ...more] = one.beside;
      return { before: [...one.before, ...more], beside, after: one.after };
    },
  };
}

/** Blank lines stand alone. */
function push(lines: string[], text: string): void {
  if (text !== "" || lines.at(-1) !== "") lines.push(text);
}

/** The unit that ends on the comment's line, an entry rather than an item; else one that starts there. */
function besideUnit(
  units: readonly Unit[],
  { start, line }: Trivia,
): Unit | undefined {
  const ended = units.filter(
    (unit) => unit.end <= start && unit.endLine === line,
  );
  const entries = ended.filter(({ isEntry }) => isEntry);
  return (
    entries.at(-1) ??
    ended.at(-1) ??
    units.filter((unit) => unit.start <= start && unit.line === line).at(-1) ??
    units.filter((unit) => unit.start <= start).at(-1)
  );
}

/** The entry that the comment stands below, indented at least as far, in the same part. */
function unitAbove(
  units: readonly Unit[],
  { start, column }: Trivia,
): Unit | undefined {
  const around = units.filter(
    (unit) => unit.start <= start && start < unit.end,
  );
  const from = around.at(-1)?.start ?? -1;
  return units
    .filter(
      (unit) =>
        unit.start > from &&
        unit.end <= start &&
        unit.isEntry &&
        unit.column <= column,
    )
    .at(-1);
}

/** All units in the order of their starts, outer ones first. */
function unitsOf(root: Node, text: string): readonly Unit[] {
  const units: Unit[] = [];
  const visit = (node: Node): void => {
    if (node.kind === "map")
      for (const entry of node.entries) {
        const { keyRange, value } = entry;
        units.push({
          node: entry,
          isEntry: true,
          start: keyRange.start,
          end: Math.max(value.range.end, keyRange.end),
          line: keyRange.line,
          endLine: Math.max(value.range.endLine, keyRange.endLine),
          column: keyRange.column,
        });
        visit(value);
      }
    if (node.kind === "list")
      for (const item of node.items) {
        const { start, end, line, endLine, column } = item.range;
        const dash = /- *$/.exec(text.slice(start - column + 1, start));
        units.push({
          node: item,
          isEntry: false,
          start: start - (dash?.[0].length ?? 0),
          end,
          line,
          endLine,
          column: column - (dash?.[0].length ?? 0),
        });
        visit(item);
      }
  };
  visit(root);
  return units;
}
