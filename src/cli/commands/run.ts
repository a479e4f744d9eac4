/** `callgate run -- CMD`: any program behind any policy, with its refused calls told at the end. */
import { existsSync } from "node:fs";
import type { Command } from "commander";
import { Fault } from "../../document/fault.js";
import type { Policy } from "../../policy/model.js";
import {
  denialText,
  unobservedText,
  worthTelling,
} from "../../runtime/observe/denials.js";
import { killed, Observation } from "../../runtime/observe/observation.js";
import {
  observedFilter,
  startableProgram,
  ownArch,
} from "../../runtime/policies.js";
import { runProgram } from "../../runtime/supervise/program.js";
import { parameters } from "../arguments.js";
import { EXIT_BAD_INPUT } from "../exit-codes.js";
import { note } from "../output.js";
import { policyFrom } from "../policies.js";

interface Options {
  readonly policy: string;
  readonly param: ReadonlyMap<string, bigint>;
}

const DEFAULT_FILE = "callgate.yaml";

function policyAt(file: string): Policy | undefined {
  if (file === DEFAULT_FILE && !existsSync(file))
    throw new Fault("no-policy", `there is no ${file} in this folder`, {
      hint: 'name a policy with --policy, or have one proposed: "callgate learn -- CMD"',
    });
  return policyFrom(file);
}

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Runs a program behind a policy's run rules, with nothing else around it. Stdio, terminal and exit code are the program's own; the calls that the policy refused are told on stderr at the end.",
    )
    .argument("<command...>", "the program and its arguments, after --")
    .option(
      "--policy <file>",
      "a policy file or the name of a shipped one",
      DEFAULT_FILE,
    )
    .addOption(
      parameters(
        "a parameter's value; again for more ($self is the program's process id)",
      ),
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ callgate run --policy sort.yaml -- sort words.txt\n\ncallgate learn -o sort.yaml -- sort words.txt proposes such a policy.\n\nExits as the program did, 128 and the signal's number where a signal ended it, and 2 where it could not be started.",
    )
    .action(async (words: string[], { policy: file, param }: Options) => {
      const policy = policyAt(file);
      if (policy === undefined) return exit(EXIT_BAD_INPUT);
      const program = startableProgram(policy, ownArch());
      let observation: Observation | undefined;
      const { exitCode, signal, seen } = await runProgram(words, (pid) => {
        const bindings = new Map([["self", BigInt(pid)], ...param]);
        return (observation = new Observation(
          observedFilter(program, bindings),
          "denyAfterExec",
        ));
      });
      const {
        denials = [],
        denialsOmitted = 0,
        unobservedRules,
      } = observation?.refusals(seen) ?? {};
      for (const denial of worthTelling(denials))
        note(`callgate: ${denialText(denial)}`);
      if (denialsOmitted > 0)
        note(`callgate: ${denialsOmitted} more refused calls of other kinds`);
      if (signal === "SIGSYS" && unobservedRules !== undefined)
        note(`callgate: ${unobservedText(unobservedRules)}`);
      if (signal !== undefined)
        note(
          `callgate: ${killed(seen) ? "killed by the policy for a refused call" : `ended by ${signal}`}`,
        );
      exit(exitCode);
    });
}
