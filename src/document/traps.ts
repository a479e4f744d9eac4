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

export function tokensOf(places: Places, report: Report): TokenStream {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const traps = new Set<number>();
  let scalarFollows = false;
  for (const lexeme of new Lexer().lex(places.text)) {
    if (!scalarFollows && trap(places, parser.offset, lexeme, report))
      traps.add(parser.offset);
    scalarFollows = lexeme === CST.SCALAR;
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > DEPTH_MAX) {
      report({
        code: "too-deep",
        severity: "error",
        message: `lists and mappings stand more than ${DEPTH_MAX} deep in each other`,
        range: places.range(parser.offset - 1, parser.offset),
        hint: "a policy needs seven levels",
      });
      return { tokens: undefined, traps };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, traps };
}

/** Whether the lexeme is one that no policy may hold; it is then reported. */
function trap(
  places: Places,
  offset: number,
  lexeme: string,
  report: Report,
): boolean {
  const error = (code: string, message: string, hint: string): true => {
    const range = places.range(offset, offset + lexeme.length);
    report({ code, severity: "error", message, range, hint });
    return true;
  };
  switch (CST.tokenType(lexeme)) {
    case "anchor":
      return error(
        "yaml-anchor",
        `YAML reads "${lexeme}" as an anchor and drops it`,
        lexeme.startsWith("&&")
          ? `write "and" between two tests`
          : "a condition starts with an argument's name; rules are reused by groups and extends",
      );
    case "alias":
      return error(
        "yaml-alias",
        `YAML reads "${lexeme}" as an alias of something else in the file`,
        "rules are reused by groups and extends",
      );
    case "tag":
      return error(
        "yaml-tag",
        `YAML reads "${lexeme}" as a tag and drops it`,
        `write "not" for a condition that starts with "!"`,
      );
    case "directive-line":
      return error(
        "yaml-directive",
        `"${lexeme.split(/\s/, 1)[0] ?? lexeme}" changes how YAML reads the file`,
        "leave it out: policies are YAML 1.2",
      );
    default:
      return false;
  }
}
