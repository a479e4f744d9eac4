/** `callgate export FILE`: a policy as another tool's filter. */
import type { Command } from "commander";
import { archTable, type ArchName } from "../../../syscalls/index.js";
import { bind, isBound } from "../../compiler/bind.js";
import { compile } from "../../compiler/compile.js";
import { Fault } from "../../document/fault.js";
import { cHeader } from "../../interop/export/c-header.js";
import {
  exportFormats,
  exportPolicy,
  type Exported,
} from "../../interop/export.js";
import type { Policy } from "../../policy/model.js";
import { oneOf, readArches, parameters } from "../arguments.js";
import { EXIT_BAD_INPUT, EXIT_DONE } from "../exit-codes.js";
import { writeAll } from "../files.js";
import { note, noteDiagnostics, print, printJson } from "../output.js";
import { policyFrom } from "../policies.js";
import { meaningOn } from "../programs.js";

const TARGETS = [...exportFormats, "c"] as const;

interface Options {
  readonly to: (typeof TARGETS)[number];
  readonly arch?: readonly ArchName[];
  readonly lossy?: boolean;
  readonly param: ReadonlyMap<string, bigint>;
  readonly output?: string;
  readonly format: "text" | "json";
}

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Turns a policy's run phase into another tool's filter. What the tool can't say is an error at the rule.",
    )
    .argument("<file>", "a policy file, or the name of a shipped policy")
    .requiredOption(
      "--to <target>",
      TARGETS.join(", "),
      oneOf("target", TARGETS),
    )
    .option("--arch <arch>", "only this arch; again for more", readArches)
    .option(
      "--lossy",
      "let numbers and ABIs that the tool has no word for get what it gives them",
    )
    .addOption(parameters("bind a parameter; again for more"))
    .option("-o, --output <file>", "write there instead of stdout")
    .option(
      "--format <format>",
      "text, json",
      oneOf("format", ["text", "json"]),
      "text",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ callgate export python --to oci --arch x86_64 --lossy > python.json",
    )
    .action((file: string, options: Options) => {
      const whole = policyFrom(file);
      exit(whole === undefined ? EXIT_BAD_INPUT : run(whole, options));
    });
}

function run(whole: Policy, options: Options): number {
  const policy = onArches(whole, options.arch);
  const { to, format, output } = options;
  const { text, diagnostics } = exported(policy, options);
  if (format === "json") printJson({ to, text, diagnostics });
  else noteDiagnostics(diagnostics, policy.files);
  if (text === undefined) return EXIT_BAD_INPUT;
  if (output !== undefined) writeAll([{ path: output, content: text }]);
  else if (format === "text") print(text);
  if (policy.rules.some(({ phase }) => phase === "boot"))
    note("the boot phase is left out: this is the filter of the run phase");
  return EXIT_DONE;
}

function exported(policy: Policy, options: Options): Exported {
  const { to, lossy = false, param: params } = options;
  return to === "c"
    ? { text: header(policy, options), diagnostics: [] }
    : exportPolicy(policy, to, { lossy, params });
}

function header(policy: Policy, { param }: Options): string {
  const programs = policy.arches.map(({ arch }) => {
    const compiled = compile(policy, { arch });
    const { bytes } = isBound(compiled) ? compiled : bind(compiled, param);
    return { arch, bytes, endian: archTable(arch).endian };
  });
  return cHeader(policy.name, programs);
}

function onArches(
  policy: Policy,
  arches: readonly ArchName[] | undefined,
): Policy {
  if (arches === undefined) return policy;
  for (const arch of arches) meaningOn(policy, arch);
  const chosen = policy.arches.filter(({ arch }) => arches.includes(arch));
  if (chosen.length === 0)
    throw new Fault(
      "arch-not-listed",
      `${policy.name} has none of these arches`,
    );
  return { ...policy, arches: chosen };
}
