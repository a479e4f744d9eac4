/** The examples of docs/library.md print what stands below them. */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { copyForAll, needsPython, needsRoot, python, root } from "./machine.js";

const page = readFileSync(join(root, "docs/library.md"), "utf8");

/** Each block of TypeScript with the heading above it and the output below. */
const examples = [
  ...page.matchAll(/```ts\n([^]*?)\n```\n(?:\n```text\n([^]*?)\n```\n)?/g),
].map(({ 1: code = "", 2: output, index }) => ({
  title:
    page
      .slice(0, index)
      .match(/^#+ .*$/gm)
      ?.at(-1) ?? "",
  code,
  output,
}));

/** The examples as programs of their own, beside a copy of callgate; their files. */
async function programsOf(
  codes: readonly string[],
): Promise<readonly string[]> {
  const folder = copyForAll();
  const sources = codes.map((code, at) => {
    const path = join(folder, `example-${at}.ts`);
    writeFileSync(path, code);
    return path;
  });
  await build({
    entryPoints: sources,
    outdir: join(folder, "dist"),
    outExtension: { ".js": ".mjs" },
    alias: { callgate: join(root, "src/index.ts") },
    nodePaths: [join(root, "node_modules")],
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
  });
  return codes.map((_, at) => join(folder, `dist/example-${at}.mjs`));
}

function outputOf(program: string): Promise<string> {
  const env = {
    ...process.env,
    PYTHON_PATH: python,
    NODEJS_PATH: process.execPath,
  };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program], { env }, (error, stdout, stderr) => {
      if (error === null && stderr === "") resolve(stdout);
      else reject(new Error(`${stdout}\n${stderr}`, { cause: error }));
    });
  });
}

it("every example has its output", () => {
  expect(examples.length).toBeGreaterThanOrEqual(8);
  for (const { title, output } of examples)
    expect([title, typeof output]).toEqual([title, "string"]);
});

describe.skipIf(!needsRoot() || !needsPython())("docs/library.md", () => {
  const programs = programsOf(examples.map(({ code }) => code));

  it.each(examples.map((example, at) => ({ ...example, at })))(
    "$title",
    { timeout: 60_000 },
    async ({ at, output = "" }) => {
      const program = (await programs)[at];
      expect(await outputOf(program ?? "")).toBe(`${output}\n`);
    },
  );
});
