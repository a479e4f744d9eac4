/**
 * Mutates text of any format: its characters, tokens, lines, numbers, brackets and, where it
 * is JSON, its values. One seed gives one text.
 */
import { pick, type Random } from "../compiler/support/random.js";

/** What the mutants of a format are made of. */
export interface Material {
  /** Sound files: what is mutated, and what is spliced into another. */
  readonly samples: readonly string[];
  /** Pieces of the format, and what looks like it. */
  readonly scraps: readonly string[];
}

/** A sample with one to five mutations; mostly few, so that some are still taken. */
export function mutant(material: Material, random: Random): string {
  let text = pick(random, material.samples);
  let left = pick(random, [1, 1, 1, 2, 2, 3, 5]);
  while (left-- > 0) text = mutated(text, material, random);
  return text;
}

/** `text` with one mutation. */
export function mutated(
  text: string,
  material: Material,
  random: Random,
): string {
  return pick(random, MUTATIONS)(text, material, random);
}

type Mutation = (text: string, material: Material, random: Random) => string;

/** What readers stumble over, whatever the format. */
const SCRAPS: readonly string[] = [
  ..."\0\t\r\n\v\f\x1b\x7f\x85\u00a0\u2028\u202e\u200b\ufeff\ufffd\uffff",
  ...["\ud800", "\udc00", "é", "e\u0301", "漢", "😀", "\u{10ffff}", "ſ", "İ"],
  ..."{}[]()<>\"'`\\/#;:,.=+-*&|!?%^~@$_0 ",
  ...["\r\n", "\\\n", "\\u0000", "\\ud800", '""', "/*", "*/", "//", "<!--"],
  ...["null", "true", "false", "NaN", "Infinity", "__proto__", "constructor"],
  ...["toString", "hasOwnProperty", "undefined", "[]", "{}", "[[[[", "{{{{"],
];

/** Where widths, signs and the ways of writing numbers end. */
const NUMBERS: readonly string[] = [
  ...["0", "1", "-1", "-0", "5", "6", "7", "38", "100", "4095", "4096"],
  ...["65535", "65536", "2147483647", "2147483648", "4294967295", "4294967296"],
  ...["4294967196", "9007199254740993", "9223372036854775807"],
  ...["9223372036854775808", "18446744073709551615", "18446744073709551616"],
  ...["-2147483648", "-9223372036854775808", "-9223372036854775809"],
  ...["0x0", "0xff", "0xffffffff", "0xffffffffffffffff", "0x10000000000000000"],
  ...["0X1F", "0o17", "017", "08", "0b11", "00", "1.0", "1.5", "1e3", "1e999"],
  ...["0x", "1_000", "1n", "١", "99999999999999999999999999999999999999999999"],
];

const TOKEN = /[\w$@]+|\s+|[^\w\s]/gu;
const NUMBER = /-?\b\d\w*/g;

const MUTATIONS: readonly Mutation[] = [
  withoutCharacters,
  inserted,
  inserted,
  overwritten,
  (text, _, random) => repeated(text, 2, random),
  cutOff,
  copiedWithin,
  ...Array.from({ length: 5 }, () => tokenMutation),
  ...Array.from({ length: 3 }, () => lineMutation),
  ...Array.from({ length: 3 }, () => numberMutation),
  ...Array.from({ length: 4 }, () => jsonMutation),
  spliced,
  nested,
  otherCase,
  rare,
];

/** Some place in the text, and one behind it that is mostly near. */
function slice(text: string, random: Random): readonly [number, number] {
  const from = random(text.length + 1);
  const length = random(20) === 0 ? random(text.length + 1) : random(16);
  return [from, Math.min(text.length, from + length)];
}

function put(text: string, from: number, to: number, piece: string): string {
  return text.slice(0, from) + piece + text.slice(to);
}

function scrap({ scraps }: Material, random: Random): string {
  return pick(random, random(3) === 0 ? SCRAPS : scraps);
}

