/**
 * Finds every `SYSCALL_DEFINEn` and `COMPAT_SYSCALL_DEFINEn` of the tree with the `#if`s that
 * it stands under, and picks the one that an arch's kernel is built with.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { symbolValue, type ArchSource } from "./arches.js";
import { conditionHolds, conditionsOf } from "./conditionals.js";

/** A parameter as the definition writes it, without `__user` and such marks. */
export interface Parameter {
  readonly name: string;
  readonly type: string;
}

export interface Definition {
  /** `sys_openat`, `compat_sys_openat`: what the tables call it. */
  readonly entry: string;
  readonly file: string;
  /** The `#if`s around it, outermost first. */
  readonly conditions: readonly string[];
  readonly parameters: readonly Parameter[];
}

const pattern =
  "^[[:space:]]*(asmlinkage[[:space:]]+)?(COMPAT_)?SYSCALL(32)?_DEFINE[0-6]\\(";

/** Not in a kernel of ours: other ports, machines without an MMU or without timers. */
const leftOut =
  /^(?:tools|samples|scripts|Documentation)\/|^arch\/x86\/um\/|\/nommu\.c$|\/posix-stubs\.c$/;

/** All definitions of the tree, by entry point. */
export function readDefinitions(
  root: string,
): ReadonlyMap<string, readonly Definition[]> {
  const files = execFileSync("grep", ["-rlE", "--include=*.c", pattern, "."], {
    cwd: root,
    encoding: "utf8",
  })
    .split("\n")
    .map((file) => file.replace(/^\.\//, ""))
    .filter((file) => file !== "" && !leftOut.test(file))
    .sort();
  const found = new Map<string, Definition[]>();
  for (const file of files) {
    const text = readFileSync(join(root, file), "utf8");
    for (const definition of definitionsIn(file, text)) {
      const others = found.get(definition.entry);
      if (others === undefined) found.set(definition.entry, [definition]);
      else others.push(definition);
    }
  }
  return found;
}

/** The definitions of one file. Throws where one is not what its name says. */
export function* definitionsIn(
  file: string,
  text: string,
): Generator<Definition> {
  const code = text.replace(/\/\*[^]*?\*\//g, (comment) =>
    comment.replace(/[^\n]/g, " "),
  );
  const define =
    /^[ \t]*(?:asmlinkage\s+)?(COMPAT_)?SYSCALL(32)?_DEFINE(\d)\(([^()]*(?:\([^()]*\)[^()]*)*)\)/gm;
  for (const match of code.matchAll(define)) {
    const [, compat, both, count, inside = ""] = match;
    const parts = splitArguments(inside);
    const name = parts.shift() ?? "";
    const parameters: Parameter[] = [];
    for (let i = 0; i + 1 < parts.length; i += 2) {
      parameters.push({
        type: cleanType(parts[i] ?? ""),
        name: parts[i + 1] ?? "",
      });
    }
    if (parameters.length !== Number(count)) {
      throw new Error(`${file}: ${name} has ${parameters.length} parameters`);
    }
    const conditions = conditionsOf(code.slice(0, match.index));
    // SYSCALL32_DEFINEn is the compat entry of a 64-bit kernel and the only one of a 32-bit one.
    if (both !== undefined) {
      yield {
        entry: `sys_${name}`,
        file,
        conditions: [...conditions, "!defined(CONFIG_64BIT)"],
        parameters,
      };
    }
    const prefix = compat === undefined && both === undefined ? "" : "compat_";
    yield { entry: `${prefix}sys_${name}`, file, conditions, parameters };
  }
}

/**
 * Splits at commas, and writes out the macros that stand for the two registers of a 64-bit
 * parameter, low word first: both of the 32-bit arches here are little-endian.
 */
function splitArguments(inside: string): string[] {
  return inside
    .replace(
      /\b(?:SC_ARG64|arg_u32p|compat_arg_u64_dual)\((\w+)\)/g,
      (_, name: string) => `u32, ${name}_lo, u32, ${name}_hi`,
    )
    .split(",")
    .map((part) => part.trim().replace(/\s+/g, " "))
    .filter((part) => part !== "");
}

/** `const char __user *` to `const char *`. */
export function cleanType(type: string): string {
  return type
    .replace(/\b__(?:user|force|rcu|bitwise|kernel)\b/g, "")
    .replace(/\s*\*\s*/g, " * ")
    .replace(/\* (?=\*)/g, "*")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/\* const$/, "*");
}

/**
 * The definition of `entry` that `arch` is built with, or undefined where there is none.
 * Throws where two are possible and disagree: the `#if`s around them need an answer in
 * `arches.ts`.
 */
export function definitionFor(
  definitions: ReadonlyMap<string, readonly Definition[]>,
  arch: ArchSource,
  entry: string,
): Definition | undefined {
  const own = `arch/${arch.folder}/`;
  const otherSize = arch.bits === 64 ? "_32.c" : "_64.c";
  const possible = (definitions.get(entry) ?? []).filter(
    (definition) =>
      (!definition.file.startsWith("arch/") ||
        (definition.file.startsWith(own) &&
          !definition.file.endsWith(otherSize))) &&
      definition.conditions.every(
        (condition) =>
          conditionHolds(condition, (symbol) => symbolValue(arch, symbol)) !==
          false,
      ),
  );
  const specific = possible.filter(({ file }) => file.startsWith(own));
  const candidates = specific.length > 0 ? specific : possible;
  const [first, ...others] = candidates;
  for (const other of others) {
    if (text(other) !== text(first)) {
      throw new Error(
        `${arch.name} ${entry}: ${candidates.map(({ file, conditions }) => `${file} [${conditions.join(" && ")}]`).join(" or ")}`,
      );
    }
  }
  return first;
}

function text(definition: Definition | undefined): string {
  return JSON.stringify(definition?.parameters);
}
