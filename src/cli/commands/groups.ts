/** `callgate groups [NAME]`: the groups of syscalls that policies can name. */
import type { Command } from "commander";
import { Fault } from "../../document/fault.js";
import { nearest } from "../../document/nearest.js";
import { loadGroup, type Group } from "../../policy/groups.js";
import { shippedSource } from "../../policy-files.js";
import { oneOf } from "../arguments.js";
import { EXIT_BAD_INPUT } from "../exit-codes.js";
import { noteDiagnostics, print, printJson, table } from "../output.js";

export function define(command: Command, exit: (code: number) => void): void {
  command
    .description("Lists the groups that ship, or tells what one holds.")
    .argument("[name]", "a group, with or without its @")
    .option(
      "--format <format>",
      "text, json",
      oneOf("format", ["text", "json"]),
      "text",
    )
    .addHelpText("after", "\nExample:\n  $ callgate groups @file-system")
    .action(
      (name: string | undefined, { format }: { format: "text" | "json" }) => {
        const source = shippedSource();
        const wanted =
          name === undefined ? source.groupNames() : [groupName(name)];
        const groups: Group[] = [];
        for (const one of wanted) {
          const { group, diagnostics, files } = loadGroup(source, one);
          noteDiagnostics(diagnostics, files);
          if (group === undefined) return exit(EXIT_BAD_INPUT);
          groups.push(group);
        }
        if (format === "json")
          printJson(name === undefined ? groups : groups[0]);
        else if (name === undefined) listAll(groups);
        else groups.forEach(showOne);
      },
    );

  function groupName(given: string): string {
    const name = given.replace(/^@/, "");
    const names = shippedSource().groupNames();
    if (names.includes(name)) return name;
    const near = nearest(name, names);
    throw new Fault("unknown-group", `no group named "@${name}" ships`, {
      hint:
        near === undefined
          ? `there are ${names.map((known) => `@${known}`).join(", ")}`
          : `did you mean @${near}?`,
    });
  }
}

function listAll(groups: readonly Group[]): void {
  print(
    table(
      groups.map(({ name, syscalls, description }) => [
        `@${name}`,
        String(syscalls.length),
        description,
      ]),
    ),
  );
}

function showOne({ name, description, members, syscalls }: Group): void {
  print(`@${name}: ${description}`);
  for (const member of members) print(`  ${member}`);
  const nested = members.some((member) => member.startsWith("@"));
  if (nested) print(`all of it: ${syscalls.join(", ")}`);
}
