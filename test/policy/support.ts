/** Loads policies from texts, and shows what came of them in a line each. */
import { actionText } from "../../src/policy/actions.js";
import type { Diagnostic } from "../../src/document/diagnostic.js";
import { loadPolicy, type LoadedPolicy } from "../../src/policy/load.js";
import type {
  ArchName,
  ArchRule,
  ArgumentTest,
  Condition,
  Policy,
} from "../../src/policy/model.js";
import { memorySource } from "../../src/policy/source.js";

/** Loads `text`; `files` are its parents (`NAME.yaml`) and groups (`groups/NAME.yaml`). */
export function load(
  text: string,
  files: Readonly<Record<string, string>> = {},
): LoadedPolicy {
  return loadPolicy(memorySource(files), { path: "test.yaml", text });
}

/** The policy, which must be without errors. */
export function policyOf(
  text: string,
  files: Readonly<Record<string, string>> = {},
): Policy {
  const { policy, diagnostics } = load(text, files);
  if (policy === undefined) throw new Error(shown(diagnostics).join("\n"));
  return policy;
}

/** `CODE LINE:COLUMN "SPAN" MESSAGE (HINT)`, in files other than test.yaml with the file. */
export function shown(
  diagnostics: readonly Diagnostic[],
  texts: Readonly<Record<string, string>> = {},
): readonly string[] {
  return diagnostics.map(({ code, message, range, hint, severity }) => {
    const text = texts[range.file];
    const span =
      text === undefined
        ? ""
        : ` ${JSON.stringify(text.slice(range.start, range.end))}`;
    const file = range.file === "test.yaml" ? "" : `${range.file}:`;
    const mark = severity === "warning" ? "warning " : "";
    return `${mark}${code} ${file}${range.line}:${range.column}${span} ${message}${hint === undefined ? "" : ` (${hint})`}`;
  });
}

/** What is wrong with `text`, in lines. */
export function faults(
  text: string,
  files: Readonly<Record<string, string>> = {},
): readonly string[] {
  return shown(load(text, files).diagnostics, { "test.yaml": text, ...files });
}

/** A policy with one rule for `syscall` under `when`. */
export function ruleFor(
  syscall: string,
  when: string,
  arches: readonly ArchName[] = ["x86_64"],
): string {
  return `callgate: 1\nname: test\narches: [${arches.join(", ")}]\nrules:\n  - allow: ${syscall}\n    when: ${when}\n`;
}

/** What `when` means for `syscall` on `arch`: `a1:32 & 0x3 == 0x0`; `s` marks a signed order. */
export function meaning(
  syscall: string,
  when: string,
  arch: ArchName = "x86_64",
): string {
  const policy = policyOf(ruleFor(syscall, when, [arch]));
  const condition = policy.arches[0]?.rules[0]?.condition;
  return condition === undefined ? "any" : conditionText(condition);
}

/** What is wrong with `when` on `syscall`: `CODE "SPAN" MESSAGE (HINT)`. */
export function conditionFaults(
  syscall: string,
  when: string,
  arches: readonly ArchName[] = ["x86_64"],
): readonly string[] {
  return faults(ruleFor(syscall, when, arches)).map((line) =>
    line.replace(/ [0-9]+:[0-9]+ /, " "),
  );
}

export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case "test":
      return testText(condition.test);
    case "not":
      return `not(${conditionText(condition.of)})`;
    case "all":
    case "any":
      return `${condition.kind}(${condition.of.map(conditionText).join(", ")})`;
  }
}

function testText({
  argument,
  width,
  signed,
  mask,
  operator,
  value,
}: ArgumentTest): string {
  const order = operator !== "==" && operator !== "!=";
  const full = (1n << BigInt(width)) - 1n;
  const masked = mask === full ? "" : ` & ${hex(mask)}`;
  const right =
    value.kind === "parameter" ? `$${value.name}` : hex(value.value);
  return `a${argument}:${width}${signed && order ? "s" : ""}${masked} ${operator} ${right}`;
}

function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

/** How a policy starts that is about its rules alone. */
export const HEAD = "callgate: 1\nname: test\narches: [x86_64]\n";

/** The rules of an arch: `ACTION NAME CONDITION`. */
export function rulesOf(
  policy: Policy,
  arch: ArchName = "x86_64",
  phase: "rules" | "bootRules" = "rules",
): readonly string[] {
  const found = policy.arches.find((one) => one.arch === arch);
  return (found?.[phase] ?? []).map(ruleText);
}

function ruleText({ rule, name, condition }: ArchRule): string {
  const when = condition === undefined ? "" : ` ${conditionText(condition)}`;
  return `${actionText(rule.action)} ${name}${when}`;
}

/** A group's file. */
export function group(name: string, names: string): string {
  return `callgate: 1\ngroup: ${name}\ndescription: A group.\nnames: ${names}\n`;
}