function withoutCharacters(text: string, _: Material, random: Random): string {
  return put(text, ...slice(text, random), "");
}

function inserted(text: string, material: Material, random: Random): string {
  const at = random(text.length + 1);
  return put(text, at, at, scrap(material, random));
}

function overwritten(text: string, material: Material, random: Random): string {
  const at = random(text.length + 1);
  const piece = scrap(material, random);
  return put(text, at, at + piece.length, piece);
}

function repeated(text: string, times: number, random: Random): string {
  const [from, to] = slice(text, random);
  return put(text, from, to, text.slice(from, to).repeat(times));
}

function cutOff(text: string, _: Material, random: Random): string {
  const at = random(text.length + 1);
  return random(4) === 0 ? text.slice(at) : text.slice(0, at);
}

function copiedWithin(text: string, _: Material, random: Random): string {
  const [from, to] = slice(text, random);
  const at = random(text.length + 1);
  return put(
    text,
    at,
    random(2) === 0 ? at : at + to - from,
    text.slice(from, to),
  );
}

/** Deletes, repeats, swaps or replaces one of `parts`. */
function rearranged(
  parts: readonly string[],
  others: readonly string[],
  random: Random,
): readonly string[] {
  const result = [...parts];
  const at = random(parts.length);
  const one = parts[at] ?? "";
  const other = random(parts.length);
  switch (random(5)) {
    case 0:
      result.splice(at, 1);
      return result;
    case 1:
      result.splice(at, 0, one);
      return result;
    case 2:
      result[at] = parts[other] ?? "";
      result[other] = one;
      return result;
    case 3:
      result.splice(at, 1, pick(random, others.length > 0 ? others : parts));
      return result;
    default:
      result.splice(at, 1);
      result.splice(other, 0, one);
      return result;
  }
}

function tokensOf(text: string): readonly string[] {
  return text.match(TOKEN) ?? [""];
}

function tokenMutation(
  text: string,
  { samples, scraps }: Material,
  random: Random,
): string {
  const others = random(2) === 0 ? scraps : tokensOf(pick(random, samples));
  return rearranged(tokensOf(text), others, random).join("");
}

function lineMutation(
  text: string,
  { samples }: Material,
  random: Random,
): string {
  const lines = text.split("\n");
  const at = random(lines.length);
  const line = lines[at] ?? "";
  switch (random(4)) {
    case 0:
      lines[at] = random(2) === 0 ? ` ${line}` : line.replace(/^ /, "");
      return lines.join("\n");
    case 1:
      lines.splice(at, 2, `${line}${lines[at + 1] ?? ""}`);
      return lines.join("\n");
    default:
      return rearranged(lines, pick(random, samples).split("\n"), random).join(
        "\n",
      );
  }
}

function numberMutation(text: string, _: Material, random: Random): string {
  const numbers = [...text.matchAll(NUMBER)];
  if (numbers.length === 0) return text;
  const { index, 0: number } = pick(random, numbers);
  const near = /^\d{1,9}$/.test(number)
    ? String(Number(number) + pick(random, [-1, 1]))
    : number;
  const piece = random(4) === 0 ? near : pick(random, NUMBERS);
  return put(text, index, index + number.length, piece);
}

/** Half of one text and half of another. */
function spliced(text: string, { samples }: Material, random: Random): string {
  const other = pick(random, samples);
  if (random(2) === 0)
    return (
      text.slice(0, random(text.length + 1)) +
      other.slice(random(other.length + 1))
    );
  const lines = text.split("\n");
  const others = other.split("\n");
  return [
    ...lines.slice(0, random(lines.length + 1)),
    ...others.slice(random(others.length + 1)),
  ].join("\n");
}

