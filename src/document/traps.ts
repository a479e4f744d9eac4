/**
 * Reads YAML's tokens and reports everything of YAML that could make a policy mean less
 * than it says: anchors, aliases, tags, directives, and nesting without end. A condition
 * that starts with `!` or `&` would otherwise vanish and leave a rule without one.
 */
import { CST, Lexer, Parser } from "yaml";
import type { Report } from "./diagnostic.js";
import type { Places } from "./places.js";

/** A policy needs seven levels; the composer, which recurses, never sees more than this. */
const DEPTH_MAX = 64;

export interface TokenStream {
  /** What the composer takes; undefined where the nesting was too deep to go on. */
  readonly tokens: readonly CST.Token[] | undefined;
  /** Where anchors, aliases, tags and directives start. */
  readonly traps: ReadonlySet<number>;
}

/** What a reader can't follow costs the composer a second: some 5,000 lines. */
const LEXEMES_MAX = 120_000;

/** Each costs an error with its stack, and nobody reads a hundred. */
const STRAY_MAX = 100;

export function tokensOf(places: Places, report: Report): TokenStream {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const traps = new Set<number>();
  let scalarFollows = false;
  let trapEnd = 0;
  let lexemes = 0;
  let stray = 0;
  const stop = (code: string, message: string, hint: string): TokenStream => {
    const at = Math.max(0, parser.offset - 1);
    const range = places.range(at, parser.offset);
    report({ code, severity: "error", message, range, hint });
    return { tokens: undefined, traps };
  };
  for (const lexeme of new Lexer().lex(places.text)) {
    if (!scalarFollows && isTrap(lexeme)) {
      const at = parser.offset;
      // In "!flags & MASK" both signs stand before one value: one fault.
      const same =
        traps.size > 0 && /^ *$/.test(places.text.slice(trapEnd, at));
      if (same) stray++;
      else reportTrap(places, at, lexeme, report);
      trapEnd = at + lexeme.length;
      traps.add(at);
    }
    scalarFollows = lexeme === CST.SCALAR;
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === "error") stray++;
    }
    if (isStray(parser.stack.at(-1))) stray++;
    if (parser.stack.length > DEPTH_MAX)
      return stop(
        "too-deep",
        `lists and mappings stand more than ${DEPTH_MAX} deep in each other`,
        "a policy needs seven levels",
      );
    if (++lexemes > LEXEMES_MAX)
      return stop(
        "file-too-large",
        "this file holds more than anybody can review",
        "split it: policies extend others and name groups",
      );
    if (stray > STRAY_MAX)
      return stop(
        "yaml-syntax",
        "this is not YAML: value follows value without a key",
        "is this a policy?",
      );
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, traps };
}

/** Whether the parser has just put something behind a value where nothing can stand. */
function isStray(token: CST.Token | undefined): boolean {
  if (token === undefined || !("end" in token)) return false;
  const last = token.end?.at(-1);
  return last !== undefined && !TRIVIA.has(last.type);
}

const TRIVIA: ReadonlySet<string> = new Set([
  "space",
  "comment",
  "newline",
  "flow-map-end",
  "flow-seq-end",
]);

const TRAPS: ReadonlySet<string | null> = new Set([
  "anchor",
  "alias",
  "tag",
  "directive-line",
]);

function isTrap(lexeme: string): boolean {
  return "&*!%".includes(lexeme.charAt(0)) && TRAPS.has(CST.tokenType(lexeme));
}

const REUSE = "rules are reused by groups and extends";

function reportTrap(
  places: Places,
  offset: number,
  lexeme: string,
  report: Report,
): void {
  const line = places.text.slice(
    places.text.lastIndexOf("\n", offset - 1) + 1,
    offset,
  );
  const inWhen = /\bwhen:\s*$/.test(line);
  const error = (code: string, message: string, hint: string): void => {
    const range = places.range(offset, offset + lexeme.length);
    report({ code, severity: "error", message, range, hint });
  };
  switch (CST.tokenType(lexeme)) {
    case "anchor":
      error(
        "yaml-anchor",
        `YAML reads "${lexeme}" as an anchor and drops it`,
        inWhen ? "a condition starts with an argument's name" : REUSE,
      );
      return;
    case "alias":
      error(
        "yaml-alias",
        `YAML reads "${lexeme}" as an alias of something else in the file`,
        REUSE,
      );
      return;
    case "tag":
      error(
        "yaml-tag",
        `YAML reads "${lexeme}" as a tag and drops it`,
        inWhen ? `write "not" for "!"` : "leave it out",
      );
      return;
    default:
      error(
        "yaml-directive",
        `"${lexeme.split(/\s/, 1)[0] ?? lexeme}" changes how YAML reads the file`,
        "leave it out: policies are YAML 1.2",
      );
  }
}
