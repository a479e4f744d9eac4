/** `callgate fmt FILE…`: the canonical layout, in place. */
import type { Command } from "commander";
import { formatPolicy } from "../../policy/format.js";
import { readPolicy } from "../../policy-files.js";
import { oneOf } from "../arguments.js";
import { EXIT_BAD_INPUT, EXIT_NO } from "../exit-codes.js";
import { writeAll } from "../files.js";
import { noteDiagnostics, print, printJson } from "../output.js";

interface Options {
  readonly check?: boolean;
  readonly format: "text" | "json";
}

type State = "unchanged" | "changed" | "wrong";

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Writes policies and groups in their canonical layout. Comments stay, and what the policy means never changes.",
    )
    .argument("<file...>", "policy or group files")
    .option("--check", "write nothing; exit 1 where a file would change")
    .option(
      "--format <format>",
      "text, json",
      oneOf("format", ["text", "json"]),
      "text",
    )
    .addHelpText("after", "\nExample:\n  $ callgate fmt --check policy/*.yaml")
    .action((paths: string[], { check, format }: Options) => {
      const states = paths.map((path) => ({
        file: path,
        state: layOut(path, check === true),
      }));
      if (format === "json") printJson(states);
      else
        for (const { file, state } of states)
          if (state === "changed")
            print(check === true ? `${file} would change` : file);
      if (states.some(({ state }) => state === "wrong")) exit(EXIT_BAD_INPUT);
      else if (
        check === true &&
        states.some(({ state }) => state === "changed")
      )
        exit(EXIT_NO);
    });
}

/** A file with an error is left as it is. */
function layOut(path: string, check: boolean): State {
  const file = readPolicy(path);
  const { text, diagnostics } = formatPolicy(file);
  noteDiagnostics(diagnostics, [file]);
  if (text === undefined) return "wrong";
  if (text === file.text) return "unchanged";
  if (!check) writeAll([{ path: file.path, content: text }]);
  return "changed";
}
