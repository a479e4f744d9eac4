/**
 * The values of named constants on one arch: names come from the preprocessor (`-dM`) and from
 * what it leaves of the headers, and the compiler says which are integer constants and what
 * they are. There is no C parser here, so nothing can be read otherwise than a program would.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Family } from "./families.js";
import type { Compiler } from "./preprocess.js";
import type { KernelSource } from "./source.js";

/** Names whose value is another in each kernel version: a policy must not rest on them. */
const grows = /_MAX$|^MAX_|_LAST(_CAP)?$|_SUPPORTED$|_RESERVED$|^SIGSTKSZ$/;

const madeByIo = /\b(?:DRM)?_IO[RW]*\(/;

/** Name to value, in no particular order. */
export function familyValues(
  source: KernelSource,
  compiler: Compiler,
  family: Family,
): Map<string, bigint> {
  if (family.long64 === true && compiler.long === 32) return new Map();
  const includes = family.headers
    .filter((header) => existsSync(join(compiler.include, header)))
    .map((header) => `#include <${header}>`)
    .join("\n");
  const internal =
    family.internal === undefined
      ? ""
      : source
          .read(`include/${family.internal}`)
          .replace(/^\s*#\s*include.*$/gm, "")
          .replace(/\bIS_ENABLED\(\w+\)/g, "0");
  if (includes === "" && internal === "") return new Map();
  const text = `${includes}\n${internal}\n`;
  const macros = compiler
    .preprocess(text, ["-dM"])
    .split("\n")
    .filter((line) => /^#define \w+ /.test(line));
  const left = compiler.preprocess(text, ["-P"]);
  const enums = (family.enums ?? []).map((tag) => enumText(left, tag));

  const names = new Set<string>();
  const expansions = new Map<string, string>();
  for (const line of macros) {
    const [, name = "", value = ""] = /^#define (\w+) (.*)$/.exec(line) ?? [];
    expansions.set(name, value);
    if (family.names.test(name)) names.add(name);
  }
  if (internal === "" && family.ioctl === undefined) {
    for (const [name] of left.matchAll(/\b[A-Za-z_]\w*\b/g)) {
      if (family.names.test(name)) names.add(name);
    }
  }
  for (const members of enums) {
    for (const [name] of members.matchAll(/\b[A-Z_][A-Z0-9_]+\b/g)) {
      names.add(name);
    }
  }
  const wanted = [...names].filter(
    (name) =>
      !grows.test(name) &&
      family.except?.test(name) !== true &&
      (family.ioctl === undefined || madeByIo.test(expansions.get(name) ?? "")),
  );
  const prelude =
    internal === ""
      ? includes
      : [includes, ...macros, ...enums.map((members) => `${members};`)].join(
          "\n",
        );
  const { values, dropped } = valuesOf(compiler, prelude, wanted);
  for (const name of dropped) {
    if (family.someArches?.test(name) === true) continue;
    if (madeByIo.test(expansions.get(name) ?? "")) {
      throw new Error(
        `${compiler.arch}: ${name} needs a header more in family ${family.name}`,
      );
    }
  }
  return values;
}

function enumText(preprocessed: string, tag: string): string {
  const found = new RegExp(`enum ${tag}\\s*\\{[^}]*\\}`).exec(preprocessed);
  if (found === null) throw new Error(`no enum ${tag}`);
  return found[0];
}

/**
 * Compiles one record a name: its index, its value, whether that is negative. Names that are
 * no integer constants are the lines with errors; they are dropped and the rest tried again.
 */
function valuesOf(
  compiler: Compiler,
  prelude: string,
  names: readonly string[],
): { values: Map<string, bigint>; dropped: ReadonlySet<string> } {
  const head = `${prelude}
#include <asm/bitsperlong.h>
_Static_assert(sizeof(long) * 8 == __BITS_PER_LONG, "the headers took another arch");
typedef __typeof__(sizeof 0) size_t;
typedef long long loff_t;
struct callgate_value { unsigned long long index, value, negative, unused; };`;
  const first = head.split("\n").length + 1;
  // 32 bytes at an address that is a multiple of 32, so that nothing stands between them.
  const lines = names.map(
    (name, index) =>
      `__attribute__((section(".callgate"), used, aligned(32))) const struct callgate_value callgate_${index} = { ${index}, (unsigned long long)(${name}), (${name}) < 0, 0 };`,
  );
  const dropped = new Set<string>();
  let compiled = compiler.section([head, ...lines, ""].join("\n"), ".callgate");
  while (!(compiled instanceof Buffer)) {
    for (const line of compiled) {
      const name = names[line - first];
      if (name === undefined || dropped.has(name)) {
        throw new Error(`${compiler.arch}: an error in line ${line} stays`);
      }
      dropped.add(name);
      lines[line - first] = "";
    }
    compiled = compiler.section([head, ...lines, ""].join("\n"), ".callgate");
  }

  const values = new Map<string, bigint>();
  for (let at = 0; at < compiled.length; at += 32) {
    const name = names[Number(compiled.readBigUInt64LE(at))];
    const negative = compiled.readBigUInt64LE(at + 16) === 1n;
    const value = compiled.readBigUInt64LE(at + 8);
    if (name === undefined) continue;
    values.set(name, negative ? BigInt.asIntN(64, value) : value);
  }
  return { values, dropped };
}
