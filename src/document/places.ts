/** Turns offsets into a file's text into ranges with lines and columns. */
import type { Range } from "./diagnostic.js";

/** A file's text with its lines found once. */
export interface Places {
  readonly path: string;
  readonly text: string;
  /** The range of `[start, end)`, in UTF-16 code units; both are kept within the text. */
  range(start: number, end: number): Range;
}

export function placesOf(file: {
  readonly path: string;
  readonly text: string;
}): Places {
  const { path, text } = file;
  let starts: readonly number[] | undefined;
  // Places are asked for in the order of the text, mostly.
  let last = 0;
  const place = (offset: number): { line: number; column: number } => {
    starts ??= lineStarts(text);
    const start = starts[last] ?? 0;
    if (offset >= start && offset < (starts[last + 1] ?? Infinity))
      return { line: last + 1, column: offset - start + 1 };
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    last = low;
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
  return {
    path,
    text,
    range(start, end) {
      const from = Math.min(Math.max(start, 0), text.length);
      const to = Math.min(Math.max(end, from), text.length);
      const first = place(from);
      const last = place(to);
      return {
        file: path,
        start: from,
        end: to,
        line: first.line,
        column: first.column,
        endLine: last.line,
        endColumn: last.column,
      };
    },
  };
}

/** The place of what stands in no file. */
export const nowhere: Range = {
  file: "",
  start: 0,
  end: 0,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 1,
};

/** From the start of `first` to the end of `last`, in one file. */
export function spanning(first: Range, last: Range): Range {
  return {
    file: first.file,
    start: first.start,
    end: last.end,
    line: first.line,
    column: first.column,
    endLine: last.endLine,
    endColumn: last.endColumn,
  };
}

/** Characters `from` to `to` of a range on one line. */
export function part(range: Range, from: number, to: number): Range {
  return {
    ...range,
    start: range.start + from,
    end: range.start + to,
    column: range.column + from,
    endColumn: range.column + to,
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1))
    starts.push(at + 1);
  return starts;
}
