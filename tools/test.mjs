/** `npm test`: installs, builds, checks types, lint and layout, and runs every test. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { install, requireMachine, root } from "./setup.mjs";

requireMachine();
install();
const { build } = await import("./build.mjs");
try {
  await build();
} catch (error) {
  process.stderr.write(`the build failed: ${error.message}\n`);
  process.exit(1);
}
const { check } = await import("./check.mjs");
const checked = await check();
const vitest = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: "inherit" },
);
process.exit(checked && vitest.status === 0 ? 0 : 1);
