import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.js";
import { readConfiguration } from "../../src/server/configuration/read.js";
import { PROBLEMS } from "../../src/server/problem.js";

const page = readFileSync(join(packageRoot, "docs/http-api.md"), "utf8");
const rowsOf = (pattern: RegExp) =>
  [...page.matchAll(pattern)].map((row) =>
    row.slice(1).map((cell) => cell?.trim()),
  );

it("docs/http-api.md lists every problem with its status and title", () => {
  const rows = rowsOf(/^\| `([a-z-]+)` +\| (\d{3}) +\| (.*?) *\|$/gm);
  expect(new Set(rows.map(String))).toEqual(
    new Set(
      Object.entries(PROBLEMS).map(([name, { status, title }]) =>
        String([name, status, title]),
      ),
    ),
  );
});

it("docs/http-api.md lists every setting, and none that there is not", () => {
  const rows = rowsOf(/^\| `([a-z_.[\]0-9]+)` +\| (?:`([A-Z0-9_]+)`)? +\|/gm);
  const keys = rows.flatMap(([key]) => (key === undefined ? [] : [key]));
  const text = (key: string) =>
    key
      .replace("[]", "")
      .split(".")
      .map((part, depth) => `${"  ".repeat(depth)}${part}:`)
      .join("\n");
  for (const key of keys) {
    const { diagnostics } = readConfiguration(
      { path: "c", text: `${text(key)}\n` },
      {},
    );
    expect([key, diagnostics.map(({ message }) => message)]).toEqual([key, []]);
  }
  const source = readFileSync(
    join(packageRoot, "src/server/configuration/read.ts"),
    "utf8",
  );
  const named = [...source.matchAll(/"([A-Z][A-Z0-9_]{3,})",?\s*\)/g)].map(
    (match) => match[1],
  );
  const variables = rows.map(([, variable]) => variable);
  const without = [
    "PYTHON_LIB_PATH",
    "PYTHON_DEPS_UPDATE_INTERVAL",
    "ENABLE_PYTHON_DEPS_PERIODIC_UPDATE",
  ];
  for (const variable of named.filter((each) => !without.includes(each ?? "")))
    expect(variables).toContain(variable);
});

it("conf/config.yaml sets what is the default anyway", () => {
  const path = join(packageRoot, "conf/config.yaml");
  const shipped = readConfiguration(
    { path, text: readFileSync(path, "utf8") },
    {},
  );
  expect(shipped.diagnostics).toEqual([]);
  expect(shipped.configuration).toEqual(
    readConfiguration(undefined, {}).configuration,
  );
});
