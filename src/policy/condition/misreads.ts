/** What is said of a condition that can't be read: what stands where, and what to write. */
import type { Range } from "../../document/diagnostic.js";
import { nearest } from "../../document/nearest.js";
import type { Token } from "./tokens.js";

/** Ends the reading of one condition; never leaves the parser. */
export class Misread extends Error {
  constructor(
    readonly range: Range,
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

const COMPARISONS: readonly string[] = ["==", "!=", "<", "<=", ">", ">="];
const WORDS = ["and", "or", "not", "in", "only"] as const;

/** Whether what comes before the token is compared. */
export function compares(token: Token): boolean {
  return (
    (token.kind === "sign" && COMPARISONS.includes(token.text)) ||
    (token.kind === "word" && (token.text === "in" || token.text === "only"))
  );
}

/** A token that can't go on from where it stands. */
export function leftOver(
  token: Token,
  place: Range,
  around: { readonly before: Token | undefined; readonly after: Token | undefined },
): Misread {
  const shown = textOf(token);
  if (token.kind === "sign" && token.text === ")")
    return new Misread(
      place,
      `this ")" closes nothing`,
      "leave it out, or open it where it belongs",
    );
  if (compares(token))
    return new Misread(
      place,
      "a test compares once",
      `write "and" between two tests`,
    );
  if (startsTest(token))
    return new Misread(
      place,
      `"and", "or" or a comparison is missing before ${shown}`,
      misspelt(token, around),
    );
  return new Misread(place, `${shown} can't stand here`, leftOverHint(token));
}

/** What somebody meant who wrote a word that is none of ours, or one of ours elsewhere. */
function misspelt(
  token: Token,
  { before, after }: { readonly before: Token | undefined; readonly after: Token | undefined },
): string {
  if (isWord(token, "not") && after !== undefined && isWord(after, "in"))
    return "write not before the test: not ARGUMENT in { ... }";
  const word = [token, before]
    .map((one) =>
      one?.kind === "word" && !isReserved(one.text)
        ? nearest(one.text, WORDS)
        : undefined,
    )
    .find((one) => one !== undefined);
  return word === undefined
    ? `write "and" or "or" between tests`
    : `did you mean "${word}"?`;
}

export function noArgument(token: Token, place: Range): Misread {
  const hint = "write the argument first: ARGUMENT == VALUE";
  if (token.kind === "number" || token.kind === "parameter")
    return new Misread(
      place,
      "a test starts with an argument's name, not with a value",
      hint,
    );
  if (token.kind === "end")
    return new Misread(
      place,
      "a test is missing here",
      "write one: ARGUMENT == VALUE",
    );
  return new Misread(
    place,
    `a test starts with an argument's name, not with ${textOf(token)}`,
    hint,
  );
}

export function noValue(token: Token, place: Range): Misread {
  if (token.kind === "end")
    return new Misread(
      place,
      "a value is missing here",
      "write a number, a constant or a $parameter",
    );
  return new Misread(
    place,
    `a value is a number, a constant or a $parameter, not ${textOf(token)}`,
    valueHint(token),
  );
}

function valueHint(token: Token): string {
  if (isWord(token, "not")) return "write not before the test, or != for ==";
  const closes = token.kind === "sign" && [",", "}", ".."].includes(token.text);
  return closes
    ? "write a value before it, or leave out what asks for one"
    : "write a value here";
}

function isWord(token: Token, word: string): boolean {
  return token.kind === "word" && token.text === word;
}

/** Whether a test, or a part in parentheses, can start so. */
function startsTest(token: Token): boolean {
  if (token.kind === "sign") return token.text === "(";
  return (
    token.kind === "number" ||
    token.kind === "parameter" ||
    (token.kind === "word" &&
      (token.text === "not" || !isReserved(token.text)))
  );
}

export function startsValue(token: Token): boolean {
  if (token.kind === "sign") return ["(", "~", "-"].includes(token.text);
  return startsTest(token) && !isWord(token, "not");
}

function leftOverHint(token: Token): string | undefined {
  if (token.kind !== "sign") return undefined;
  switch (token.text) {
    case ",":
      return `write "and" or "or" between tests, or in { ... } for a set`;
    case "{":
      return "write in before it: ARGUMENT in { ... }";
    case "|":
    case "&":
    case "+":
    case "-":
    case "<<":
    case "~":
      return "an argument takes & and a mask, once: ARGUMENT & MASK == VALUE";
    default:
      return undefined;
  }
}

export function isReserved(word: string): boolean {
  return (WORDS as readonly string[]).includes(word);
}

export function textOf(token: Token): string {
  switch (token.kind) {
    case "word":
    case "sign":
      return `"${token.text}"`;
    case "number":
      return "this number";
    case "parameter":
      return `"$${token.name}"`;
    case "end":
      return "the end";
  }
}
