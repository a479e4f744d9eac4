/** `callgate learn -- CMD`: watches a program and proposes a policy for it. */
import { existsSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import type { Command } from "commander";
import { Fault } from "../../document/fault.js";
import { renderDraft } from "../../policy/draft.js";
import { readPolicy } from "../../policy-files.js";
import { watchProgram, type Watched } from "../../runtime/learn/learn.js";
import { merged } from "../../runtime/learn/merge.js";
import { proposal } from "../../runtime/learn/propose.js";
import { ownArch } from "../../runtime/policies.js";
import { EXIT_DONE } from "../exit-codes.js";
import { note, print } from "../output.js";

const DEFAULT_FILE = "callgate.yaml";

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Runs a program and proposes a policy that allows what it did. All that it calls is let through, but for a short list of dangerous calls; so it is for programs that you trust.",
    )
    .argument("<command...>", "the program and its arguments, after --")
    .option(
      "-o, --output <file>",
      "where the policy goes; one that is there is added to. - is stdout",
      DEFAULT_FILE,
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ callgate learn -o sort.yaml -- sort words.txt\n  $ callgate learn -o sort.yaml -- sort -r words.txt\n\nExits 0 where the policy was written, however the program ended.",
    )
    .action(async (words: string[], { output }: { output: string }) => {
      const arch = ownArch();
      const before =
        output !== "-" && existsSync(output)
          ? readPolicy(pathOf(output))
          : undefined;
      // What can't be added to is told before the program runs, not after.
      if (before !== undefined) merged(before, [], arch);
      const watched = await watchProgram(words, arch);
      tell(watched);
      if (before === undefined) {
        const draft = proposal(
          nameFor(output, words),
          words,
          watched.calls,
          arch,
        );
        write(output, renderDraft(draft));
        note(
          `callgate: ${output === "-" ? "this" : output} allows ${draft.rules.flatMap(({ names }) => names).length} syscalls; say why at each rule`,
        );
      } else {
        const { text, added, refused } = merged(before, watched.calls, arch);
        write(output, text);
        note(
          added.length === 0
            ? `callgate: ${output} allows all of it already`
            : `callgate: ${output} has new rules for ${added.join(", ")}`,
        );
        if (refused.length > 0)
          note(
            `callgate: its own rules refuse ${refused.join(", ")}, which the program called; they stay`,
          );
      }
      exit(EXIT_DONE);
    });
}

/** A path to the reader of policies, to whom a bare word is a shipped policy's name. */
function pathOf(output: string): string {
  return output.includes("/") ? output : `./${output}`;
}

function tell({ exitCode, signal, omitted, unknown }: Watched): void {
  if (signal !== undefined)
    note(`callgate: the program was ended by ${signal}`);
  else if (exitCode !== 0)
    note(`callgate: the program exited with code ${exitCode}`);
  if (unknown.length > 0)
    note(
      `callgate: calls of numbers that have no name here were let through and can't be allowed: ${unknown.join(", ")}`,
    );
  if (omitted > 0)
    note(`callgate: ${omitted} calls were of too many kinds to be learned`);
}

function write(output: string, text: string): void {
  if (output === "-") return print(text);
  try {
    writeFileSync(output, text);
  } catch (error) {
    throw new Fault(
      "unwritable-file",
      `${output} could not be written: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** The file's name, else the program's, as policies are named. */
function nameFor(output: string, [program = ""]: readonly string[]): string {
  const given =
    output === "-" || output === DEFAULT_FILE
      ? basename(program)
      : basename(output).replace(/\.ya?ml$/, "");
  const name = given
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  if (name === "") return "learned";
  // YAML would take it for a truth value.
  return /^(true|false|null|yes|no|on|off|y|n)$/.test(name)
    ? `${name}-program`
    : name;
}
