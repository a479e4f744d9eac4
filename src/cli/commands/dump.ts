/** `callgate dump --pid PID`: the filters that a live process runs under. */
import { join } from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import { archTable, type ArchName } from "../../../syscalls/index.js";
import { recoverPolicy } from "../../audit/recover/index.js";
import { disassembleBytes } from "../../compiler/disassemble.js";
import { decode } from "../../compiler/instructions.js";
import { sha256 } from "../../compiler/sha256.js";
import { Fault } from "../../document/fault.js";
import { shippedSource } from "../../policy-files.js";
import { filtersOf, type LiveFilters } from "../../runtime/filters.js";
import { oneOf } from "../arguments.js";
import { EXIT_DONE } from "../exit-codes.js";
import { writeAll } from "../files.js";
import { knownPolicies, type KnownPolicy } from "../known.js";
import { note, print, printJson } from "../output.js";
import { archFor } from "../programs.js";

interface Options {
  readonly pid: number;
  readonly as: "disasm" | "policy";
  readonly filter?: number;
  readonly outDir?: string;
  readonly format: "text" | "json";
}

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Reads the filters of a live process from the kernel, says which policies they are, and shows their instructions or gives them back as policies. The process stands still for a moment and goes on.",
    )
    .requiredOption(
      "--pid <pid>",
      "the process, or one of its threads",
      readNumber,
    )
    .option(
      "--as <form>",
      "disasm, policy: YAML that compiles to an equal program, which is proven",
      oneOf("form", ["disasm", "policy"]),
      "disasm",
    )
    .option(
      "--filter <number>",
      "only this one of several; 0 was installed first",
      readNumber,
    )
    .option("--out-dir <dir>", "write the programs' bytes there too")
    .option(
      "--format <format>",
      "text, json",
      oneOf("format", ["text", "json"]),
      "text",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ sudo callgate dump --pid 4711 --as policy\n\nIt takes CAP_SYS_ADMIN and CAP_SYS_PTRACE, and is not possible from under a filter.",
    )
    .action((options: Options) => {
      const live = filtersOf(options.pid);
      const arch = archFor(undefined);
      const chosen = chosenOf(live, options);
      if (options.outDir !== undefined)
        writeAll(
          chosen.map(({ bytes, number }) => ({
            path: join(
              options.outDir ?? "",
              `pid-${live.pid}.${number}.${arch}.bpf`,
            ),
            content: bytes,
          })),
        );
      if (options.as === "policy") printPolicy(live, chosen, arch, options);
      else if (options.format === "json") printJson(asJson(live, chosen, arch));
      else print(asText(live, chosen, arch));
      exit(EXIT_DONE);
    });
}

interface Chosen {
  readonly number: number;
  readonly bytes: Uint8Array;
}

function chosenOf(
  { filters, pid }: LiveFilters,
  { filter }: Options,
): readonly Chosen[] {
  const all = filters.map((bytes, number) => ({ number, bytes }));
  if (filter === undefined) return all;
  const one = all[filter];
  if (one !== undefined) return [one];
  throw new Fault(
    "no-filter",
    `process ${pid} has no filter ${filter}`,
    filters.length === 0
      ? {}
      : { hint: `it has 0 to ${filters.length - 1}; 0 was installed first` },
  );
}

/** One policy: a file of YAML holds no more. */
function printPolicy(
  live: LiveFilters,
  chosen: readonly Chosen[],
  arch: ArchName,
  { format }: Options,
): void {
  const [one] = chosen;
  if (one === undefined)
    throw new Fault("no-filter", nothingText(live), {
      hint: "there is no policy to give",
    });
  if (chosen.length > 1)
    throw new Fault(
      "several-filters",
      `process ${live.pid} runs under ${chosen.length} filters, and the kernel takes the strictest answer of them`,
      { hint: `choose one: --filter 0 to --filter ${chosen.length - 1}` },
    );
  const { text, apart } = recoverPolicy(one.bytes, arch, {
    name: nameFor(live, one),
    source: shippedSource(),
  });
  if (format === "json")
    printJson({ pid: live.pid, filter: one.number, policy: text, apart });
  else print(text);
  note(
    apart.length === 0
      ? "the policy's program is proven to answer every call as the filter does"
      : "but for what its first lines tell, the policy's program is proven to answer every call as the filter does",
  );
}

function nameFor({ command, pid }: LiveFilters, { number }: Chosen): string {
  const word = command.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const name = word.replace(/^[^a-z]+/, "").replace(/-+$/, "");
  return `${name === "" ? "pid" : name}-${pid}-${number}`;
}

function nothingText({ pid, command, mode }: LiveFilters): string {
  return mode === "strict"
    ? `process ${pid} (${command}) runs in seccomp's strict mode, which has no filter: read, write, exit and sigreturn are all it may call`
    : `process ${pid} (${command}) runs under no filter`;
}

function asText(
  live: LiveFilters,
  chosen: readonly Chosen[],
  arch: ArchName,
): string {
  if (live.filters.length === 0) return nothingText(live);
  const count = live.filters.length;
  const head = `process ${live.pid} (${live.command}) runs under ${count === 1 ? "1 filter" : `${count} filters; the kernel takes the strictest answer`}`;
  const texts = chosen.map(({ number, bytes }) => {
    const known = knownPolicies(bytes, arch).map(knownText);
    return [
      "",
      `filter ${number}${number === 0 && count > 1 ? ", installed first" : ""}: ${bytes.length / 8} instructions, sha256 ${sha256(bytes)}`,
      ...(known.length === 0
        ? ["  no policy that ships with callgate"]
        : known.map((text) => `  ${text}`)),
      disassembleBytes(bytes, archTable(arch)).trimEnd(),
    ].join("\n");
  });
  return [head, ...texts].join("\n");
}

function knownText({
  name,
  phase,
  how,
  values,
  observed,
}: KnownPolicy): string {
  const bound = [...values].map(
    ([parameter, value]) => `$${parameter} = ${value}`,
  );
  return [
    how === "same"
      ? `the ${phase} program of the policy ${name}`
      : `proven to do what the ${phase} phase of the policy ${name} says`,
    ...(observed ? ["with refusals handed to an observer"] : []),
    ...bound,
  ].join(", ");
}

function asJson(
  live: LiveFilters,
  chosen: readonly Chosen[],
  arch: ArchName,
): object {
  return {
    pid: live.pid,
    command: live.command,
    mode: live.mode,
    arch,
    filters: chosen.map(({ number, bytes }) => ({
      filter: number,
      sha256: sha256(bytes),
      policies: knownPolicies(bytes, arch).map(({ values, ...one }) => ({
        ...one,
        values: Object.fromEntries(
          [...values].map(([name, value]) => [name, `0x${value.toString(16)}`]),
        ),
      })),
      instructions: decode(bytes, archTable(arch).endian),
    })),
  };
}

function readNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("write a number, as 4711.");
}
