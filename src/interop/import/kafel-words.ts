/** Kafel's tokens and numbers. */
import { Unreadable, type Lexicon, type Token } from "./tokens.js";

export type KafelKind = "include" | "word" | "number" | "sign";

export const KAFEL: Lexicon<KafelKind> = [
  [undefined, /\s+/y],
  [undefined, /\/\/[^\n]*/y],
  [undefined, /\/\*[^]*?\*\//y],
  ["include", /#include(?:[ \t]+"[^"\n]+")+[ \t]*(?:[;\n]|$)/y],
  ["number", /0x[0-9a-fA-F]+|0b[01]+|-?[0-9]+/y],
  ["word", /[A-Za-z_]\w*/y],
  ["sign", /==|!=|<=|>=|\|\||&&|[<>|&(){}[\],!#]/y],
];

/** The number of a token: decimal, hex, octal or binary; a negative one as 64 bits. */
export function numberOf({ text, range }: Token<KafelKind>): bigint {
  const octal = /^0[0-7]+$/.test(text);
  if (!octal && /^-?0[0-9]+$/.test(text))
    throw new Unreadable(range, `"${text}" is no octal number`);
  if (text.length > 70) throw new Unreadable(range, "this number is too long");
  const value = text.startsWith("-")
    ? -BigInt(text.slice(1))
    : BigInt(octal ? `0o${text.slice(1)}` : text);
  if (value >= 1n << 64n || value < -(1n << 63n))
    throw new Unreadable(range, `${text} does not fit in 64 bits`);
  return BigInt.asUintN(64, value);
}
