/** `callgate doctor`: what this machine's kernel and rights allow, layer by layer. */
import type { Command } from "commander";
import { probe } from "../../runtime/doctor.js";
import { zygoteState } from "../../runtime/zygote/kind.js";
import { oneOf } from "../arguments.js";
import { EXIT_DONE, EXIT_NO } from "../exit-codes.js";
import { print, printJson, table } from "../output.js";

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Tries each layer of isolation for real and says which this machine allows, how to allow the others, and whether interpreters are forked.",
    )
    .option(
      "--format <format>",
      "text, json",
      oneOf("format", ["text", "json"]),
      "text",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ callgate doctor\n\nExits 1 where a layer is missing.",
    )
    .action(async ({ format }: { format: "text" | "json" }) => {
      const states = await probe();
      const zygotes = [
        await zygoteState("python3"),
        await zygoteState("nodejs"),
      ];
      if (format === "json") printJson([...states, ...zygotes]);
      else {
        print(
          table([
            ["layer", "state", "detail"],
            ...states.map(({ layer, available, detail }) => [
              layer,
              available ? "ok" : "missing",
              detail,
            ]),
            ...zygotes.map(({ language, kind, detail }) => [
              `zygotes of ${language}`,
              kind,
              detail,
            ]),
          ]),
        );
        for (const { layer, available, remedy } of states)
          if (!available && remedy !== undefined) print(`${layer}: ${remedy}`);
      }
      exit(states.every(({ available }) => available) ? EXIT_DONE : EXIT_NO);
    });
}
