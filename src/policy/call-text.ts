/**
 * A call's arguments as a policy's author writes them: names, constants by name, and the
 * condition that holds for this call and few others.
 */
import type { Argument, ArchName, Syscall } from "../../syscalls/index.js";
import { constants } from "../../syscalls/index.js";
import { NO_FLAG, PREFERRED, vocabularyOf, type Vocabulary } from "./constant-names.js";

const WORDS: ReadonlySet<string> = new Set(["and", "or", "not", "in", "only"]);

/** What an author calls the argument: man pages' `dirfd` for the kernel's `dfd`. */
export function argumentWord({ args }: Syscall, index: number): string {
  const argument = args[index];
  const name = argument?.name ?? "";
  const isOnly = (one: string): boolean =>
    args.filter((arg) => arg.name === one || arg.alias === one).length === 1;
  if (!isOnly(name) || !/^[a-z_]\w*$/i.test(name) || WORDS.has(name))
    return `arg${index}`;
  const alias = argument?.alias;
  // "op" says less than the kernel's "cmd".
  return alias !== undefined && alias !== "op" && isOnly(alias) ? alias : name;
}

/** An argument's value: `O_WRONLY|O_CREAT`, `AT_FDCWD`, `3`; pointers as what they are. */
export function argumentText(
  syscall: Syscall,
  index: number,
  value: bigint,
  arch: ArchName,
): string {
  const argument = syscall.args[index];
  if (argument === undefined) return hexadecimal(value);
  if (argument.pointer) return value === 0n ? "NULL" : "pointer";
  return valueText(syscall, argument, value, arch).replaceAll(" | ", "|");
}

/** The value as it stands in a condition. */
function valueText(
  syscall: Syscall,
  argument: Argument,
  value: bigint,
  arch: ArchName,
): string {
  const bits = BigInt.asUintN(argument.narrow ?? argument.width, value);
  const vocabulary = vocabularyOf(syscall.name, argument.name);
  const named =
    vocabulary === undefined
      ? undefined
      : namedText(bits, argument, vocabulary, arch);
  if (named !== undefined) return named;
  const asRead = argument.signed ? BigInt.asIntN(argument.width, bits) : bits;
  if (vocabulary?.kind === "flags" && bits !== 0n) return hexadecimal(bits);
  if (/^mode$|umask/.test(argument.name)) return hexadecimal(bits);
  return asRead > 0xffffn ? hexadecimal(asRead) : String(asRead);
}

function hexadecimal(value: bigint): string {
  return `0x${value.toString(16)}`;
}

function namedText(
  bits: bigint,
  { width }: Argument,
  { kind, names, number }: Vocabulary,
  arch: ArchName,
): string | undefined {
  if (kind === "values") return nameOf(bits, width, names, arch);
  const parts: string[] = [];
  let left = bits;
  if (number !== undefined) {
    const low = bits & number.mask;
    const name = nameOf(low, width, number.names, arch);
    // A number of 0 is said where there is nothing else.
    if (name !== undefined && (low !== 0n || bits === 0n)) parts.push(name);
    if (name !== undefined) left &= ~number.mask;
  }
  for (const [name, value] of flagsOf(names, number?.mask ?? 0n, arch)) {
    if ((left & value) !== value) continue;
    parts.push(name);
    left &= ~value;
  }
  if (parts.length === 0) return undefined;
  return [...parts, ...(left === 0n ? [] : [hexadecimal(left)])].join(" | ");
}

function nameOf(
  bits: bigint,
  width: 32 | 64,
  names: RegExp,
  arch: ArchName,
): string | undefined {
  let found: string | undefined;
  for (const [name, value] of constants(arch)) {
    if (!names.test(name) || BigInt.asUintN(width, value) !== bits) continue;
    if (found === undefined || PREFERRED.has(name)) found = name;
  }
  return found;
}

const known = new Map<string, readonly (readonly [string, bigint])[]>();

