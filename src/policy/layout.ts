/** How values are written in a policy's canonical layout. Each answers lines of text. */

/** No line is longer where it can be broken. */
const WIDTH = 92;

/** A list in brackets is easier to follow where it ends sooner. */
const LIST_WIDTH = 80;

/**
 * `KEY: TEXT` for prose: on one line where it fits, else folded. `written` are the lines
 * that its author made of it, which stay where they fit. Line breaks of the text are kept.
 */
export function textLines(
  start: string,
  given: string,
  indent: string,
  written: readonly string[],
): readonly string[] {
  const inner = `${indent}  `;
  const text = given.trim();
  const lines = text.split("\n").map((line) => line.trimEnd());
  const oneLine = `${start}: ${scalarText(text)}`;
  if (lines.length === 1 && oneLine.length <= WIDTH) return [oneLine];
  // Text that stands further in than the first line is there for its layout.
  const laidOut = lines.some((line) => /^\s/.test(line));
  if (laidOut || (lines.length > 1 && fit(lines, inner)))
    return [
      `${start}: |-`,
      ...lines.map((line) => (line === "" ? "" : inner + line)),
    ];
  if (!/\S \S/.test(text)) return [oneLine];
  if (written.join(" ") === text && fit(written, inner))
    return [`${start}: >-`, ...written.map((line) => inner + line)];
  // In a folded scalar an empty line is a line break.
  const body = lines.flatMap((line, at) => {
    const one = line === "" ? [] : filled(words(line), inner);
    return at === 0 ? one : ["", ...one];
  });
  return [`${start}: >-`, ...body];
}

/**
 * A condition: it needs no quotes, and folds between its parts. `lines` are those that its
 * author made of it.
 */
export function conditionLines(
  start: string,
  lines: readonly string[],
  indent: string,
): readonly string[] {
  const inner = `${indent}  `;
  const condition = lines.join(" ");
  const oneLine = `${start} ${condition}`;
  if (oneLine.length <= WIDTH) return [oneLine];
  const body =
    lines.length > 1 && fit(lines, inner)
      ? lines.map((line) => inner + line)
      : filled(parts(condition, WIDTH - inner.length), inner);
  return [`${start} >-`, ...body];
}

/** Breaks before a word that joins two tests; in a longer one, behind bars and commas. */
function parts(condition: string, width: number): readonly string[] {
  return condition
    .split(/ (?=(?:and|or) )/)
    .flatMap((part) =>
      part.length > width ? part.split(/(?<=[|,]) /) : [part],
    );
}

function fit(lines: readonly string[], indent: string): boolean {
  return lines.every((line) => indent.length + line.length <= WIDTH);
}

/** `KEY: [a, b]`, or undefined where that is longer than one line. */
export function flowLine(
  start: string,
  items: readonly string[],
): string | undefined {
  const line = `${start}: [${items.join(", ")}]`;
  return line.length <= LIST_WIDTH ? line : undefined;
}

/** A list in brackets that goes on over several lines. */
export function flowLines(
  start: string,
  items: readonly string[],
  indent: string,
): readonly string[] {
  const last = items.length - 1;
  const closed = items.map((item, at) => item + (at === last ? "]" : ","));
  return [`${start}: [`, ...filled(closed, `${indent}  `)];
}

/** A scalar on one line: bare where YAML reads it as the text that it is. */
export function scalarText(text: string): string {
  if (isPlain(text)) return text;
  if (!/["\\\t]/.test(text)) return `"${text}"`;
  return /['\t]/.test(text) ? JSON.stringify(text) : `'${text}'`;
}

function isPlain(text: string): boolean {
  return (
    /^[A-Za-z(][^\t\n]*$/.test(text) &&
    !/: |:$| #|\s$/.test(text) &&
    !isReserved(text)
  );
}

/** A name in a list: bare unless YAML keeps its characters for itself. */
export function nameText(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) && !isReserved(name)
    ? name
    : JSON.stringify(name);
}

/** What YAML, in one version or another, reads as something else than text. */
function isReserved(text: string): boolean {
  return /^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
}

/** Breaks only at single blanks between words: folding gives those back. */
function words(text: string): readonly string[] {
  return text.split(/(?<=\S) (?=\S)/);
}

function filled(words: readonly string[], indent: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line === "") line = indent + word;
    else if (line.length + 1 + word.length <= WIDTH) line += ` ${word}`;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return line === "" ? lines : [...lines, line];
}