/** Brackets around something: few, as many as readers allow, or more than a stack holds. */
function nested(text: string, _: Material, random: Random): string {
  const tokens = tokensOf(text);
  const from = random(tokens.length);
  const to = Math.min(tokens.length, from + 1 + random(6));
  const [open, close] = pick(random, [
    ["(", ")"],
    ["[", "]"],
    ["{", "}"],
    ["!", ""],
    ["~", ""],
    ["not ", ""],
    ['{"a":', "}"],
    ["- ", ""],
  ] as const);
  const depth = pick(random, [1, 1, 1, 2, 2, 49, 51, 65, 101]);
  return [
    ...tokens.slice(0, from),
    ...[open.repeat(depth), ...tokens.slice(from, to)],
    ...[close.repeat(random(6) === 0 ? depth - 1 : depth)],
    ...tokens.slice(to),
  ].join("");
}

function otherCase(text: string, _: Material, random: Random): string {
  const [from, to] = slice(text, random);
  const piece = text.slice(from, to);
  return put(
    text,
    from,
    to,
    random(2) === 0 ? piece.toUpperCase() : piece.toLowerCase(),
  );
}

/** Line ends of Windows, marks before the text, and, seldom, much of something. */
function rare(text: string, material: Material, random: Random): string {
  switch (random(6)) {
    case 0:
      return text.replaceAll("\n", "\r\n");
    case 1:
      return text.replaceAll("\n", pick(random, ["\r", "", "\u2028", "\n\n"]));
    case 2:
      return `${pick(random, ["\ufeff", "\0", "\n", " ", "#!/bin/sh\n"])}${text}`;
    case 3:
      return repeated(text, random(40), random);
    case 4: {
      // Long enough for what is quadratic to be seen, and seldom, as it costs time.
      const length = random(64) === 0 ? 20_000 : 500;
      const piece = scrap(material, random);
      const at = random(text.length + 1);
      return put(text, at, at, piece.repeat(length / (piece.length + 1)));
    }
    default:
      return text.replaceAll(/\s+/g, pick(random, [" ", "\t", "\n", "  "]));
  }
}

/** A value taken away, repeated, swapped for another or wrapped; other mutations elsewhere. */
function jsonMutation(
  text: string,
  material: Material,
  random: Random,
): string {
  if (!/^\s*[[{]/.test(text)) return tokenMutation(text, material, random);
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return tokenMutation(text, material, random);
  }
  const owners = ownersIn(root);
  if (owners.length === 0) return text;
  changeOne(pick(random, owners), owners, random);
  return JSON.stringify(root, undefined, random(3));
}

type Owner = unknown[] | Record<string, unknown>;

/** Every list and object with something in it. */
function ownersIn(root: unknown): readonly Owner[] {
  const found: Owner[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const values = Object.values(value);
    if (values.length > 0) found.push(value as Owner);
    values.forEach(visit);
  };
  visit(root);
  return found;
}

function changeOne(
  owner: Owner,
  owners: readonly Owner[],
  random: Random,
): void {
  const keys = Object.keys(owner);
  const key = pick(random, keys);
  const values = owner as Record<string, unknown>;
  const value = values[key];
  // A copy: what holds itself can't be written.
  const other = JSON.parse(
    JSON.stringify(pick(random, Object.values(pick(random, owners)))),
  ) as unknown;
  switch (random(6)) {
    case 0:
      if (Array.isArray(owner)) owner.splice(Number(key), 1);
      else Reflect.deleteProperty(owner, key);
      return;
    case 1:
      if (Array.isArray(owner)) owner.splice(Number(key), 0, value);
      else values[`${key}${pick(random, ["2", "s", "_", " "])}`] = value;
      return;
    case 2:
      values[key] = other;
      return;
    case 3:
      values[key] = pick(random, [null, true, 0, -1, 1.5, "", [], {}, [value]]);
      return;
    case 4:
      if (Array.isArray(owner)) owner.reverse();
      else
        for (const one of [...keys].reverse()) {
          const moved = values[one];
          Reflect.deleteProperty(owner, one);
          values[one] = moved;
        }
      return;
    default:
      if (Array.isArray(owner)) owner.push(other);
      else values[pick(random, Object.keys(pick(random, owners)))] = other;
  }
}