/** Flags outside `mask`, those of several bits first, one name for each value. */
function flagsOf(
  names: RegExp,
  mask: bigint,
  arch: ArchName,
): readonly (readonly [string, bigint])[] {
  const key = `${arch} ${names.source} ${mask}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const byValue = new Map<bigint, string>();
  for (const [name, value] of constants(arch)) {
    if (!names.test(name) || NO_FLAG.test(name)) continue;
    if (value <= 0n || (value & mask) !== 0n) continue;
    if (!byValue.has(value) || PREFERRED.has(name)) byValue.set(value, name);
  }
  const flags = [...byValue]
    .map(([value, name]) => [name, value] as const)
    .sort(([, a], [, b]) => ones(b) - ones(a) || Number(a - b));
  known.set(key, flags);
  return flags;
}

function ones(value: bigint): number {
  return value.toString(2).replaceAll("0", "").length;
}

/** Arguments that say what a call does, beside those that have constants of their own. */
const TELLING =
  /^(protocol|optname|level|cmd|op|option|request|advice|how|which|flags?|type|prot|behavior|mode)$/;

/**
 * Whether the argument says what a call does, rather than to which descriptor, address or
 * process, or how much of it.
 */
export function tellsCallsApart(syscall: Syscall, index: number): boolean {
  const argument = syscall.args[index];
  if (argument === undefined || argument.pointer) return false;
  const { name } = argument;
  if (name === "mode") return !/^open/.test(syscall.name);
  if (/^\w*dfd$/.test(name)) return false;
  return (
    TELLING.test(name) || vocabularyOf(syscall.name, argument.name) !== undefined
  );
}

/**
 * The `when` that holds for calls with these values of the arguments in `indexes`: of
 * pointers, whether they are null. Undefined where there are none.
 */
export function conditionOf(
  syscall: Syscall,
  indexes: readonly number[],
  values: readonly bigint[],
  arch: ArchName,
): string | undefined {
  const tests = indexes.flatMap((index) => {
    const argument = syscall.args[index];
    if (argument === undefined) return [];
    const name = argumentWord(syscall, index);
    const value = values[index] ?? 0n;
    if (argument.pointer) return [`${name} ${value === 0n ? "==" : "!="} 0`];
    return [`${name} == ${valueText(syscall, argument, value, arch)}`];
  });
  return tests.length === 0 ? undefined : tests.join(" and ");
}

/** More values of one argument than this are no list that anybody reads. */
const LISTED_MAX = 8;

/**
 * The `when` that holds for all these calls: each argument in `indexes` has one of the values
 * that it had. Of flags that were many ways together, any of those that there were. Undefined
 * where nothing can be said.
 */
export function conditionOfAll(
  syscall: Syscall,
  indexes: readonly number[],
  calls: readonly (readonly bigint[])[],
  arch: ArchName,
): string | undefined {
  const tests = indexes.flatMap((index) => {
    const argument = syscall.args[index];
    if (argument === undefined) return [];
    const width = argument.narrow ?? argument.width;
    const values = [
      ...new Set(
        calls.map((args) => BigInt.asUintN(width, args[index] ?? 0n)),
      ),
    ].sort((a, b) => (a < b ? -1 : 1));
    const name = argumentWord(syscall, index);
    const textOf = (value: bigint): string =>
      valueText(syscall, argument, value, arch);
    const [only] = values;
    if (values.length === 1 && only !== undefined)
      return [`${name} == ${textOf(only)}`];
    if (values.length <= LISTED_MAX)
      return [`${name} in {${values.map(textOf).join(", ")}}`];
    if (vocabularyOf(syscall.name, argument.name)?.kind !== "flags") return [];
    const together = values.reduce((all, value) => all | value, 0n);
    return [`${name} only ${textOf(together)}`];
  });
  return tests.length === 0 ? undefined : tests.join(" and ");
}
