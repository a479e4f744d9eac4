/** Writes a condition in its canonical layout: one blank between tokens that need one. */
import type { Report } from "../../document/diagnostic.js";
import type { ScalarNode } from "../../document/document.js";
import type { Places } from "../../document/places.js";
import { isReserved } from "./misreads.js";
import { parseCondition } from "./parse.js";
import { tokensOf, type Token } from "./tokens.js";

/** The condition in the lines that its author made, or undefined after a report. */
export function conditionLinesOf(
  places: Places,
  scalar: ScalarNode,
  report: Report,
): readonly string[] | undefined {
  if (parseCondition(places, scalar, report) === undefined) return undefined;
  const tokens = tokensOf(places, scalar, report) ?? [];
  const lines: string[] = [];
  let text = "";
  let before: Token | undefined;
  let glued = true;
  for (const token of tokens) {
    if (token.kind === "end") break;
    if (before !== undefined && token.range.line > before.range.line) {
      lines.push(text);
      text = "";
    } else if (!glued && !leansLeft(token)) text += " ";
    text += places.text.slice(token.range.start, token.range.end);
    glued = leansRight(token, before);
    before = token;
  }
  return [...lines, text];
}

function leansLeft(token: Token): boolean {
  return token.kind === "sign" && [")", "}", ",", ".."].includes(token.text);
}

/** Whether the next token follows without a blank. */
function leansRight(token: Token, before: Token | undefined): boolean {
  if (token.kind !== "sign") return false;
  if (["(", "{", "..", "~"].includes(token.text)) return true;
  return token.text === "-" && !endsValue(before);
}

/** Whether a minus behind the token is a subtraction. */
function endsValue(token: Token | undefined): boolean {
  switch (token?.kind) {
    case "word":
      return !isReserved(token.text);
    case "number":
    case "parameter":
      return true;
    case "sign":
      return token.text === ")";
    default:
      return false;
  }
}
