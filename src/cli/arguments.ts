/** Option values, checked when they are read: a wrong one names what there is. */
import { InvalidArgumentError, Option } from "commander";
import { archNames, type ArchName } from "../../syscalls/index.js";
import { nearest } from "../document/nearest.js";
import type { Phase } from "../policy/model.js";

/** This machine's arch by callgate's name, where callgate has it. */
export const hostArch: ArchName | undefined = (
  {
    x64: "x86_64",
    arm64: "aarch64",
    ia32: "i386",
    arm: "arm",
    riscv64: "riscv64",
    ppc64: "ppc64le",
    s390x: "s390x",
    loong64: "loongarch64",
  } as const satisfies Record<string, ArchName> as Record<
    string,
    ArchName | undefined
  >
)[process.arch];

/** `--arch A`, again or with commas. */
export function readArches(
  word: string,
  before: readonly ArchName[] = [],
): readonly ArchName[] {
  const arches = word.split(",").map((name) => {
    const arch = archNames.find((known) => known === name);
    if (arch === undefined) throw unknown("arch", name, archNames);
    return arch;
  });
  return [...new Set([...before, ...arches])];
}

export function readArch(word: string): ArchName {
  const arch = archNames.find((known) => known === word);
  if (arch === undefined) throw unknown("arch", word, archNames);
  return arch;
}

/** `--phase run,boot`. */
export function readPhases(word: string): readonly Phase[] {
  return oneOrMore("phase", word, ["run", "boot"]);
}

/** A reader of words from a list, with commas. */
export function oneOrMore<Word extends string>(
  what: string,
  text: string,
  words: readonly Word[],
): readonly Word[] {
  return text.split(",").map((given) => {
    const word = words.find((known) => known === given);
    if (word === undefined) throw unknown(what, given, words);
    return word;
  });
}

/** A reader of one word from a list. */
export function oneOf<Word extends string>(
  what: string,
  words: readonly Word[],
): (text: string) => Word {
  return (text) => {
    const word = words.find((known) => known === text);
    if (word === undefined) throw unknown(what, text, words);
    return word;
  };
}

/** A whole number from `min`. */
export function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < min)
      throw new InvalidArgumentError(`write a whole number from ${min}.`);
    return value;
  };
}

/** Bytes: `4096`, `64k`, `256m`, `1g`. */
export function byteCount(text: string): number {
  const match = /^(\d+)([kmg]?)(?:i?b)?$/i.exec(text);
  if (match === null)
    throw new InvalidArgumentError('write bytes, as "4096", "64k", "256m".');
  const unit = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[
    (match[2] ?? "").toLowerCase()
  ];
  return Number(match[1]) * (unit ?? 1);
}

/** A 64-bit value: decimal, hex, octal, or negative; as unsigned. */
export function value64(text: string): bigint {
  const match = /^(-?)(0x[0-9a-f]+|0o[0-7]+|\d+)$/i.exec(text.trim());
  const magnitude = match === null ? undefined : BigInt(match[2] ?? "");
  const value =
    match?.[1] === "-" && magnitude !== undefined ? -magnitude : magnitude;
  if (value === undefined || value >= 1n << 64n || value < -(1n << 63n))
    throw new InvalidArgumentError(
      `"${text}" is no 64-bit value: write it decimal or as 0x….`,
    );
  return BigInt.asUintN(64, value);
}

/** `--param name=value`, again for more. */
function readBinding(
  text: string,
  before: ReadonlyMap<string, bigint>,
): ReadonlyMap<string, bigint> {
  const match = /^\$?([a-z_][a-z0-9_-]*)=(.+)$/i.exec(text);
  const [, name, value] = match ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('write NAME=VALUE, as "self=1234".');
  if (before.has(name))
    throw new InvalidArgumentError(`"${name}" has a value already.`);
  return new Map([...before, [name, value64(value)]]);
}

/** `--param NAME=VALUE`, which may stand more than once: a map of the values by name. */
export function parameters(description: string): Option {
  return new Option("--param <name=value>", description)
    .argParser(readBinding)
    .default(new Map<string, bigint>(), "none");
}

function unknown(
  what: string,
  given: string,
  words: readonly string[],
): InvalidArgumentError {
  const near = nearest(given, words);
  return new InvalidArgumentError(
    near === undefined
      ? `there is no ${what} "${given}"; there are ${words.join(", ")}.`
      : `there is no ${what} "${given}"; did you mean ${near}?`,
  );
}
