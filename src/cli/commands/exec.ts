/** `callgate exec`: runs code in a sandbox, with the result that the service gives. */
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { Fault } from "../../document/fault.js";
import type {
  Exit,
  Language,
  Layer,
  Limits,
  RunResult,
} from "../../runtime/model.js";
import { createSandbox, layers } from "../../runtime/index.js";
import {
  denialText,
  unobservedText,
  worthTelling,
} from "../../runtime/observe/denials.js";
import { byteCount, oneOf, oneOrMore, wholeNumber } from "../arguments.js";
import { EXIT_BAD_INPUT, EXIT_DONE, EXIT_NO } from "../exit-codes.js";
import { note, printJson, readStdin } from "../output.js";

const LANGUAGES: readonly Language[] = ["python3", "nodejs"];

interface Options {
  readonly language: Language;
  readonly policy?: string;
  readonly interpreter?: string;
  readonly timeoutMs?: number;
  readonly memory?: number;
  readonly scratch?: number;
  readonly output?: number;
  readonly processes?: number;
  readonly allowMissing?: readonly Layer[];
  readonly format: "text" | "json";
}

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Runs Python or Node.js code in a sandbox. Its output passes through; --format json gives the whole result.",
    )
    .argument("[file]", "the code; - or nothing is stdin", "-")
    .argument(
      "[args...]",
      "the code's own arguments; after -- also those that begin with a dash",
    )
    .requiredOption(
      "--language <language>",
      LANGUAGES.join(", "),
      oneOf("language", LANGUAGES),
    )
    .option("--policy <file>", "a policy file or the name of a shipped one")
    .option("--interpreter <path>", "the interpreter to run")
    .option("--timeout-ms <ms>", "wall clock (default 5000)", wholeNumber(1))
    .option("--memory <bytes>", "memory (default 256m)", byteCount)
    .option(
      "--scratch <bytes>",
      "/tmp and the working folder (default 64m)",
      byteCount,
    )
    .option(
      "--output <bytes>",
      "stdout and stderr each (default 1m)",
      byteCount,
    )
    .option(
      "--processes <count>",
      "processes and threads (default 64)",
      wholeNumber(1),
    )
    .option(
      "--allow-missing <layers>",
      "go on without these layers where the machine refuses them; the result lists them",
      (text) => oneOrMore("layer", text, layers),
    )
    .option(
      "--format <format>",
      "text, json",
      oneOf("format", ["text", "json"]),
      "text",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ echo 'print(6*7)' | callgate exec --language python3 -\n\nExits 0 where the code did, 1 where it failed, 2 where the sandbox did.",
    )
    .action(async (file: string, args: string[], options: Options) => {
      const fromStdin = file === "-";
      const code = text(fromStdin ? readStdin() : readCode(file), file);
      await using sandbox = await createSandbox({
        language: options.language,
        ...defined({
          policy: options.policy,
          interpreter: options.interpreter,
          allowMissing: options.allowMissing,
        }),
        limits: limitsOf(options),
      });
      const stdin = fromStdin || process.stdin.isTTY ? "" : readStdin();
      const result = await sandbox.run({ code, args, stdin });
      if (options.format === "json") printJson(result);
      else pass(result);
      exit(exitCodeOf(result.exit));
    });
}

function limitsOf(options: Options): Partial<Limits> {
  return defined({
    timeoutMs: options.timeoutMs,
    memoryBytes: options.memory,
    scratchBytes: options.scratch,
    outputBytes: options.output,
    processes: options.processes,
  });
}

/** The given values without those that are undefined. */
function defined<Value extends object>(
  value: Value,
): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== undefined),
  ) as { [Key in keyof Value]?: Exclude<Value[Key], undefined> };
}

function readCode(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Fault(
      "unreadable-file",
      `the code in ${file} could not be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

function text(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Fault(
      "not-utf-8",
      `the code in ${file === "-" ? "stdin" : file} is not UTF-8`,
      {
        hint: "save it as UTF-8",
        cause: error,
      },
    );
  }
}

function pass({
  exit,
  stdout,
  stderr,
  truncated,
  missingLayers,
  denials,
  unobservedBecause,
  unobservedRules,
}: RunResult): void {
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  if (truncated.stdout) note("callgate: stdout was cut at its limit");
  if (truncated.stderr) note("callgate: stderr was cut at its limit");
  if (missingLayers.length > 0)
    note(`callgate: ran without ${missingLayers.join(", ")}`);
  for (const denial of worthTelling(denials))
    note(`callgate: ${denialText(denial)}`);
  if (unobservedBecause !== undefined && exit.kind !== "sandbox-failure")
    note(`callgate: refused calls are not listed: ${unobservedBecause}`);
  if (exit.kind === "denied" && unobservedRules !== undefined)
    note(`callgate: ${unobservedText(unobservedRules)}`);
  const sentence = sentenceOf(exit);
  if (sentence !== undefined) note(`callgate: ${sentence}`);
}

/** What ended the run, where it was not the code's own exit with 0. */
function sentenceOf(exit: Exit): string | undefined {
  switch (exit.kind) {
    case "exit":
      return exit.code === 0 ? undefined : `exited with code ${exit.code}`;
    case "signal":
      return `ended by ${exit.signal}`;
    case "timeout":
      return exit.limit === "wall"
        ? "timeout: the time was up"
        : "timeout: the CPU time was used up";
    case "out-of-memory":
      return "out of memory";
    case "output-limit":
      return "ended at the output limit";
    case "denied":
      return "killed by the policy for a refused call";
    case "aborted":
      return "aborted";
    case "sandbox-failure":
      return `the sandbox failed${exit.layer === undefined ? "" : ` at ${exit.layer}`}: ${exit.message}${exit.hint === undefined ? "" : `\n  = ${exit.hint}`}`;
    default:
      return exit satisfies never;
  }
}

function exitCodeOf(exit: Exit): number {
  if (exit.kind === "sandbox-failure") return EXIT_BAD_INPUT;
  return exit.kind === "exit" && exit.code === 0 ? EXIT_DONE : EXIT_NO;
}
