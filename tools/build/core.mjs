/**
 * The compiler core: `asc` makes WebAssembly of `asm/`, and `src/compiler/core.generated.ts`
 * carries its bytes, so that they are there in Node, in a worker and in a page alike.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../setup.mjs";

export async function buildCore() {
  const folder = mkdtempSync(join(tmpdir(), "callgate-core-"));
  try {
    const file = join(folder, "core.wasm");
    const asc = spawnSync(
      process.execPath,
      [
        join(root, "node_modules/assemblyscript/bin/asc.js"),
        "asm/index.ts",
        "--outFile",
        file,
        "--runtime",
        "stub",
        // Without imports the module can read no clock and no random number.
        "--use",
        "abort=",
        "--optimizeLevel",
        "3",
        "--shrinkLevel",
        "0",
        "--converge",
      ],
      { cwd: root, encoding: "utf8" },
    );
    if (asc.status !== 0)
      throw new Error(`asc found errors:\n${asc.stdout}${asc.stderr}`);
    const text = readFileSync(file).toString("base64");
    writeFileSync(
      join(root, "src/compiler/core.generated.ts"),
      `/** The compiler core, made from asm/ by tools/build/core.mjs. */\nexport const coreBase64 =\n  "${text}";\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
