/** The shipped policies' programs in `dist/policies/`: every top-level policy, every arch. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../setup.mjs";

export async function buildPolicies() {
  const out = join(root, "dist/policies");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const file of readdirSync(join(root, "policy")).sort()) {
    if (!file.endsWith(".yaml")) continue;
    const compile = spawnSync(
      process.execPath,
      [
        join(root, "dist/cli.js"),
        "compile",
        join("policy", file),
        "--out-dir",
        out,
      ],
      { cwd: root, encoding: "utf8" },
    );
    if (compile.status !== 0)
      throw new Error(`policy/${file} does not compile:\n${compile.stderr}`);
  }
}
