/** `callgate explain FILE SYSCALL`: every rule that touches a syscall, with reasons and risk. */
import type { Command } from "commander";
import { archNames, archTable } from "../../../syscalls/index.js";
import {
  explain,
  type ExplainedArch,
  type Explanation,
} from "../../audit/explain.js";
import { shownExplanation } from "../../audit/shown.js";
import { Fault } from "../../document/fault.js";
import { nearest } from "../../document/nearest.js";
import type { Phase, Rule } from "../../policy/model.js";
import { oneOf } from "../arguments.js";
import { EXIT_BAD_INPUT, EXIT_DONE } from "../exit-codes.js";
import { print, printJson } from "../output.js";
import { policyFrom } from "../policies.js";

interface Options {
  readonly phase: Phase;
  readonly format: "text" | "json";
}

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description(
      "Shows every rule that touches a syscall, in the order in which they are tried, with its reason, a call that it answers, and what is risky about it.",
    )
    .argument("<file>", "a policy file, or the name of a shipped policy")
    .argument("<syscall>", "a syscall's name")
    .option(
      "--phase <phase>",
      "run, boot",
      oneOf<Phase>("phase", ["run", "boot"]),
      "run",
    )
    .option(
      "--format <format>",
      "text, json",
      oneOf("format", ["text", "json"]),
      "text",
    )
    .addHelpText("after", "\nExample:\n  $ callgate explain python clone")
    .action((file: string, syscall: string, options: Options) => {
      const policy = policyFrom(file);
      if (policy === undefined) return exit(EXIT_BAD_INPUT);
      checkName(syscall);
      const explained = explain(policy, syscall, options.phase);
      if (options.format === "json")
        printJson(shownExplanation(explained, (path) => path));
      else print(asText(explained));
      exit(EXIT_DONE);
    });
}

function checkName(name: string): void {
  const names = new Set(
    archNames.flatMap((arch) => [...archTable(arch).byName.keys()]),
  );
  if (names.has(name)) return;
  const near = nearest(name, [...names]);
  throw new Fault(
    "unknown-syscall",
    `no arch has a syscall "${name}"`,
    near === undefined ? {} : { hint: `did you mean ${near}?` },
  );
}

/** Arches whose rules, answers and examples are the same are told together. */
function asText({ syscall, arches, absent, findings }: Explanation): string {
  const told = new Map<string, string[]>();
  for (const one of arches) {
    const text = rulesText(one);
    told.set(text, [...(told.get(text) ?? []), one.arch]);
  }
  const lines = [...told].map(
    ([text, names]) => `${syscall} on ${names.join(", ")}\n${text}`,
  );
  if (absent.length > 0)
    lines.push(`${syscall} does not exist on ${absent.join(", ")}`);
  for (const { id, message, rule, accepted } of findings) {
    const place = rule === undefined ? "" : `${placeText(rule)}: `;
    const reason = accepted === undefined ? "" : `\n  = accepted: ${accepted}`;
    lines.push(`${place}${id}: ${message}${reason}`);
  }
  return lines.join("\n\n");
}

function rulesText({ rules, otherwise, arch }: ExplainedArch): string {
  const example = (text: string): string =>
    `\n     as ${text.replace(` on ${arch}`, "")}`;
  const lines = rules.map(({ rule, action, example: call }, index) => {
    const when = rule.when === undefined ? "" : ` when ${rule.when}`;
    const why = rule.why === undefined ? "" : `\n     why: ${rule.why}`;
    const reached =
      call === undefined
        ? "\n     answers no call: rules above it do, or its condition never holds"
        : example(call);
    return `  ${index + 1}. ${action}${when}  (${placeText(rule)})${why}${reached}`;
  });
  lines.push(
    otherwise === undefined
      ? "  every call is answered by a rule"
      : `  otherwise ${otherwise.action}, by default${example(otherwise.example)}`,
  );
  return lines.join("\n");
}

function placeText({ range }: Rule): string {
  return `${range.file}:${range.line}`;
}
