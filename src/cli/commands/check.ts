/** `callgate check FILE…`: schema, meaning and findings. */
import type { Command } from "commander";
import type { Finding } from "../../audit/finding.js";
import { shownFinding } from "../../audit/shown.js";
import type { Diagnostic, Range } from "../../document/diagnostic.js";
import { Fault } from "../../document/fault.js";
import { formatDiagnostic } from "../../document/format.js";
import { packageVersion } from "../../package-root.js";
import { loadPolicy, type LoadedPolicy } from "../../policy/load.js";
import { diskSource, readPolicy } from "../../policy-files.js";
import { oneOf } from "../arguments.js";
import { EXIT_BAD_INPUT, EXIT_DONE, EXIT_NO } from "../exit-codes.js";
import { note, noteDiagnostics, print, printJson } from "../output.js";

const FORMATS = ["text", "json", "sarif", "github"] as const;
const FAIL_ON = ["note", "warning", "error"] as const;

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Says everything that is wrong with each policy, and what is dangerous, in vain or not meant in it: where, what, and what to write instead.",
    )
    .argument("<file...>", "policy files, or names of shipped policies")
    .option(
      "--format <format>",
      FORMATS.join(", "),
      oneOf("format", FORMATS),
      "text",
    )
    .option(
      "--fail-on <severity>",
      "also exit 1 on findings as grave as this: warning (what is in vain or not meant), note (what is dangerous)",
      oneOf("severity", FAIL_ON),
      "error",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ callgate check policy/python.yaml --fail-on note\n\nExits 2 where there is an error, 1 where --fail-on names a finding that the policy does not accept, 0 otherwise.",
    )
    .action(
      async (
        files: string[],
        options: {
          format: (typeof FORMATS)[number];
          failOn: (typeof FAIL_ON)[number];
        },
      ) => {
        const checked: Checked[] = [];
        for (const file of files) checked.push(await checkFile(file));
        await show(checked, options.format);
        const diagnostics = checked.flatMap((one) => one.diagnostics);
        const failed = checked.some(({ fault }) => fault !== undefined);
        const errors = diagnostics.some(({ severity }) => severity === "error");
        const open = checked
          .flatMap(openFindings)
          .some(({ severity }) => isAsGrave(severity, options.failOn));
        if (failed || errors) exit(EXIT_BAD_INPUT);
        else exit(open ? EXIT_NO : EXIT_DONE);
      },
    );
}

function isAsGrave(
  severity: Finding["severity"],
  wanted: (typeof FAIL_ON)[number],
): boolean {
  return FAIL_ON.indexOf(severity) >= FAIL_ON.indexOf(wanted);
}

interface Checked {
  readonly file: string;
  readonly loaded: LoadedPolicy | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: readonly Finding[];
  readonly fault: Fault | undefined;
}

/** One file that can't be read does not hide what is wrong with the next. */
async function checkFile(nameOrPath: string): Promise<Checked> {
  try {
    const file = readPolicy(nameOrPath);
    const loaded = loadPolicy(diskSource(file), file);
    const { diagnostics, policy } = loaded;
    // Loaded here: a policy with errors needs no checks.
    const audit = policy && (await import("../../audit/check.js"));
    const findings = policy === undefined ? [] : (audit?.check(policy) ?? []);
    const fault = undefined;
    return { file: file.path, loaded, diagnostics, findings, fault };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return {
      file: nameOrPath,
      loaded: undefined,
      diagnostics: [],
      findings: [],
      fault,
    };
  }
}

function openFindings({ findings }: Checked): readonly Finding[] {
  return findings.filter(({ accepted }) => accepted === undefined);
}

async function show(
  checked: readonly Checked[],
  format: (typeof FORMATS)[number],
): Promise<void> {
  switch (format) {
    case "text":
      for (const one of checked) showText(one);
      return;
    case "json":
      printJson(checked.map(asJson));
      return;
    case "sarif": {
      const { sarif } = await import("../../audit/sarif.js");
      const files = checked.map(({ fault, ...one }) =>
        fault === undefined ? one : { ...one, fault },
      );
      printJson(sarif(files, packageVersion()));
      return;
    }
    case "github":
      for (const one of checked) showAnnotations(one);
      return;
    default:
      format satisfies never;
  }
}

function showText(checked: Checked): void {
  const { file, loaded, diagnostics, findings, fault } = checked;
  if (fault !== undefined) {
    note(`error[${fault.code}]: ${fault.message}`);
    if (fault.hint !== undefined) note(`  = ${fault.hint}`);
    return;
  }
  noteDiagnostics(diagnostics, loaded?.files ?? []);
  const texts = new Map(loaded?.files.map(({ path, text }) => [path, text]));
  for (const finding of findings)
    print(findingText(finding, texts.get(finding.range.file) ?? ""));
  const policy = loaded?.policy;
  if (policy === undefined) return;
  const arches = policy.arches.map(({ arch }) => arch).join(", ");
  const rules =
    policy.rules.length === 1 ? "1 rule" : `${policy.rules.length} rules`;
  const open = openFindings(checked).length;
  const accepted = findings.length - open;
  const parts = [
    `${file}: ${rules} for ${arches}, no errors`,
    ...(open === 0 ? [] : [count(open, "finding")]),
    ...(accepted === 0 ? [] : [`${count(accepted, "finding")} accepted`]),
  ];
  print(parts.join(", "));
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** A finding with its line; a note is one line, and so is an accepted one, with the policy's own reason. */
function findingText(finding: Finding, text: string): string {
  const { id, severity, message, remedy, range, accepted } = finding;
  if (accepted !== undefined)
    return `accepted[${id}]: ${range.file}:${range.line}: ${message}\n  = ${accepted}`;
  if (severity === "note")
    return `note[${id}]: ${range.file}:${range.line}: ${message}`;
  return formatDiagnostic(
    { code: id, severity: "warning", message, range, hint: remedy },
    text,
  ).replace(/^warning/, severity);
}

/** What JSON and annotations tell of a place. */
function placeOf(range: Range): object {
  return {
    file: range.file,
    line: range.line,
    column: range.column,
    endLine: range.endLine,
    endColumn: range.endColumn,
  };
}

function asJson({ file, diagnostics, findings, fault }: Checked): unknown {
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
        ...placeOf(range),
        hint,
      })),
    ],
    findings: findings.map((one) => shownFinding(one, placeOf)),
  };
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function showAnnotations(checked: Checked): void {
  const { file, diagnostics, fault } = checked;
  if (fault !== undefined)
    print(`::error file=${property(file)}::${data(fault.message)}`);
  for (const { severity, message, range, hint, code } of diagnostics)
    annotate(severity, range, code, message, hint);
  for (const { severity, message, range, remedy, id } of openFindings(checked))
    annotate(
      severity === "note" ? "notice" : severity,
      range,
      id,
      message,
      remedy,
    );
}

function annotate(
  level: "error" | "warning" | "notice",
  range: Range,
  title: string,
  message: string,
  hint: string | undefined,
): void {
  const place = [
    `file=${property(range.file)}`,
    `line=${range.line}`,
    `col=${range.column}`,
    `endLine=${range.endLine}`,
    `endColumn=${range.endColumn}`,
    `title=${property(title)}`,
  ].join(",");
  const text = hint === undefined ? message : `${message}\n${hint}`;
  print(`::${level} ${place}::${data(text)}`);
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
