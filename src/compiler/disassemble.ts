/**
 * A program as text that a reviewer can follow: each instruction with its jump targets,
 * names of syscalls and arguments where they can be known, and the lines it is for.
 */
import {
  archNames,
  archTable,
  type ArchTable,
  type Syscall,
} from "../../syscalls/index.js";
import type { Rule } from "../policy/model.js";
import { argumentText } from "../policy/call-text.js";
import { answerText } from "./actions.js";
import { decode, type Instruction } from "./instructions.js";
import { follow, type Held } from "./reach.js";
import { dataWord, mnemonics, type DataWord } from "./names.js";
import {
  JA,
  JEQ,
  JSET,
  LDX_LEN,
  LDX_MEM,
  LD_LEN,
  LD_MEM,
  LD_W_ABS,
  NEG,
  RET_A,
  RET_K,
  ST,
  STX,
  TAX,
  TXA,
  isConditional,
  operationOf,
  takesX,
} from "./opcodes.js";
import type { Program } from "./program.js";

/** The text of a compiled program, with source lines. */
export function disassemble(program: Program): string {
  const table = archTable(program.arch);
  return listing(decode(program.bytes, table.endian), table, program);
}

/** The text of any program's bytes, read as `table`'s arch writes them. */
export function disassembleBytes(bytes: Uint8Array, table: ArchTable): string {
  return listing(decode(bytes, table.endian), table, undefined);
}

/** One instruction, in the parts that a listing or a page lays out. */
export interface InstructionRow {
  readonly text: string;
  /** Names for what the numbers mean, and the parameter that fills it; empty: none is known. */
  readonly meaning: string;
  readonly rules: readonly Rule[];
}

/** The rows of any program's bytes, read as `table`'s arch writes them. */
export function instructionRowsOf(
  bytes: Uint8Array,
  table: ArchTable,
): readonly InstructionRow[] {
  return rowsOf(decode(bytes, table.endian), table, undefined);
}

/** The rows of a compiled program, in order. */
export function instructionRows(program: Program): readonly InstructionRow[] {
  const table = archTable(program.arch);
  return rowsOf(decode(program.bytes, table.endian), table, program);
}

function rowsOf(
  instructions: readonly Instruction[],
  table: ArchTable,
  program: Program | undefined,
): readonly InstructionRow[] {
  const held = follow(instructions, table.endian);
  return instructions.map((instruction, at) => ({
    text: textOf(instruction, at, held[at], table),
    meaning: joined([
      meaningOf(instruction, held[at], table),
      relocationText(program, at),
    ]),
    rules: program?.rules[at] ?? [],
  }));
}

