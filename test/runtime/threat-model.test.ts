/** The page on threats names tests and layers that there are. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { layers } from "../../src/runtime/model.js";

const page = readFileSync(
  join(import.meta.dirname, "../../docs/threat-model.md"),
  "utf8",
);
const tests = [".", "../cli"]
  .map((folder) => join(import.meta.dirname, folder))
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".test.ts"))
      .map((file) => readFileSync(join(folder, file), "utf8")),
  )
  .join("\n");

const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split("|").map((cell) => cell.trim()));

const quoted = (text: string): string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, one = ""]) => one);

it("has a row for every layer", () => {
  const named = rows.flatMap(([, cell = ""]) => quoted(cell));
  expect(named.sort()).toEqual([...layers].sort());
});

it("names tests by the names that they have", () => {
  const inRows = rows.flatMap(([, , , cell = ""]) => quoted(cell));
  const prose = page
    .replace(/^```[^]*?^```$/gm, "")
    .replace(/^\|.*$/gm, "")
    .replace(/\s+/g, " ");
  const inText = quoted(prose).filter((name) => / .* /.test(name));
  const missing = [...inRows, ...inText]
    .filter((name) => !name.startsWith("test/"))
    .map((name) => name.replace(/^(mnt|ipc) namespace/, "%s namespace"))
    .filter((name) => !tests.includes(`"${name}`));
  expect(missing).toEqual([]);
});
