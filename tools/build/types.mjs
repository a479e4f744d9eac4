/** The library's declarations in `dist/types/`. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../setup.mjs";

export async function buildTypes() {
  const tsc = spawnSync(
    process.execPath,
    [
      join(root, "node_modules/typescript/bin/tsc"),
      "-p",
      join(root, "tsconfig.build.json"),
    ],
    { cwd: root, encoding: "utf8" },
  );
  if (tsc.status !== 0)
    throw new Error(`tsc found errors:\n${tsc.stdout}${tsc.stderr}`);
}
