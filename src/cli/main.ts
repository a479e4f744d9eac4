/** The command line: finds the command, loads that one's file, and turns faults into sentences. */
import { Command, CommanderError } from "commander";
import { Fault } from "../document/fault.js";
import { packageVersion } from "../package-root.js";
import { commands } from "./commands.js";
import { EXIT_BAD_INPUT, EXIT_DONE } from "./exit-codes.js";
import { note, stopWhenReaderLeaves } from "./output.js";

async function main(words: readonly string[]): Promise<number> {
  const program = new Command("callgate")
    .description(
      "Readable seccomp policies, compiled to proven BPF filters, and sandboxes behind them.",
    )
    .version(packageVersion(), "-V, --version")
    .exitOverride()
    .showHelpAfterError("(callgate --help lists the commands)")
    .addHelpText(
      "after",
      "\nExample:\n  $ echo 'print(6*7)' | callgate exec --language python3 -\n\nExit codes: 0 done, 1 the answer is no, 2 wrong use or bad input.",
    );
  let exitCode = EXIT_DONE;
  const wanted = words.find((word) => !word.startsWith("-"));
  for (const { name, summary, load } of commands) {
    const command = program
      .command(name)
      .summary(summary)
      .exitOverride()
      .showHelpAfterError(`(callgate ${name} --help tells its use)`);
    // Only the command that is asked for is loaded: the others cost nothing.
    if (name !== wanted && !(wanted === "help" && words.includes(name)))
      continue;
    const { define } = await load();
    define(command, (code) => {
      exitCode = code;
    });
  }
  try {
    await program.parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? EXIT_DONE : EXIT_BAD_INPUT;
    if (error instanceof Fault) {
      note(`error[${error.code}]: ${error.message}`);
      if (error.hint !== undefined) note(`  = ${error.hint}`);
      return EXIT_BAD_INPUT;
    }
    throw error;
  }
}

/** Whether there is a command of this name. */
export function isCommand(word: string): boolean {
  return commands.some(({ name }) => name === word);
}

/** Runs the command that `words` name, and sets the exit code. */
export async function start(words: readonly string[]): Promise<void> {
  stopWhenReaderLeaves();
  try {
    process.exitCode = await main(words);
  } catch (error) {
    note(
      `this is a fault of callgate's own; please report it with what follows.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = EXIT_BAD_INPUT;
  }
}
