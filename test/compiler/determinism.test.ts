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

let bundled = "";

beforeAll(async () => {
  // For a browser esbuild has no Node built-ins: one in the bundle would fail here.
  const result = await build({
    stdin: { contents: script, resolveDir: root, loader: "ts" },
    bundle: true,
    platform: "browser",
    format: "iife",
    globalName: "callgate",
    write: false,
    logLevel: "silent",
  });
  bundled = result.outputFiles[0]?.text ?? "";
});

function inBareContext(): string[] {
  const context = createContext({});
  return JSON.parse(
    String(
      runInContext(`${bundled}; JSON.stringify(callgate.digests)`, context),
    ),
  ) as string[];
}

describe("a program's bytes", () => {
  it("are the same each time", () => {
    const policy = randomPolicy(randomFrom(5), "x86_64", 40);
    const again = structuredClone(policy);
    expect(sha256(compileArch(again, []).bytes)).toBe(
      sha256(compileArch(policy, []).bytes),
    );
  });

  it("are the same in a browser's bundle, in a context with nothing of Node in it", () => {
    const digests = inBareContext();
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
