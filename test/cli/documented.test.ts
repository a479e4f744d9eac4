/** docs/cli.md and the commands agree. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { expect, it } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { projectRoot } from "../support/cli.js";

const page = readFileSync(join(projectRoot, "docs/cli.md"), "utf8");
const sections = page.split(/^## /m).slice(1);

function sectionOf(name: string): string | undefined {
  return sections.find(
    (text) =>
      text.split("\n")[0]?.includes(`\`${name} `) === true ||
      text.startsWith(`\`${name}\``),
  );
}

it.each(commands.map(({ name }) => name))(
  "%s has a section, and --help with an example",
  async (name) => {
    expect(sectionOf(name)).toBeDefined();
    const file = commands.find((one) => one.name === name);
    const command = new Command(name);
    (await file?.load())?.define(command, () => undefined);
    let help = "";
    command.configureOutput({ writeOut: (text) => (help += text) });
    command.outputHelp();
    expect(help).toMatch(new RegExp(`Example:\\n  \\$ .*callgate ${name}\\b`));
  },
);

it("every option that the page names exists", async () => {
  const known = new Set(["--help"]);
  for (const { name, load } of commands) {
    const command = new Command(name);
    (await load()).define(command, () => undefined);
    for (const { long } of command.options) if (long) known.add(long);
  }
  const named = new Set(page.match(/--[a-z][a-z-]+/g));
  // bubblewrap's own.
  named.delete("--seccomp");
  expect([...named].filter((option) => !known.has(option))).toEqual([]);
});
