/** The shipped policies' programs in `dist/policies/`: every top-level policy, every arch. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../setup.mjs";

export async function buildPolicies() {
  const out = join(root, "dist/policies");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const files = readdirSync(join(root, "policy"))
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => join("policy", file));
  for (const file of files)
    callgate(`${file} does not compile`, "compile", file, "--out-dir", out);
  // Who checks a policy for the first time has the code that V8 made of all this, too.
  callgate("a shipped policy is faulty", "check", ...files);
}

function callgate(fault, ...words) {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, "dist/cli.js"), ...words],
    { cwd: root, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`${fault}:\n${stderr}`);
}
