/** `callgate diff A B`: what became allowed, refused or otherwise answered. */
import type { Command } from "commander";
import type { ArchName } from "../../../syscalls/index.js";
import { diffPolicies, type PolicyDiff } from "../../audit/diff/index.js";
import { diffMarkdown } from "../../audit/diff/markdown.js";
import { diffText } from "../../audit/diff/text.js";
import { groupsOf } from "../../interop/to-draft.js";
import type { Phase } from "../../policy/model.js";
import { shippedSource } from "../../policy-files.js";
import { oneOf, readArches, parameters, readPhases } from "../arguments.js";
import { EXIT_BAD_INPUT, EXIT_DONE, EXIT_NO } from "../exit-codes.js";
import { print, printJson } from "../output.js";
import { sideFrom } from "../sides.js";

const FAILURES = ["widen", "any", "risk"] as const;
const FORMATS = ["text", "json", "markdown"] as const;

interface Options {
  readonly arch?: readonly ArchName[];
  readonly phase?: readonly Phase[];
  readonly param: ReadonlyMap<string, bigint>;
  readonly failOn?: (typeof FAILURES)[number];
  readonly format: (typeof FORMATS)[number];
}

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Says what became allowed, refused or otherwise answered from A to B: on each arch, as conditions, each with a call that shows it and the rules behind it. Where it says nothing, it is proven that nothing differs.",
    )
    .argument(
      "<a>",
      "a policy, a .bpf program, another tool's profile, or REV:PATH of one",
    )
    .argument("<b>", "the same, as it is now")
    .option(
      "--arch <arch>",
      "only this arch; again for more. A program's own, where its name does not tell",
      readArches,
    )
    .option(
      "--phase <phase>",
      "run, boot (default: run, and boot where a policy has rules for it)",
      readPhases,
    )
    .addOption(parameters("a parameter's value; again for more"))
    .option(
      "--fail-on <what>",
      "widen, any, risk: exit code 1 where a call gets further, anything differs, or a risk comes with it",
      oneOf("failure", FAILURES),
    )
    .option(
      "--format <format>",
      FORMATS.join(", "),
      oneOf("format", FORMATS),
      "text",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ callgate diff origin/main:policy/python.yaml policy/python.yaml --fail-on widen",
    )
    .action(async (a: string, b: string, options: Options) => {
      const left = await sideFrom(a, options.arch);
      const right = await sideFrom(b, options.arch);
      if (left === undefined || right === undefined)
        return exit(EXIT_BAD_INPUT);
      const diff = diffPolicies(left, right, {
        ...(options.arch === undefined ? {} : { arches: options.arch }),
        ...(options.phase === undefined ? {} : { phases: options.phase }),
        values: options.param,
      });
      if (options.format === "json") printJson(diff);
      else {
        const groups = groupsOf(shippedSource());
        const write = options.format === "text" ? diffText : diffMarkdown;
        print(write(diff, groups));
      }
      exit(fails(diff, options.failOn) ? EXIT_NO : EXIT_DONE);
    });
}

function fails({ changes }: PolicyDiff, on: Options["failOn"]): boolean {
  switch (on) {
    case undefined:
      return false;
    case "any":
      return changes.length > 0;
    case "widen":
      return changes.some(({ widens }) => widens);
    case "risk":
      return changes.some(({ risks }) => risks.length > 0);
    default:
      return on satisfies never;
  }
}
