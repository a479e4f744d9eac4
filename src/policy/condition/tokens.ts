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

/** Longer ones first. */
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

/** What people write who know C, Python or SQL, and what it is here. Longer ones first. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ["===", `write ==`],
  ["!==", `write !=`],
  ["=>", `write >=`],
  ["=<", `write <=`],
  ["<>", `write !=`],
  [">>", "write the shifted number"],
  ["...", `write .. between the ends of a range`],
  ["&&", `write and`],
  ["||", `write or`],
  ["!", `write not`],
  ["=", `write ==`],
  ["[", "write in { ... } for a set, ( ... ) for a group"],
  ["]", "write in { ... } for a set, ( ... ) for a group"],
  ["*", "write the number"],
  ["/", "write the number"],
  ["%", "write the number"],
  ["^", "write the number"],
  [";", "write , between the items of a set"],
  ["#", "leave it out: this is no comment here"],
  ["$", "a parameter is written $name"],
  ["@", "groups stand in lists of syscalls"],
];

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
  const { text } = places;
  const { end } = scalar.source;
  const tokens: Token[] = [];
  let sound = true;
  let at = scalar.source.start;
  const fault = (length: number, message: string, hint?: string): void => {
    sound = false;
    report({
      code: "condition-syntax",
      severity: "error",
      message,
      range: places.range(at, at + length),
      ...(hint === undefined ? {} : { hint }),
    });
  };
  while (at < end) {
    const rest = text.slice(at, Math.min(end, at + TOKEN_MAX));
    const blank = /^\s+/.exec(rest)?.[0];
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const word = /^[A-Za-z_]\w*/.exec(rest)?.[0];
    const number = /^[0-9]\w*/.exec(rest)?.[0];
    const parameter = /^\$([A-Za-z_]\w*)/.exec(rest);
    const length = (word ?? number ?? parameter?.[0] ?? "").length;
    const range = places.range(at, at + length);
    if (length === TOKEN_MAX) {
      fault(length, "this word is too long to be a name or a number");
      return undefined;
    }
    if (word !== undefined) {
      tokens.push({ kind: "word", text: word, range });
      at += length;
    } else if (number !== undefined) {
      const value = numberOf(number);
      if (typeof value === "string") fault(length, value, NUMBER_HINT);
      else tokens.push({ kind: "number", value, range });
      at += length;
    } else if (parameter !== null) {
      tokens.push({ kind: "parameter", name: parameter[1] ?? "", range });
      at += length;
    } else {
      const foreign = FOREIGN.find(([sign]) => rest.startsWith(sign));
      const sign = SIGNS.find((one) => rest.startsWith(one));
      if (
        sign !== undefined &&
        (foreign?.[0].length ?? 0) <=
          sign.length - (foreign?.[0] === sign ? 1 : 0)
      ) {
        tokens.push({
          kind: "sign",
          text: sign,
          range: places.range(at, at + sign.length),
        });
        at += sign.length;
      } else {
        const [character = ""] = rest;
        const shown = foreign?.[0] ?? character;
        fault(shown.length, `conditions have no "${shown}"`, foreign?.[1]);
        at += shown.length;
      }
    }
  }
  if (!sound) return undefined;
  tokens.push({ kind: "end", range: places.range(end, end) });
  return tokens;
}

/** The longest name in the kernel's headers has some 50 letters. */
const TOKEN_MAX = 256;

const NUMBER_HINT = "numbers are 26, 0x1a or 0o32";

/** The number, or what is wrong with it. `0644` is octal, as in C. */
function numberOf(text: string): bigint | string {
  const octal = /^0([0-7]+)$/.exec(text)?.[1];
  const plain = /^(0x[0-9a-f]+|0o[0-7]+|0|[1-9][0-9]*)$/i.test(text);
  if (octal === undefined && !plain) return `"${text}" is not a number`;
  const value = BigInt(octal === undefined ? text.toLowerCase() : `0o${octal}`);
  return value >= 1n << 64n ? `${text} does not fit in 64 bits` : value;
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