function listing(
  instructions: readonly Instruction[],
  table: ArchTable,
  program: Program | undefined,
): string {
  const width = String(Math.max(instructions.length - 1, 0)).length;
  const rows = rowsOf(instructions, table, program);
  const lines = rows.map(({ text, meaning, rules }, at) => {
    const comment = joined([meaning, linesOf(rules)]);
    const body = `${String(at).padStart(width)}: ${text.padEnd(44)}`;
    return `${body}${comment === "" ? "" : `; ${comment}`}`.trimEnd();
  });
  return lines.join("\n") + "\n";
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("; ");
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

function textOf(
  instruction: Instruction,
  at: number,
  held: Held | undefined,
  table: ArchTable,
): string {
  const { code, jt, jf, k } = instruction;
  const name = mnemonics[code];
  if (name === undefined) return `?${hex(code)} ${hex(k)}`;
  if (isConditional(code)) {
    const operand = takesX(code) ? "x" : numberText(k, held);
    return `${name.padEnd(5)}${operand} -> ${at + 1 + jt} else ${at + 1 + jf}`;
  }
  switch (code) {
    case LD_W_ABS:
      return `${name.padEnd(5)}${wordText(dataWord(k, table.endian))}`;
    case JA:
      return `${name.padEnd(5)}-> ${at + 1 + k}`;
    case RET_K:
      return `${name.padEnd(5)}${hex(k)}`;
    case RET_A:
      return `${name.padEnd(5)}a`;
    case ST:
    case STX:
    case LD_MEM:
    case LDX_MEM:
      return `${name.padEnd(5)}m[${k}]`;
    case LD_LEN:
    case LDX_LEN:
      return `${name.padEnd(5)}len`;
    case TAX:
    case TXA:
    case NEG:
      return name;
    default:
      return `${name.padEnd(5)}${takesX(code) ? "x" : hex(k)}`;
  }
}

/** A number as people know it where the syscall's number is tested, else as bits. */
function numberText(k: number, held: Held | undefined): string {
  return held?.word?.field === "nr" && k < 0x10000 ? String(k) : hex(k);
}

function wordText(word: DataWord): string {
  switch (word.field) {
    case "nr":
    case "arch":
      return word.field;
    case "ip":
      return `ip.${word.high ? "high" : "low"}`;
    case "arg":
      return `arg${word.argument}.${word.high ? "high" : "low"}`;
    default:
      return word satisfies never;
  }
}

/** Names for what the numbers mean. */
function meaningOf(
  instruction: Instruction,
  held: Held | undefined,
  table: ArchTable,
): string {
  const { code, k } = instruction;
  if (code === RET_K) return answerText(k, table.arch);
  if (code === LD_W_ABS) {
    const word = dataWord(k, table.endian);
    return word.field === "arg" ? argumentName(word.argument, held, table) : "";
  }
  if (!isConditional(code) || takesX(code)) return "";
  const word = held?.word;
  switch (word?.field) {
    case "nr":
      return k === 0x40000000 ? "x32" : (table.byNumber.get(k)?.name ?? "");
    case "arch":
      return archNamed(k);
    case "arg":
      return word.high
        ? ""
        : constantsIn(instruction, word.argument, held, table);
    default:
      return "";
  }
}

function archNamed(auditArch: number): string {
  return (
    archNames.find((name) => archTable(name).auditArch === auditArch) ?? ""
  );
}

/** The syscalls whose calls alone come here; empty: many may. */
function syscallsAt(
  held: Held | undefined,
  table: ArchTable,
): readonly Syscall[] {
  const found = (held?.some ?? []).map((nr) => table.byNumber.get(nr));
  return found.every((one) => one !== undefined) ? found : [];
}

/** `syscall: argument`, where few numbers come here and call the argument alike. */
function argumentName(
  argument: number,
  held: Held | undefined,
  table: ArchTable,
): string {
  const syscalls = syscallsAt(held, table);
  const names = new Set(
    syscalls.map(({ args }) => args[argument]?.name ?? `arg${argument}`),
  );
  const [name, ...others] = names;
  return name === undefined || others.length > 0
    ? ""
    : `${syscalls.map((one) => one.name).join(", ")}: ${name}`;
}

/** The constants that a test names, where all syscalls that come here have them. */
function constantsIn(
  { code, k }: Instruction,
  argument: number,
  held: Held | undefined,
  table: ArchTable,
): string {
  const isSet = operationOf(code) === JSET;
  if (!isSet && operationOf(code) !== JEQ) return "";
  // A mask of nearly all bits says which others are free.
  const isOutside = isSet && ones(k) > 16;
  if (!isOutside && ones(k) > 16) return "";
  const bits = BigInt(isOutside ? ~k >>> 0 : k);
  const texts = new Set(
    syscallsAt(held, table).map((syscall) =>
      argumentText(syscall, argument, bits, table.arch),
    ),
  );
  const [text, ...others] = texts;
  if (text === undefined || others.length > 0 || !/^[A-Z_]/.test(text))
    return "";
  if (text === "NULL") return "";
  return isOutside ? `outside of ${text}` : text;
}

function ones(bits: number): number {
  return bits.toString(2).replaceAll("0", "").length;
}

function relocationText(program: Program | undefined, at: number): string {
  const relocation = program?.relocations.find(
    ({ instruction }) => instruction === at,
  );
  return relocation === undefined
    ? ""
    : `$${relocation.parameter}.${relocation.word}`;
}

/** Lines by file: `policy/python.yaml:12,14`. Long lists end in how many more there are. */
function linesOf(rules: readonly Rule[]): string {
  const byFile = new Map<string, Set<number>>();
  for (const { range } of rules) {
    const lines = byFile.get(range.file) ?? new Set();
    byFile.set(range.file, lines.add(range.line));
  }
  return [...byFile]
    .map(([file, lines]) => {
      const sorted = [...lines].sort((a, b) => a - b);
      const shown = sorted.slice(0, 8).join(",");
      const more = sorted.length > 8 ? ` and ${sorted.length - 8} more` : "";
      return `${file}:${shown}${more}`;
    })
    .join(" ");
}
