/**
 * Splits a condition into tokens, straight from the file's own characters, so that each
 * token's place is true in plain, quoted, folded and multi-line scalars alike.
 */
import type { Range, Report } from "../../document/diagnostic.js";
import type { ScalarNode } from "../../document/document.js";
import type { Places } from "../../document/places.js";

export type Token =
  | { readonly kind: "word"; readonly text: string; readonly range: Range }
  | { readonly kind: "number"; readonly value: bigint; readonly range: Range }
  | { readonly kind: "parameter"; readonly name: string; readonly range: Range }
  | { readonly kind: "sign"; readonly text: Sign; readonly range: Range }
  /** Behind the last token; its range is empty. */
  | { readonly kind: "end"; readonly range: Range };

export type Sign = (typeof SIGNS)[number];

const SIGNS = [
  "==",
  "!=",
  "<=",
  ">=",
  "<<",
  "..",
  "<",
  ">",
  "&",
  "|",
  "~",
  "+",
  "-",
  "(",
  ")",
  "{",
  "}",
  ",",
] as const;

/** What people write who know C, Python or SQL, and what to write here. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ["===", "write =="],
  ["!==", "write !="],
  ["=>", "write >="],
  ["=<", "write <="],
  ["<>", "write !="],
  [">>", "write the shifted number"],
  ["...", "write .. between the ends of a range"],
  [".", "numbers are whole; a range has two dots: 1..9"],
  ["&&", "write and"],
  ["||", "write or"],
  ["!", "write not"],
  ["=", "write =="],
  ["[", "write in { ... } for a set, ( ... ) for a group"],
  ["]", "write in { ... } for a set, ( ... ) for a group"],
  ["*", "write the number"],
  ["/", "write the number"],
  ["%", "write the number"],
  ["^", "write the number"],
  [";", `write "and" or "or" between tests, and , between the values of a set`],
  ["#", "this is no comment here: put it above the key"],
  ["$", "a parameter is written $name"],
  ["@", "groups stand in lists of syscalls"],
]);

/** The longest name in the kernel's headers has some 50 letters. */
const NAME_MAX = 256;

/** A thousand tests, and some for what stands between them. */
const TOKENS_MAX = 10_000;

/** The next token, blanks before it included; longer signs come first. */
const TOKEN = new RegExp(
  [
    String.raw`\s*(?:(?<word>[A-Za-z_]\w*)`,
    String.raw`(?<number>[0-9]\w*)`,
    String.raw`\$(?<parameter>[A-Za-z_]\w*)`,
    `(?<sign>${[...SIGNS, ...FOREIGN.keys()]
      .sort((a, b) => b.length - a.length)
      .map((sign) => sign.replace(/[.*+^$(){}|[\]/]/g, String.raw`\$&`))
      .join("|")})`,
    String.raw`(?<quoted>'[^']*'|"[^"]*")`,
    // A run of other letters is one mistake, with the ASCII ones that go on with it.
    String.raw`(?<other>[^\s\p{ASCII}]+\w*|\S))`,
  ].join("|"),
  "uy",
);

/**
 * The tokens of `scalar`, or undefined where something in it is no token; all of those are
 * reported.
 */
export function tokensOf(
  places: Places,
  scalar: ScalarNode,
  report: Report,
): readonly Token[] | undefined {
  if (hasEscapes(places, scalar, report)) return undefined;
  const { start, end } = scalar.source;
  // Its own text alone, so that no token can run on into what follows the scalar.
  const source = places.text.slice(start, end);
  const tokens: Token[] = [];
  let sound = true;
  TOKEN.lastIndex = 0;
  for (;;) {
    const match = TOKEN.exec(source);
    if (match?.groups === undefined) break;
    const text = match[0].trimStart();
    const at = start + match.index + match[0].length;
    const range = places.range(at - text.length, at);
    const token = tokenOf(match.groups, text, range, report);
    if (token === undefined) sound = false;
    else tokens.push(token);
    // The rest of the line was meant as a comment, and says nothing wrong of its own.
    if (text === "#") {
      const newline = source.indexOf("\n", TOKEN.lastIndex);
      TOKEN.lastIndex = newline === -1 ? source.length : newline;
    }
    if (tokens.length > TOKENS_MAX) {
      const message = "this condition is longer than anybody can review";
      const hint = "make several rules of it";
      const severity = "error";
      report({ code: "condition-syntax", severity, message, range, hint });
      return undefined;
    }
  }
  if (!sound) return undefined;
  tokens.push({ kind: "end", range: places.range(end, end) });
  return tokens;
}

/** Undefined after a report. */
function tokenOf(
  {
    word,
    number,
    parameter,
    sign,
    quoted,
  }: Readonly<Record<string, string | undefined>>,
  text: string,
  range: Range,
  report: Report,
): Token | undefined {
  const fault = (message: string, hint?: string): undefined => {
    const said = {
      code: "condition-syntax",
      severity: "error",
      message,
      range,
    } as const;
    report(hint === undefined ? said : { ...said, hint });
    return undefined;
  };
  if (text.length > NAME_MAX)
    return fault("this word is too long to be a name or a number");
  if (word !== undefined) return { kind: "word", text: word, range };
  if (parameter !== undefined)
    return { kind: "parameter", name: parameter, range };
  if (number !== undefined) {
    const value = numberOf(number);
    if (value === undefined)
      return fault(`"${number}" is not a number`, NUMBER_HINT);
    return value < 1n << 64n
      ? { kind: "number", value, range }
      : fault(`${number} does not fit in 64 bits`);
  }
  if (quoted !== undefined)
    return fault(
      "conditions have no quoted text",
      "write names and numbers bare",
    );
  const ours = SIGNS.find((one) => one === sign);
  if (ours !== undefined) return { kind: "sign", text: ours, range };
  const foreign = /\P{ASCII}/u.exec(text)?.[0];
  return foreign === undefined
    ? fault(`conditions have no "${text}"`, FOREIGN.get(text))
    : fault(
        `conditions are plain ASCII, and "${text}" holds ${codePoint(foreign)}`,
        "write names and signs as the keyboard has them",
      );
}

/** `U+0430`: letters that look alike, and those that can't be seen, have a number. */
function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

const NUMBER_HINT = "numbers are 26, 0x1a or 0o32";

/** `0644` is octal, as in C. */
function numberOf(text: string): bigint | undefined {
  const octal = /^0([0-7]+)$/.exec(text)?.[1];
  if (octal !== undefined) return BigInt(`0o${octal}`);
  const plain = /^(0x[0-9a-f]+|0o[0-7]+|0|[1-9][0-9]*)$/i.test(text);
  return plain ? BigInt(text.toLowerCase()) : undefined;
}

/**
 * A quoted condition is read as it stands; an escape in it would mean something else to
 * YAML than to a reviewer.
 */
function hasEscapes(
  places: Places,
  { style, source }: ScalarNode,
  report: Report,
): boolean {
  if (style !== "double" && style !== "single") return false;
  const escape = style === "double" ? "\\" : "''";
  const at = places.text.indexOf(escape, source.start);
  if (at === -1 || at >= source.end) return false;
  report({
    code: "escape-in-condition",
    severity: "error",
    message: "a quoted condition has no escapes",
    range: places.range(at, at + 2),
    hint: "write the characters themselves",
  });
  return true;
}
