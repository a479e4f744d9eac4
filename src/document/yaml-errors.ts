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
  const trapLines = new Set([...traps].map((at) => places.range(at, at).line));
  let readable = true;
  for (const fault of [...document.errors, ...document.warnings]) {
    const range = rangeOf(places, fault);
    const group = unquotedGroup(places.text, fault);
    if (group === undefined && !ALREADY_SAID.has(fault.code)) readable = false;
    if (trapLines.has(range.line)) continue;
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

/** A value that was taken for a mapping is wrong as a whole; other faults have their place. */
function rangeOf(places: Places, { code, pos }: YAMLError): Range {
  const [start, end] = pos;
  const line = places.text.indexOf("\n", start);
  const whole = line === -1 ? places.text.length : line;
  const to =
    code === "BLOCK_AS_IMPLICIT_KEY" ? whole : Math.max(end, start + 1);
  return places.range(start, to);
}

function unquotedGroup(text: string, fault: YAMLError): string | undefined {
  if (fault.code !== "BAD_SCALAR_START") return undefined;
  return /^@[a-z0-9-]+/.exec(text.slice(fault.pos[0], fault.pos[0] + 80))?.[0];
}

function sentence(fault: YAMLError): string {
  const known = SENTENCES[fault.code];
  if (known !== undefined) return known;
  const message = fault.message.replace(/\s+/g, " ").trim();
  return `this is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

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
