/** What YAML passes over and a person does not: comments and blank lines. */
import { CST, Lexer } from "yaml";
import { placesOf } from "./places.js";

export interface Trivia {
  readonly kind: "comment" | "blank";
  /** The comment with its `#`; empty for a blank line. */
  readonly text: string;
  readonly start: number;
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Whether nothing else stands on the line. */
  readonly alone: boolean;
}

/** All of them in the order of the text. Blank lines inside a value are part of the value. */
export function triviaOf(text: string): readonly Trivia[] {
  const places = placesOf({ path: "", text });
  const found: Trivia[] = [];
  let offset = 0;
  let scalarFollows = false;
  let content = false;
  for (const lexeme of new Lexer().lex(text)) {
    const type = scalarFollows ? "scalar" : CST.tokenType(lexeme);
    scalarFollows = lexeme === CST.SCALAR;
    if (scalarFollows || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END)
      continue;
    const { line, column } = places.range(offset, offset);
    const place = { start: offset, line, column };
    if (type === "comment") {
      const comment = lexeme.trimEnd();
      found.push({ kind: "comment", text: comment, ...place, alone: !content });
      content = true;
    } else if (type === "newline") {
      if (!content)
        found.push({ kind: "blank", text: "", ...place, alone: true });
      content = false;
    } else if (type !== "space") {
      // A block scalar ends behind its last line's end, where the next line begins.
      content = !lexeme.endsWith("\n");
    }
    offset += lexeme.length;
  }
  return found;
}
