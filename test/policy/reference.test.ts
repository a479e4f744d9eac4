/** `docs/policy-reference.md` is true: its examples are policies, its table is all codes. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { archNames, errnos } from "../../syscalls/index.js";
import { parseAction } from "../../src/policy/actions.js";
import { loadGroup } from "../../src/policy/groups.js";
import { loadPolicy } from "../../src/policy/load.js";
import { memorySource } from "../../src/policy/source.js";
import { formatPolicy } from "../../src/policy/format.js";
import { shipped } from "./shipped.js";
import { shown } from "./support.js";

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/policy-reference.md", root), "utf8");

/** A list of rules is shown without the rest of its policy. */
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, text = ""]) =>
    text.startsWith("-")
      ? `callgate: 1\nname: example\n\nrules:\n${text.replace(/^(?=.)/gm, "  ")}`
      : text,
);

describe("an example in the reference", () => {
  test.each(examples)("is a policy or a group: %#", (text) => {
    const name = /^group: (.*)$/m.exec(text)?.[1];
    const { diagnostics } =
      name === undefined
        ? loadPolicy(memorySource(shipped), { path: "example.yaml", text })
        : loadGroup(
            memorySource({ ...shipped, [`groups/${name}.yaml`]: text }),
            name,
          );
    expect(shown(diagnostics)).toEqual([]);
  });

  test.each(examples)("stands in the canonical layout: %#", (text) => {
    expect(formatPolicy({ path: "example.yaml", text }).text).toBe(text);
  });
});

/** The first cells of the table under a heading, without their backquotes. */
function firstCells(heading: string): readonly string[] {
  const section = page.split(`# ${heading}\n`)[1]?.split(/^#/m)[0] ?? "";
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = ""]) => cell);
}

test("the table of errors has every code that the reader can tell, and no other", () => {
  const sources = ["src/document/", "src/policy/", "src/policy/condition/"]
    .flatMap((folder) =>
      readdirSync(new URL(folder, root))
        .filter((name) => name.endsWith(".ts") && !name.includes("generated"))
        .map((name) => readFileSync(new URL(folder + name, root), "utf8")),
    )
    .join("\n");
  const told = new Set(
    [
      ...sources.matchAll(/\bcode:[^,;]*?((?:"[a-z-]+"[^,;"]*)+)/g),
      ...sources.matchAll(
        /(?:error|stop|problem|pointless)\(\s*((?:[^()"]*"[a-z-]+")+),\s/gi,
      ),
    ].flatMap(([, codes = ""]) =>
      [...codes.matchAll(/"([a-z]+(?:-[a-z0-9]+)+)"/g)].map(
        ([, code = ""]) => code,
      ),
    ),
  );
  expect(told.size).toBeGreaterThan(40);
  expect([...firstCells("Errors")].sort()).toEqual([...told].sort());
  expect(firstCells("Errors")).toEqual([...firstCells("Errors")].sort());
});

test("the table of actions has actions, and the errnos it tells are true", () => {
  const actions = firstCells("Actions").map((action) =>
    action.replace("ERRNO", "EPERM").replace("DATA", "0"),
  );
  for (const action of actions) {
    const faults: string[] = [];
    parseAction(
      action,
      {
        file: "",
        start: 0,
        end: 0,
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 1,
      },
      ({ message }) => faults.push(message),
    );
    expect(faults).toEqual([]);
  }
  expect(actions).toHaveLength(8);
  const deadlock = archNames.map((arch) => errnos(arch).get("EDEADLOCK"));
  expect(new Set(deadlock)).toEqual(new Set([35, 58]));
  expect(errnos("ppc64le").get("EDEADLOCK")).toBe(58);
});

test("the table of keys has every key of the schema", () => {
  const schema = JSON.parse(
    readFileSync(new URL("src/document/policy.schema.json", root), "utf8"),
  ) as { readonly properties: Readonly<Record<string, unknown>> };
  expect([...firstCells("The file")].sort()).toEqual(
    Object.keys(schema.properties).sort(),
  );
});
