/** Puts what the YAML parser found wrong into our words. Its warnings are errors too. */
import type { Document as YamlDocument, ErrorCode, YAMLError } from "yaml";
import type { Range, Report } from "./diagnostic.js";
import type { Places } from "./places.js";

/**
 * Reports the faults of a composed document. False where its nodes cannot be relied on;
 * true where what is wrong (tags, an unquoted `@group`) left the rest as it was meant.
 */
export function reportSyntax(
  places: Places,
  document: YamlDocument.Parsed,
  traps: ReadonlySet<number>,
  report: Report,
): boolean {
  // A second fault on a line is mostly the first one's echo.
  const toldLines = new Set([...traps].map((at) => places.range(at, at).line));
  let readable = true;
  for (const fault of [...document.errors, ...document.warnings]) {
    const said = faultAt(places, fault);
    const group = unquotedGroup(places.text, fault);
    if (group === undefined && !ALREADY_SAID.has(fault.code)) readable = false;
    if (group === undefined && toldLines.has(said.range.line)) continue;
    toldLines.add(said.range.line);
    if (group !== undefined) reportGroup(places, said.range, group, report);
    else report({ code: "yaml-syntax", severity: "error", ...said });
  }
  return readable;
}

function reportGroup(
  places: Places,
  { start }: Range,
  group: string,
  report: Report,
): void {
  const line = places.text.slice(
    places.text.lastIndexOf("\n", start - 1) + 1,
    start,
  );
  report({
    code: "unquoted-group",
    severity: "error",
    message: `YAML keeps "@" for itself, so a group's name needs quotes`,
    range: places.range(start, start + group.length),
    hint: /\bwhen: *$/.test(line)
      ? "groups stand in lists of syscalls; a condition starts with an argument's name"
      : `write "${group}" with the quotes`,
  });
}

/** Codes that only repeat what `tokensOf` reported. */
const ALREADY_SAID: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "TAG_RESOLVE_FAILED",
  "BAD_ALIAS",
]);

/**
 * Where to look: blanks at the start of a line are before the fault, and the end of a line
 * or of the file is behind it. A value that was taken for a mapping is wrong as a whole.
 */
function rangeOf(places: Places, { code, pos }: YAMLError): Range {
  const { text } = places;
  let [start, end] = pos;
  if (code === "TAB_AS_INDENT") return places.range(start, start + 1);
  while (text[start] === " ") start++;
  while (start > 0 && /\s|^$/.test(text[start] ?? "")) end = start--;
  end = Math.max(end, start + 1);
  if (code !== "BLOCK_AS_IMPLICIT_KEY") return places.range(start, end);
  const newline = text.indexOf("\n", start);
  return places.range(start, newline === -1 ? text.length : newline);
}

function unquotedGroup(text: string, fault: YAMLError): string | undefined {
  if (fault.code !== "BAD_SCALAR_START") return undefined;
  return /^@[a-z0-9-]+/.exec(text.slice(fault.pos[0], fault.pos[0] + 80))?.[0];
}

interface Said {
  readonly message: string;
  readonly range: Range;
  readonly hint?: string;
}

/** What is wrong, where to look, and what to write instead where that is known. */
function faultAt(places: Places, fault: YAMLError): Said {
  const range = rangeOf(places, fault);
  const tab = tabIn(places, fault, range);
  if (tab !== undefined) return { ...SAID.tab, range: tab };
  if (fault.code === "BLOCK_AS_IMPLICIT_KEY")
    return { ...implicitKey(places, range), range };
  const said =
    BY_CODE[fault.code] ??
    BY_MESSAGE.find(([pattern]) => pattern.test(fault.message))?.[1];
  if (said === SAID.indent && followsComment(places, range))
    return { ...SAID.comment, range };
  if (said !== undefined) return { ...said, range };
  const flat = fault.message.replace(/\s+/g, " ").trim();
  return {
    message: `this is not YAML: ${flat.charAt(0).toLowerCase()}${flat.slice(1)}`,
    range,
    ...(fault.code === "BAD_SCALAR_START"
      ? { hint: "put the text into quotes" }
      : {}),
  };
}

type Sentence = Omit<Said, "range">;

const SAID = {
  tab: {
    message: "this line is indented with a tab, which YAML does not allow",
    hint: "indent with spaces",
  },
  indent: {
    message: "this line is indented otherwise than those it belongs to",
    hint: "indent it as they are, or further than a key whose text it goes on with",
  },
  comment: {
    message:
      "a comment has ended the text above, and this line goes on with it",
    hint: "put the comment above the key",
  },
  colon: {
    message:
      "this value holds a second colon, so YAML reads it as another mapping",
    hint: `put text with ": " in it into quotes`,
  },
  deeper: {
    message: "the line below is indented further, as if it were a part of this",
    hint: "indent it as the key above it",
  },
  behind: {
    message: "something stands behind a value that has ended",
    hint: "put the whole text into quotes, or none of it",
  },
} as const satisfies Record<string, Sentence>;

const BY_CODE: Readonly<Partial<Record<ErrorCode, Sentence>>> = {
  TAB_AS_INDENT: SAID.tab,
  MULTILINE_IMPLICIT_KEY: {
    message: "a key and its colon stand on one line",
    hint: "write KEY: VALUE",
  },
  BAD_DQ_ESCAPE: {
    message: "YAML has no such escape in double quotes",
    hint: "write the text in single quotes, where a backslash is one",
  },
};

/** Where one code of the parser's is for several faults. */
const BY_MESSAGE: readonly (readonly [RegExp, Sentence])[] = [
  [
    /missing closing ["']quote/i,
    {
      message: "this quote is not closed",
      hint: "write the same quote where the text ends",
    },
  ],
  [
    /end with a [\]}]/,
    {
      message: "this bracket is not closed",
      hint: "write ] or } where the list or mapping ends",
    },
  ],
  [/without - indicator|same column/, SAID.indent],
  [
    /need to be followed by map values/,
    {
      message: "this line has no colon, so it is no key",
      hint: "write KEY: VALUE, or indent it further than a key whose text it goes on with",
    },
  ],
  [/at node end|between flow \w+ items/, SAID.behind],
  [
    /on same line with key/,
    {
      message: "a list starts on a line of its own",
      hint: `put text that starts with "- " into quotes`,
    },
  ],
  [
    /values in collections must be indented/,
    {
      message: "the text of this block is not indented",
      hint: "indent it further than its key",
    },
  ],
  [
    /^Not a YAML token/,
    {
      message: "this can't stand here",
      hint: "a text behind > or | starts on the next line",
    },
  ],
];

/** The tab that a fault comes from: where it starts a line, or the first one of a block's text. */
function tabIn(
  places: Places,
  { code, message }: YAMLError,
  { start, end }: Range,
): Range | undefined {
  const { text } = places;
  if (code === "TAB_AS_INDENT") return places.range(start, start + 1);
  const below = text.indexOf("\n", end - 1) + 1;
  return /leading empty lines|values in collections must/.test(message) &&
    text[below] === "\t"
    ? places.range(below, below + 1)
    : undefined;
}

/** A mapping where a text or a list should be: which of the ways to write one by mistake. */
function implicitKey({ text }: Places, { start, end }: Range): Sentence {
  const written = text.slice(start, end);
  if (/^- /.test(written)) return SAID.indent;
  return /: |:$/.test(written) || /^\?/.test(written)
    ? SAID.colon
    : SAID.deeper;
}

/** Whether the last thing before the line is a comment. */
function followsComment({ text }: Places, { start }: Range): boolean {
  const before = text.slice(0, start).trimEnd();
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return /(^|\s)#/.test(line);
}
