/** The parts of a document that a comment can belong to: entries of mappings, items of lists. */
import type { Entry, Node } from "../document/document.js";

export interface Unit {
  readonly node: Entry | Node;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly endLine: number;
  /** Of the key, or of the item's dash. */
  readonly column: number;
  /** Its value stands in brackets or braces, where columns say nothing. */
  readonly flow: boolean;
}

/** All units in the order of their starts, outer ones first. */
export function unitsOf(root: Node, text: string): readonly Unit[] {
  const units: Unit[] = [];
  const visit = (node: Node): void => {
    if (node.kind === "map")
      for (const entry of node.entries) {
        units.push(entryUnit(entry, text));
        visit(entry.value);
      }
    if (node.kind === "list")
      for (const item of node.items) {
        units.push(itemUnit(item, text));
        visit(item);
      }
  };
  visit(root);
  return units;
}

function entryUnit(entry: Entry, text: string): Unit {
  const { keyRange, value } = entry;
  return {
    node: entry,
    start: keyRange.start,
    end: Math.max(value.range.end, keyRange.end),
    line: keyRange.line,
    endLine: Math.max(value.range.endLine, keyRange.endLine),
    column: keyRange.column,
    flow: isFlow(value, text),
  };
}

function itemUnit(item: Node, text: string): Unit {
  const { start, end, line, endLine, column } = item.range;
  const dash = /- *$/.exec(text.slice(start - column + 1, start));
  const before = dash?.[0].length ?? 0;
  return {
    node: item,
    start: start - before,
    end,
    line,
    endLine,
    column: column - before,
    flow: isFlow(item, text),
  };
}

function isFlow(node: Node, text: string): boolean {
  if (node.kind === "list") return node.flow;
  return node.kind === "map" && text[node.range.start] === "{";
}

/** Where the text goes on, as a cursor moves through it. */
export interface Place {
  /** The units that the cursor stands in, outer ones first. */
  readonly around: readonly Unit[];
  /** The units that ended last before it, all at the same place, inner ones first. */
  readonly closed: readonly Unit[];
  readonly next: Unit | undefined;
}

/** Answers where an offset stands; offsets are asked for in rising order. */
export function cursorOver(
  units: readonly Unit[],
): (offset: number) => Place {
  const around: Unit[] = [];
  let closed: Unit[] = [];
  let at = 0;
  const leave = (offset: number): void => {
    for (;;) {
      const inner = around.at(-1);
      if (inner === undefined || inner.end > offset) return;
      around.pop();
      if (closed[0]?.end === inner.end) closed.push(inner);
      else closed = [inner];
    }
  };
  return (offset) => {
    for (;;) {
      const next = units[at];
      leave(Math.min(offset, next?.start ?? offset));
      if (next === undefined || next.start > offset)
        return { around, closed, next };
      around.push(next);
      at++;
    }
  };
}
