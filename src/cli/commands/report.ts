/** `callgate report FILE… -o DIR`: a page for each policy that a reviewer can sign off. */
import { join } from "node:path";
import type { Command } from "commander";
import { report } from "../../audit/report/index.js";
import { CompileFault } from "../../compiler/fault.js";
import { sha256 } from "../../compiler/sha256.js";
import { Fault } from "../../document/fault.js";
import { packageVersion } from "../../package-root.js";
import type { Policy } from "../../policy/model.js";
import { oneOf } from "../arguments.js";
import { EXIT_BAD_INPUT, EXIT_DONE } from "../exit-codes.js";
import { writeAll } from "../files.js";
import { noteDiagnostics, print, printJson } from "../output.js";
import { policyFrom } from "../policies.js";

interface Options {
  readonly output: string;
  readonly format: "text" | "json";
}

interface Page {
  readonly policy: string;
  readonly path: string;
  readonly content: string;
}

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Writes one HTML page for each policy: what it lets through and why, what is dangerous in it, its proven programs and the digests to sign off. The pages need no network and no script.",
    )
    .argument("<file...>", "policy files, or names of shipped policies")
    .requiredOption("-o, --output <dir>", "the folder for NAME.html")
    .option(
      "--format <format>",
      "text, json",
      oneOf("format", ["text", "json"]),
      "text",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ callgate report policy/python.yaml -o build/report",
    )
    .action((files: string[], { output, format }: Options) => {
      const pages: Page[] = [];
      const named = new Map<string, string>();
      for (const file of files) {
        const policy = policyFrom(file);
        if (policy === undefined) return exit(EXIT_BAD_INPUT);
        requireOtherName(named, policy.name, file);
        const path = join(output, `${policy.name}.html`);
        pages.push({ policy: policy.name, path, content: pageOf(policy) });
      }
      writeAll(pages);
      if (format === "json") printJson(pages.map(asJson));
      else for (const { path } of pages) print(path);
      exit(EXIT_DONE);
    });
}

/** The page, or a `CompileFault` after the rules it comes from were shown. */
function pageOf(policy: Policy): string {
  try {
    return report(policy, packageVersion());
  } catch (error) {
    if (error instanceof CompileFault)
      noteDiagnostics(error.diagnostics, policy.files);
    throw error;
  }
}

function requireOtherName(
  named: Map<string, string>,
  name: string,
  file: string,
): void {
  const other = named.get(name);
  if (other !== undefined)
    throw new Fault(
      "same-name",
      `${other} and ${file} are both named "${name}", and one page would replace the other`,
      { hint: "write them to different folders" },
    );
  named.set(name, file);
}

function asJson({ policy, path, content }: Page): object {
  return {
    policy,
    file: path,
    sha256: sha256(new TextEncoder().encode(content)),
  };
}
