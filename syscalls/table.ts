/** Builds an arch's syscall table from the committed files, when it is first asked for. */
import {
  x32SyscallBit,
  type ArchName,
  type ArchTable,
  type Argument,
  type Syscall,
} from "./model.js";
import argumentNames from "./argument-names.json" with { type: "json" };
import aarch64 from "./aarch64.json" with { type: "json" };
import arm from "./arm.json" with { type: "json" };
import i386 from "./i386.json" with { type: "json" };
import loongarch64 from "./loongarch64.json" with { type: "json" };
import narrower from "./narrower.json" with { type: "json" };
import newer from "./newer.json" with { type: "json" };
import ppc64le from "./ppc64le.json" with { type: "json" };
import riscv64 from "./riscv64.json" with { type: "json" };
import s390x from "./s390x.json" with { type: "json" };
import shared from "./signatures.json" with { type: "json" };
import x32 from "./x32.json" with { type: "json" };
import x86_64 from "./x86_64.json" with { type: "json" };

interface ArchFile {
  readonly source: string;
  readonly auditArch: number;
  readonly bits: number;
  readonly endian: string;
  readonly numbers: Readonly<Record<string, number>>;
  /** What differs from `signatures.json`. */
  readonly signatures: Readonly<Record<string, string>>;
}

interface NewerSyscall {
  readonly nr: number;
  readonly name: string;
  /** The kernel version that added it. */
  readonly since: string;
  /** Undefined: every arch, by the same number. */
  readonly arches?: readonly string[];
  readonly signature: string;
}

const files: Readonly<Record<ArchName, ArchFile>> = {
  x86_64,
  x32,
  i386,
  aarch64,
  arm,
  riscv64,
  ppc64le,
  s390x,
  loongarch64,
};

const sharedSignatures: Readonly<Record<string, string>> = shared.signatures;
const everyAlias: Readonly<Record<string, string>> = argumentNames.every;
const callAliases: Readonly<Record<string, Readonly<Record<string, string>>>> =
  argumentNames.calls;
const narrowerReadings: Readonly<
  Record<string, Readonly<Record<string, string>>>
> = narrower.calls;
const readings: Readonly<Record<string, string>> = shared.types;
const tables = new Map<ArchName, ArchTable>();

/** The table of `arch`; the same object each time. */
export function archTable(arch: ArchName): ArchTable {
  const known = tables.get(arch);
  if (known !== undefined) return known;
  const table = build(arch, files[arch]);
  tables.set(arch, table);
  return table;
}

function build(arch: ArchName, file: ArchFile): ArchTable {
  const bits = file.bits === 64 ? 64 : 32;
  const byName = new Map<string, Syscall>();
  const byNumber = new Map<number, Syscall>();
  const add = (syscall: Syscall) => {
    byName.set(syscall.name, syscall);
    if (!byNumber.has(syscall.nr)) byNumber.set(syscall.nr, syscall);
  };
  for (const name in file.numbers) {
    const nr = file.numbers[name] ?? 0;
    add(new LazySyscall(name, nr, bits, file.signatures[name]));
  }
  const offset = arch === "x32" ? x32SyscallBit : 0;
  const added: readonly NewerSyscall[] = newer.syscalls;
  for (const { name, nr, since, arches, signature } of added) {
    if (arches !== undefined && !arches.includes(arch)) continue;
    const args = argumentsOf(name, signature, bits);
    add({ name, nr: nr + offset, args, since });
  }
  return {
    arch,
    auditArch: file.auditArch,
    bits,
    endian: file.endian === "big" ? "big" : "little",
    source: file.source,
    byName,
    byNumber,
  };
}

const sharedArguments = {
  32: new Map<string, readonly Argument[]>(),
  64: new Map<string, readonly Argument[]>(),
};

/** A syscall whose signature is read when its arguments are first looked at: most never are. */
class LazySyscall implements Syscall {
  readonly name: string;
  readonly nr: number;
  readonly #bits: 32 | 64;
  readonly #own: string | undefined;
  #args: readonly Argument[] | undefined;

  constructor(name: string, nr: number, bits: 32 | 64, own: string | undefined) {
    this.name = name;
    this.nr = nr;
    this.#bits = bits;
    this.#own = own;
  }

  get args(): readonly Argument[] {
    this.#args ??=
      this.#own === undefined
        ? argumentsOfShared(this.name, this.#bits)
        : argumentsOf(this.name, this.#own, this.#bits);
    return this.#args;
  }
}

/** The arguments by the shared signature: one list for all arches of a word size. */
function argumentsOfShared(name: string, bits: 32 | 64): readonly Argument[] {
  const known = sharedArguments[bits].get(name);
  if (known !== undefined) return known;
  const args = argumentsOf(name, sharedSignatures[name] ?? "", bits);
  sharedArguments[bits].set(name, args);
  return args;
}

/** Reads `int dfd, const char *filename` of the call `name`. */
function argumentsOf(
  name: string,
  signature: string,
  bits: 32 | 64,
): readonly Argument[] {
  if (signature === "") return [];
  const aliases = callAliases[name] ?? {};
  const narrowed = narrowerReadings[name] ?? {};
  const args = signature.split(", ").map((text): Argument => {
    const name = /\w+$/.exec(text)?.[0] ?? "";
    const type = text.slice(0, text.length - name.length).trim();
    const alias = aliases[name] ?? everyAlias[name];
    return {
      name,
      ...(alias === undefined ? {} : { alias }),
      type,
      ...registerOf(narrowed[name] ?? readingOf(type), bits),
    };
  });
  return bits === 32 ? args.map(withWord) : args;
}

/** Marks the words of a 64-bit parameter: the kernel names them alike but for the ending. */
function withWord(
  argument: Argument,
  index: number,
  args: readonly Argument[],
): Argument {
  const [stem, word] = wordOf(argument.name);
  if (word === undefined) return argument;
  const paired = [args[index - 1], args[index + 1]].some((other) => {
    const [otherStem, otherWord] = wordOf(other?.name ?? "");
    return otherStem === stem && otherWord !== undefined && otherWord !== word;
  });
  return paired ? { ...argument, word } : argument;
}

function wordOf(name: string): [stem: string, word?: "low" | "high"] {
  const [, stem, low] =
    /^([a-z]+?)_?(?:(lo|low|l)|hi|high|h)$/.exec(name) ?? [];
  if (stem === undefined) return [name];
  return [stem, low === undefined ? "high" : "low"];
}

function readingOf(type: string): string {
  return type.endsWith("*") ? "p" : (readings[type] ?? "u");
}

/** What the kernel reads of a register: `tools/tables/types.ts` has the notation. */
function registerOf(
  reading: string,
  bits: 32 | 64,
): Pick<Argument, "width" | "narrow" | "signed" | "pointer"> {
  const size = Number(reading.slice(1));
  const register = {
    width: size === 0 ? bits : size === 64 ? (64 as const) : (32 as const),
    signed: reading.startsWith("s"),
    pointer: reading.startsWith("p"),
  };
  return size === 16 ? { ...register, narrow: 16 } : register;
}
