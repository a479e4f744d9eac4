/** The same bytes everywhere: again, in a worker, and in a page without Node. */
import { Worker } from "node:worker_threads";
import { createContext, runInContext } from "node:vm";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { compileArch } from "../../src/compiler/compile.js";
import { sha256 } from "../../src/compiler/sha256.js";
import { randomFrom, randomPolicy } from "./support/random.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What is run everywhere: digests of the programs of random policies on every arch. */
const script = `
  import { archNames } from "./syscalls/index.js";
  import { compileArch } from "./src/compiler/compile.js";
  import { sha256 } from "./src/compiler/sha256.js";
  import { randomFrom, randomPolicy } from "./test/compiler/support/random.js";
  export const digests = archNames.flatMap((arch) =>
    [1, 2, 3].map((seed) =>
      sha256(compileArch(randomPolicy(randomFrom(seed), arch, 20), []).bytes)));
`;

/** For a browser esbuild has no Node built-ins: one in the bundle would fail here. */
async function bundleOf(contents: string): Promise<string> {
  const result = await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    platform: "browser",
    format: "iife",
    globalName: "callgate",
    write: false,
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}

let bundled = "";

beforeAll(async () => {
  bundled = await bundleOf(script);
});

/** What the bundle exports as `name`, run where there is JavaScript, and what `given` adds. */
function inBareContext(
  code = bundled,
  name = "digests",
  given: object = {},
): unknown {
  const context = createContext({ ...given });
  const told = `${code}; JSON.stringify(callgate.${name})`;
  return JSON.parse(String(runInContext(told, context)));
}

/** The audit of a policy from text, as a page would do it. */
const auditScript = `
  import { check } from "./src/audit/check.js";
  import { diffPolicies } from "./src/audit/diff/index.js";
  import { diffMarkdown } from "./src/audit/diff/markdown.js";
  import { explain } from "./src/audit/explain.js";
  import { recoverPolicy } from "./src/audit/recover/index.js";
  import { compile } from "./src/compiler/compile.js";
  import { disassemble } from "./src/compiler/disassemble.js";
  import { manifest } from "./src/compiler/manifest.js";
  import { simulate } from "./src/compiler/simulate.js";
  import { verifyProgram } from "./src/compiler/verify.js";
  import { loadPolicy } from "./src/policy/load.js";
  import { memorySource } from "./src/policy/source.js";
  const policyOf = (rules) => loadPolicy(memorySource({}), {
    path: "page.yaml",
    text: "callgate: 1\\nname: page\\narches: [x86_64]\\nrules:\\n" + rules,
  }).policy;
  const before = policyOf("  - allow: ioctl\\n    when: cmd == TCGETS\\n");
  const after = policyOf("  - allow: ioctl\\n");
  const { bytes, ...program } = compile(after, { arch: "x86_64" });
  const diff = diffPolicies(before, after);
  export const told = {
    findings: check(after).map(({ id }) => id),
    when: diff.changes.map(({ when }) => when),
    risks: diff.changes.flatMap(({ risks }) => risks.map(({ id }) => id)),
    markdown: diffMarkdown(diff).split("\\n")[0],
    rules: explain(after, "ioctl", "run").arches[0].rules.length,
    answer: simulate(bytes, { arch: 0xc000003e, nr: 16, args: [] }, "little").value,
    verdict: verifyProgram(bytes, after.arches[0]).kind,
    manifest: manifest(after, [{ bytes, ...program }]).manifest,
    apart: recoverPolicy(bytes, "x86_64", { name: "page", source: memorySource({}) }).apart,
    lines: disassemble({ bytes, ...program }).split("\\n").length > 3,
  };
`;

it("check, diff, explain, simulate and verify run in a browser's bundle, on plain data", async () => {
  // A browser has it; a manifest takes digests of texts.
  const given = { TextEncoder };
  const told = inBareContext(await bundleOf(auditScript), "told", given);
  expect(told).toEqual({
    findings: expect.arrayContaining(["terminal-input"]) as string[],
    when: ["cmd != TCGETS"],
    risks: expect.arrayContaining(["terminal-input"]) as string[],
    markdown: "### `page` → `page`",
    rules: 1,
    answer: 0x7fff0000,
    verdict: "proven",
    manifest: 2,
    apart: [],
    lines: true,
  });
});

describe("a program's bytes", () => {
  it("are the same each time", () => {
    const policy = randomPolicy(randomFrom(5), "x86_64", 40);
    const again = structuredClone(policy);
    expect(sha256(compileArch(again, []).bytes)).toBe(
      sha256(compileArch(policy, []).bytes),
    );
  });

  it("are the same in a browser's bundle, in a context with nothing of Node in it", () => {
    const digests = inBareContext() as readonly string[];
    expect(digests.length).toBe(27);
    const policy = randomPolicy(randomFrom(1), "x86_64", 20);
    expect(digests[0]).toBe(sha256(compileArch(policy, []).bytes));
  });

  it("are the same in a worker", async () => {
    const code = `${bundled}; require("node:worker_threads").parentPort.postMessage(callgate.digests);`;
    const worker = new Worker(code, { eval: true });
    const digests = await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    expect(digests).toEqual(inBareContext());
  });
});
