/** `callgate check FILE…`: schema, meaning and findings. */
import type { Command } from "commander";
import type { Diagnostic } from "../../document/diagnostic.js";
import { Fault } from "../../document/fault.js";
import { loadPolicy, type LoadedPolicy } from "../../policy/load.js";
import { diskSource, readPolicy } from "../../policy-files.js";
import { oneOf } from "../arguments.js";
import { EXIT_BAD_INPUT, EXIT_DONE, EXIT_NO } from "../exit-codes.js";
import { note, noteDiagnostics, print, printJson } from "../output.js";

const FORMATS = ["text", "json", "github"] as const;

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Says everything that is wrong with each policy: where, what, and what to write instead.",
    )
    .argument("<file...>", "policy files, or names of shipped policies")
    .option(
      "--format <format>",
      FORMATS.join(", "),
      oneOf("format", FORMATS),
      "text",
    )
    .addHelpText("after", "\nExample:\n  $ callgate check policy/python.yaml")
    .action(
      (files: string[], options: { format: (typeof FORMATS)[number] }) => {
        const checked = files.map(checkFile);
        show(checked, options.format);
        const diagnostics = checked.flatMap((one) => one.diagnostics);
        const failed = checked.some(({ fault }) => fault !== undefined);
        const errors = diagnostics.some(({ severity }) => severity === "error");
        if (failed || errors) exit(EXIT_BAD_INPUT);
        else exit(diagnostics.length > 0 ? EXIT_NO : EXIT_DONE);
      },
    );
}

interface Checked {
  readonly file: string;
  readonly loaded: LoadedPolicy | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly fault: Fault | undefined;
}

/** One file that can't be read does not hide what is wrong with the next. */
function checkFile(nameOrPath: string): Checked {
  try {
    const file = readPolicy(nameOrPath);
    const loaded = loadPolicy(diskSource(file), file);
    const { diagnostics } = loaded;
    return { file: file.path, loaded, diagnostics, fault: undefined };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return { file: nameOrPath, loaded: undefined, diagnostics: [], fault };
  }
}

function show(
  checked: readonly Checked[],
  format: (typeof FORMATS)[number],
): void {
  switch (format) {
    case "text":
      for (const one of checked) showText(one);
      return;
    case "json":
      printJson(checked.map(asJson));
      return;
    case "github":
      for (const one of checked) showAnnotations(one);
      return;
    default:
      format satisfies never;
  }
}

function showText({ file, loaded, diagnostics, fault }: Checked): void {
  if (fault !== undefined) {
    note(`error[${fault.code}]: ${fault.message}`);
    if (fault.hint !== undefined) note(`  = ${fault.hint}`);
    return;
  }
  noteDiagnostics(diagnostics, loaded?.files ?? []);
  const policy = loaded?.policy;
  if (policy === undefined) return;
  const arches = policy.arches.map(({ arch }) => arch).join(", ");
  const rules =
    policy.rules.length === 1 ? "1 rule" : `${policy.rules.length} rules`;
  print(`${file}: ${rules} for ${arches}, no errors`);
}

function asJson({ file, diagnostics, fault }: Checked): unknown {
  const faults =
    fault === undefined
      ? []
      : [
          {
            code: fault.code,
            severity: "error",
            message: fault.message,
            hint: fault.hint,
          },
        ];
  return {
    file,
    diagnostics: [
      ...faults,
      ...diagnostics.map(({ code, severity, message, range, hint }) => ({
        code,
        severity,
        message,
        file: range.file,
        line: range.line,
        column: range.column,
        endLine: range.endLine,
        endColumn: range.endColumn,
        hint,
      })),
    ],
  };
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function showAnnotations({ file, diagnostics, fault }: Checked): void {
  if (fault !== undefined)
    print(`::error file=${property(file)}::${data(fault.message)}`);
  for (const { severity, message, range, hint, code } of diagnostics) {
    const place = [
      `file=${property(range.file)}`,
      `line=${range.line}`,
      `col=${range.column}`,
      `endLine=${range.endLine}`,
      `endColumn=${range.endColumn}`,
      `title=${property(code)}`,
    ].join(",");
    const text = hint === undefined ? message : `${message}\n${hint}`;
    print(`::${severity} ${place}::${data(text)}`);
  }
}

function data(text: string): string {
  return text
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
