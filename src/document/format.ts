/** Shows a diagnostic to a person: the line it is about, with the exact span underlined. */
import type { Diagnostic, Range } from "./diagnostic.js";

export interface FormatOptions {
  /** Colours by ANSI escapes; off by default. */
  readonly colour?: boolean;
}

/**
 * The diagnostic over `text` (that of the file it is about):
 *
 *     error[unknown-constant]: x86_64 has no constant named "O_RDONYL"
 *       policy/python.yaml:14:34
 *        |
 *     14 |     when: (flags & O_ACCMODE) == O_RDONYL
 *        |                                  ^^^^^^^^
 *        = write O_RDONLY
 */
export function formatDiagnostic(
  diagnostic: Diagnostic,
  text: string,
  options: FormatOptions = {},
): string {
  const { code, severity, message, range, hint } = diagnostic;
  const paint = painter(options.colour === true);
  const tone = severity === "error" ? "red" : "yellow";
  const gutter = " ".repeat(String(lastShown(range)).length);
  const bar = paint("blue", "|");
  const lines = [
    `${paint(tone, `${severity}[${code}]`)}: ${printable(message)}`,
    `  ${printable(range.file)}:${range.line}:${range.column}`,
  ];
  const shown = frame(range, text);
  if (shown.length > 0) lines.push(`${gutter} ${bar}`);
  for (const { number, source, underline } of shown) {
    const label = number === undefined ? "" : String(number);
    const prefix = paint("blue", label.padStart(gutter.length));
    lines.push(`${prefix} ${bar} ${source}`.trimEnd());
    if (underline !== undefined)
      lines.push(`${gutter} ${bar} ${paint(tone, underline)}`);
  }
  if (hint !== undefined)
    lines.push(`${gutter} ${paint("blue", "=")} ${printable(hint)}`);
  return lines.join("\n");
}

interface ShownLine {
  /** Undefined: lines were left out here. */
  readonly number: number | undefined;
  readonly source: string;
  readonly underline: string | undefined;
}

/** A span over more lines than this shows its first two and its last. */
const LINES_MAX = 4;

function frame(range: Range, text: string): readonly ShownLine[] {
  if (text === "") return [];
  const last = lastShown(range);
  const shown: ShownLine[] = [];
  let start = lineStart(text, range);
  for (let line = range.line; line <= last; line++) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    const leftOut = last - range.line >= LINES_MAX && line > range.line + 1;
    if (!leftOut || line === last) {
      const source = text.slice(start, end).replace(/\r$/, "");
      shown.push(shownLine(source, line, start, range));
    } else if (line === range.line + 2)
      shown.push({ number: undefined, source: "...", underline: undefined });
    start = end + 1;
  }
  return shown;
}

/** The last line with a character of the span in it. */
function lastShown(range: Range): number {
  const endsAtStart = range.endColumn === 1 && range.endLine > range.line;
  return endsAtStart ? range.endLine - 1 : range.endLine;
}

function lineStart(text: string, range: Range): number {
  return text.lastIndexOf("\n", range.start - 1) + 1;
}

/** A line longer than this is shown around the span. */
const COLUMNS_MAX = 160;

function shownLine(
  source: string,
  number: number,
  offset: number,
  range: Range,
): ShownLine {
  const indent = source.length - source.trimStart().length;
  let from = Math.max(range.start - offset, 0);
  if (range.start < offset) from = Math.min(indent, source.length);
  let to = Math.min(Math.max(range.end - offset, from), source.length);
  let line = source;
  let lead = "";
  if (line.length > COLUMNS_MAX) {
    const cut = Math.max(0, from - COLUMNS_MAX / 2);
    const rest = line.length > cut + COLUMNS_MAX;
    line = line.slice(cut, cut + COLUMNS_MAX) + (rest ? "..." : "");
    lead = cut > 0 ? "..." : "";
    from -= cut;
    to = Math.min(to - cut, COLUMNS_MAX);
  }
  const before = columns(lead + printable(line.slice(0, from)));
  const inside = columns(printable(line.slice(from, to)));
  return {
    number,
    source: lead + printable(line),
    underline: " ".repeat(before) + "^".repeat(Math.max(1, inside)),
  };
}

/** Tabs become spaces, and characters that would move a terminal's cursor become `?`. */
function printable(text: string): string {
  return text.replaceAll("\t", "    ").replace(INVISIBLE, "?");
}

/** Control and format characters: escapes, joiners, marks that turn the text's direction. */
const INVISIBLE =
  /\p{Control}|\p{Format}|\p{Line_Separator}|\p{Paragraph_Separator}/gu;

/** How many columns of a terminal the text takes. */
function columns(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/** East Asian Wide and Fullwidth (Unicode annex 11), and emoji that show as pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

const TONES = { red: 31, yellow: 33, blue: 34 } as const;

function painter(
  colour: boolean,
): (tone: keyof typeof TONES, text: string) => string {
  return (tone, text) =>
    colour ? `\u001b[1;${TONES[tone]}m${text}\u001b[0m` : text;
}
