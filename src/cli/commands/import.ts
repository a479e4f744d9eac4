/** `callgate import FILE`: another tool's filter as a policy. */
import { join } from "node:path";
import { InvalidArgumentError, type Command } from "commander";
import type { ArchName } from "../../../syscalls/index.js";
import { Fault } from "../../document/fault.js";
import {
  detectFormat,
  importFormats,
  importPolicies,
  type ImportedPolicy,
  type ImportFormat,
} from "../../interop/import.js";
import { diskSource } from "../../policy-files.js";
import type { PolicyFile } from "../../policy/model.js";
import { hostArch, oneOf, readArches } from "../arguments.js";
import { EXIT_BAD_INPUT, EXIT_DONE } from "../exit-codes.js";
import { writeAll } from "../files.js";
import { readForeign, readIncluded } from "../foreign.js";
import { note, noteDiagnostics, print, printJson } from "../output.js";

interface Options {
  readonly from?: ImportFormat;
  readonly arch?: readonly ArchName[];
  readonly cap?: readonly string[];
  readonly kernel?: string;
  readonly lossy?: boolean;
  readonly name?: string;
  readonly outDir?: string;
  readonly format: "text" | "json";
}

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Turns another tool's filter into a policy. What a policy can't say is an error at its place, or with --lossy a comment.",
    )
    .argument("<file>", "the other tool's file; - is stdin")
    .option(
      "--from <format>",
      `${importFormats.join(", ")}; told by the file where it is left out`,
      oneOf("format", importFormats),
    )
    .option("--arch <arch>", "only this arch; again for more", readArches)
    .option(
      "--cap <cap>",
      "a capability that the process has, for OCI's includes and excludes; again for more",
      readCap,
    )
    .option(
      "--kernel <version>",
      "the kernel that it runs on, for OCI's minKernel",
      readVersion,
    )
    .option(
      "--lossy",
      "leave out what a policy can't say, with a comment there",
    )
    .option("--name <name>", "of a file's several policies, the one to print")
    .option("--out-dir <dir>", "write each policy to NAME.yaml there")
    .option(
      "--format <format>",
      "text, json",
      oneOf("format", ["text", "json"]),
      "text",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ callgate import docker-default.json --from oci --arch x86_64 > docker.yaml",
    )
    .action((path: string, options: Options) => {
      exit(run(path, options));
    });
}

function run(path: string, options: Options): number {
  const file = readForeign(path);
  const format = options.from ?? detectFormat(file);
  if (format === undefined)
    throw new Fault(
      "unknown-format",
      `${file.path} is of no format that can be told from its text`,
      { hint: `name it: --from ${importFormats.join(", ")}` },
    );
  const included: PolicyFile[] = [];
  const { policies, diagnostics } = importPolicies(
    file,
    format,
    diskSource({ path: join(options.outDir ?? ".", "-"), text: "" }),
    {
      lossy: options.lossy === true,
      ...(hostArch === undefined ? {} : { hostArch }),
      ...(options.arch === undefined ? {} : { arches: options.arch }),
      ...(options.cap === undefined ? {} : { caps: options.cap }),
      ...(options.kernel === undefined ? {} : { kernel: options.kernel }),
      include: (name, from) => {
        const found = readIncluded(name, from, file);
        if (typeof found === "object") included.push(found);
        return found;
      },
    },
  );
  if (options.format === "json") {
    printJson({ format, policies, diagnostics });
    return policies.length === 0 ? EXIT_BAD_INPUT : EXIT_DONE;
  }
  noteDiagnostics(diagnostics, [file, ...included]);
  if (policies.length === 0) return EXIT_BAD_INPUT;
  if (options.outDir === undefined) print(chosen(policies, options).text);
  else writePolicies(policies, options.outDir);
  return EXIT_DONE;
}

function chosen(
  policies: readonly ImportedPolicy[],
  { name }: Options,
): ImportedPolicy {
  const names = policies.map((policy) => policy.name);
  const policy =
    name === undefined
      ? policies[0]
      : policies.find((one) => one.name === name);
  if (policy === undefined)
    throw new Fault(
      "unknown-policy",
      `the file has no policy "${name ?? ""}"`,
      {
        hint: `it has ${names.join(", ")}`,
      },
    );
  if (name === undefined && policies.length > 1)
    note(
      `the file has ${policies.length} policies: ${names.join(", ")}. This is ${policy.name}; --name prints another, --out-dir writes all.`,
    );
  return policy;
}

function writePolicies(
  policies: readonly ImportedPolicy[],
  folder: string,
): void {
  const outputs = policies.map(({ name, text }) => ({
    path: join(folder, `${name}.yaml`),
    content: text,
  }));
  writeAll(outputs);
  for (const { path } of outputs) note(`wrote ${path}`);
}

function readCap(
  text: string,
  before: readonly string[] = [],
): readonly string[] {
  const names = text.split(",").map((name) => {
    const upper = name.toUpperCase();
    return upper.startsWith("CAP_") ? upper : `CAP_${upper}`;
  });
  return [...before, ...names];
}

function readVersion(text: string): string {
  if (/^\d{1,3}\.\d{1,4}([.-].*)?$/.test(text)) return text;
  throw new InvalidArgumentError("write a kernel's version, as 6.1.");
}
