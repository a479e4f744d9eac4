/**
 * A program as text that a reviewer can follow: each instruction with its jump targets,
 * names of syscalls and arguments where they can be known, and the lines it is for.
 */
import { archTable, type ArchTable } from "../../syscalls/index.js";
import type { Rule } from "../policy/model.js";
import { returnText } from "./actions.js";
import { decode, type Endian, type Instruction } from "./instructions.js";
import { dataWord, mnemonics, type DataWord } from "./names.js";
import type { Program } from "./program.js";

/** What is held where an instruction starts, on all ways to it; undefined: not the same. */
interface Held {
  readonly word: DataWord | undefined;
  /** The numbers that come here, ends included. */
  readonly from: number;
  readonly to: number;
}

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

function isJump({ code }: Instruction): boolean {
  const operation = code & 0xf7;
  return [0x15, 0x25, 0x35, 0x45].includes(operation);
}

/** What each instruction finds in the accumulator, and which numbers reach it. */
function follow(
  instructions: readonly Instruction[],
  endian: Endian,
): readonly (Held | undefined)[] {
  const held: (Held | undefined)[] = [];
  const arrive = (at: number, state: Held) => {
    const before = held[at];
    held[at] =
      before === undefined
        ? state
        : {
            word: same(before.word, state.word) ? before.word : undefined,
            from: Math.min(before.from, state.from),
            to: Math.max(before.to, state.to),
          };
  };
  arrive(0, { word: undefined, from: 0, to: 0xffffffff });
  instructions.forEach((instruction, at) => {
    const state = held[at];
    if (state === undefined) return;
    const { code, jt, jf, k } = instruction;
    if (code === 0x06 || code === 0x16) return;
    if (code === 0x05) return arrive(at + 1 + k, state);
    if (isJump(instruction)) {
      arrive(at + 1 + jt, narrowed(state, instruction, true));
      arrive(at + 1 + jf, narrowed(state, instruction, false));
      return;
    }
    if (code === 0x20)
      return arrive(at + 1, { ...state, word: dataWord(k, endian) });
    // A mask keeps the word's name; other changes of the accumulator lose it.
    const keeps = [0x54, 0xa4, 0x02, 0x03, 0x07, 0x01, 0x61, 0x81];
    arrive(at + 1, {
      ...state,
      word: keeps.includes(code) ? state.word : undefined,
    });
  });
  return held;
}

function same(a: DataWord | undefined, b: DataWord | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The numbers that a test of the number lets through on one side. */
function narrowed(
  state: Held,
  { code, k }: Instruction,
  passed: boolean,
): Held {
  if (state.word?.field !== "nr") return state;
  const { from, to } = state;
  if (code === 0x35)
    return passed
      ? { ...state, from: Math.max(from, k) }
      : { ...state, to: Math.min(to, k - 1) };
  if (code === 0x25)
    return passed
      ? { ...state, from: Math.max(from, k + 1) }
      : { ...state, to: Math.min(to, k) };
  return code === 0x15 && passed ? { ...state, from: k, to: k } : state;
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
  if (isJump(instruction)) {
    const operand = (code & 8) !== 0 ? "x" : numberText(k, held);
    return `${name.padEnd(5)}${operand} -> ${at + 1 + jt} else ${at + 1 + jf}`;
  }
  switch (code) {
    case 0x20:
      return `${name.padEnd(5)}${wordText(dataWord(k, table.endian))}`;
    case 0x05:
      return `${name.padEnd(5)}-> ${at + 1 + k}`;
    case 0x06:
      return `${name.padEnd(5)}${hex(k)}`;
    case 0x16:
      return `${name.padEnd(5)}a`;
    case 0x02:
    case 0x03:
    case 0x60:
    case 0x61:
      return `${name.padEnd(5)}m[${k}]`;
    case 0x80:
    case 0x81:
      return `${name.padEnd(5)}len`;
    case 0x07:
    case 0x87:
    case 0x84:
      return name;
    default:
      return `${name.padEnd(5)}${(code & 8) !== 0 ? "x" : hex(k)}`;
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
  if (code === 0x06) return returnText(k);
  if (code === 0x20) {
    const word = dataWord(k, table.endian);
    return word.field === "arg" ? argumentName(word.argument, held, table) : "";
  }
  if (!isJump(instruction) || (code & 8) !== 0 || held === undefined) return "";
  if (held.word?.field === "nr") {
    if (k === 0x40000000) return "x32";
    const syscall = table.byNumber.get(k);
    return syscall?.name ?? "";
  }
  if (held.word?.field === "arch")
    return k === table.auditArch ? table.arch : "";
  return "";
}

/** `syscall.argument`, where one number alone comes here. */
function argumentName(
  argument: number,
  held: Held | undefined,
  table: ArchTable,
): string {
  if (held === undefined || held.from !== held.to) return "";
  const syscall = table.byNumber.get(held.from);
  if (syscall === undefined) return "";
  const name = syscall.args[argument]?.name ?? `arg${argument}`;
  return `${syscall.name}: ${name}`;
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
