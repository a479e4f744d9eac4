/** docs/clients.md's examples, as they are pasted. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.js";
import { python, startReal } from "../server/real.js";
import type { Started } from "../server/support.js";
import { hasCommand, requires } from "../support/requires.js";

const execFileAsync = promisify(execFile);
const KEY = "a key that is long enough";
const page = readFileSync(join(packageRoot, "docs/clients.md"), "utf8");
const blocks = (language: string) =>
  [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, name, text]) =>
    name === language && text !== undefined ? [text] : [],
  );

let started: Started;
let folder: string;
beforeAll(async () => {
  started = await startReal({ API_KEY: KEY });
  folder = mkdtempSync(join(tmpdir(), "callgate-clients-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await started[Symbol.asyncDispose]();
});

async function output(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await execFileAsync(program, args, {
    env: { ...process.env, API_KEY: KEY },
  });
  return stdout;
}

const here = (text: string) =>
  text.replaceAll("http://127.0.0.1:8194", started.address);

it.each([
  [0, "exit 42\n\n"],
  [1, "as it comes\n\nexit\n"],
])(
  "JavaScript, example %i",
  async (index, expected) => {
    const file = join(folder, `${index}.mjs`);
    writeFileSync(file, here(blocks("js")[index] ?? ""));
    const bundled = join(folder, `${index}.bundled.mjs`);
    await build({
      entryPoints: [file],
      outfile: bundled,
      bundle: true,
      format: "esm",
      platform: "neutral",
      alias: { "callgate/client": join(packageRoot, "src/client/index.ts") },
      logLevel: "error",
    });
    expect(await output(process.execPath, bundled)).toBe(expected);
  },
  60_000,
);

it("Python", async () => {
  expect(await output(python, "-c", here(blocks("python")[0] ?? ""))).toBe(
    "exit 42\n\n",
  );
}, 60_000);

it.skipIf(!requires(hasCommand("curl"), "curl is not installed"))(
  "curl",
  async () => {
    expect(await output("sh", "-c", here(blocks("sh")[0] ?? ""))).toContain(
      '"stdout":"42\\n"',
    );
  },
  60_000,
);
