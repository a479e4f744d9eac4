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
    const range = rangeOf(places, fault);
    const group = unquotedGroup(places.text, fault);
    if (group === undefined && !ALREADY_SAID.has(fault.code)) readable = false;
    if (group === undefined && toldLines.has(range.line)) continue;
    toldLines.add(range.line);
    if (group !== undefined)
      report({
        code: "unquoted-group",
        severity: "error",
        message: `YAML keeps "@" for itself, so a group's name needs quotes`,
        range: places.range(range.start, range.start + group.length),
        hint: `write "${group}" with the quotes`,
      });
    else
      report({
        code: "yaml-syntax",
        severity: "error",
        message: sentence(fault),
        range,
        ...hint(fault),
      });
  }
  return readable;
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

function sentence({ code, message }: YAMLError): string {
  const known =
    SENTENCES[code] ?? MESSAGES.find(([said]) => said.test(message))?.[1];
  if (known !== undefined) return known;
  const flat = message.replace(/\s+/g, " ").trim();
  return `this is not YAML: ${flat.charAt(0).toLowerCase()}${flat.slice(1)}`;
}

/** Where one code of the parser's is for several faults. */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/missing closing ["']quote/i, "this quote is not closed"],
  [/end with a [\]}]/, "this bracket is not closed"],
  [
    /without - indicator|same column/,
    "this line is indented otherwise than those it belongs to",
  ],
];

const SENTENCES: Readonly<Partial<Record<ErrorCode, string>>> = {
  TAB_AS_INDENT: "this line is indented with a tab, which YAML does not allow",
  BLOCK_AS_IMPLICIT_KEY:
    "this value holds a second colon, so YAML reads it as another mapping",
  MULTILINE_IMPLICIT_KEY: "a key and its colon stand on one line",
  BAD_DQ_ESCAPE: "YAML has no such escape in double quotes",
};

function hint(fault: YAMLError): { hint?: string } {
  const known = HINTS[fault.code];
  return known === undefined ? {} : { hint: known };
}

const HINTS: Readonly<Partial<Record<ErrorCode, string>>> = {
  TAB_AS_INDENT: "indent with spaces",
  BLOCK_AS_IMPLICIT_KEY: `put text with ": " in it into quotes`,
  BAD_SCALAR_START: "put the text into quotes",
};
