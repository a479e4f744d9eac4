/** Every code that an error of the source can have is on a page, and no other is. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const read = (path: string): string =>
  readFileSync(new URL(path, root), "utf8");

const sources = readdirSync(new URL("src/", root), { recursive: true })
  .map(String)
  .filter((path) => path.endsWith(".ts") && !path.includes("generated"))
  .map((path) => read(`src/${path}`));

/** What a fault, a diagnostic or a problem is made with; a code has a dash. */
const MADE =
  /(?:new \w*(?:Fault|Error)\(|\bcode:|(?:error|stop|lost|problem|fault|refuse|fail)\w*\()\s*([^()"`;{}]*?"[a-z]+(?:-[a-z0-9]+)+"(?:[^"();{}]*"[a-z]+(?:-[a-z0-9]+)+")*)/gi;

const told = new Set(
  sources.flatMap((text) =>
    [...text.matchAll(MADE)].flatMap(([, codes = ""]) =>
      [...codes.matchAll(/"([a-z]+(?:-[a-z0-9]+)+)"/g)].map(
        ([, code = ""]) => code,
      ),
    ),
  ),
);

/** The first cells of the tables of a page, or of one of its sections. */
function cells(path: string, heading?: string): readonly string[] {
  const page = read(path);
  const text =
    heading === undefined
      ? page
      : (page.split(`# ${heading}\n`)[1]?.split(/^#/m)[0] ?? "");
  return [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = ""]) => cell);
}

const page = cells("docs/errors.md");

test("every code is on a page", () => {
  expect(told.size).toBeGreaterThan(150);
  const known = new Set([
    ...page,
    ...cells("docs/policy-reference.md", "Errors"),
    ...cells("docs/http-api.md", "Problems"),
  ]);
  expect([...told].filter((code) => !known.has(code))).toEqual([]);
});

test("the page of codes has none that nothing tells, and none twice", () => {
  const text = sources.join("\n");
  expect(page.filter((code) => !text.includes(`"${code}"`))).toEqual([]);
  expect(new Set(page).size).toBe(page.length);
  const reader = new Set(cells("docs/policy-reference.md", "Errors"));
  expect(page.filter((code) => reader.has(code))).toEqual([]);
});

test("each table of codes is in order", () => {
  for (const section of read("docs/errors.md").split(/^## /m).slice(1)) {
    const codes = [...section.matchAll(/^\| `([^`]+)`/gm)].map(
      ([, code = ""]) => code,
    );
    expect(codes).toEqual([...codes].sort());
  }
});
