/** `callgate disasm PROGRAM|FILE`: instructions with names, targets and source lines. */
import type { Command } from "commander";
import { archTable, type ArchName } from "../../../syscalls/index.js";
import {
  disassemble,
  disassembleBytes,
  instructionRows,
  instructionRowsOf,
} from "../../compiler/disassemble.js";
import { decode } from "../../compiler/instructions.js";
import type { Program } from "../../compiler/program.js";
import type { Phase } from "../../policy/model.js";
import { oneOf, readArch } from "../arguments.js";
import { EXIT_BAD_INPUT } from "../exit-codes.js";
import { print, printJson } from "../output.js";
import { compileFrom, policyFrom } from "../policies.js";
import { archFor, meaningOn, readProgram } from "../programs.js";

interface Options {
  readonly arch?: ArchName;
  readonly phase: Phase;
  readonly format: "text" | "json";
}

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Shows a program's instructions with names, jump targets and, where it comes from a policy, source lines.",
    )
    .argument(
      "<file>",
      "a .bpf program, a policy file, or the name of a shipped policy",
    )
    .option(
      "--arch <arch>",
      "the program's arch (default: from its name, then this machine's)",
      readArch,
    )
    .option(
      "--phase <phase>",
      "of a policy: run, boot",
      oneOf<Phase>("phase", ["run", "boot"]),
      "run",
    )
    .option(
      "--format <format>",
      "text, json",
      oneOf("format", ["text", "json"]),
      "text",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ callgate disasm python --arch aarch64",
    )
    .action((file: string, { arch: given, phase, format }: Options) => {
      const arch = archFor(given, file);
      if (file.endsWith(".bpf")) {
        const bytes = readProgram(file, arch);
        if (format === "json") printJson(rows(bytes, arch, undefined));
        else print(disassembleBytes(bytes, archTable(arch)));
        return;
      }
      const policy = policyFrom(file);
      if (policy === undefined) return exit(EXIT_BAD_INPUT);
      meaningOn(policy, arch);
      const program = compileFrom(policy, { arch, phase });
      if (format === "json") printJson(rows(program.bytes, arch, program));
      else print(disassemble(program));
    });
}

/** One object an instruction: its numbers, what they mean, and the places of its rules. */
function rows(
  bytes: Uint8Array,
  arch: ArchName,
  program: Program | undefined,
): object[] {
  const table = archTable(arch);
  const texts =
    program === undefined
      ? instructionRowsOf(bytes, table)
      : instructionRows(program);
  return decode(bytes, table.endian).map((instruction, at) => ({
    ...instruction,
    text: texts[at]?.text.replace(/ +/g, " ") ?? "",
    meaning: texts[at]?.meaning ?? "",
    rules: (program?.rules[at] ?? []).map(
      ({ range }) => `${range.file}:${range.line}`,
    ),
  }));
}
