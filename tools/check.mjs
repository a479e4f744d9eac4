/** Types, lint and layout: `npm run check`, and the first part of `npm test`. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./setup.mjs";

const checks = [
  ["types", "typescript/bin/tsc", ["-p", "."]],
  [
    "lint",
    "eslint/bin/eslint.js",
    [
      "--max-warnings",
      "0",
      "--cache",
      "--cache-location",
      ".cache/eslint",
      ".",
    ],
  ],
  [
    "layout",
    "prettier/bin/prettier.cjs",
    [
      "--check",
      "--log-level",
      "warn",
      "--cache",
      "--cache-location",
      ".cache/prettier",
      ".",
    ],
  ],
];

function run([name, script, args]) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [join(root, "node_modules", script), ...args],
      { cwd: root, stdio: ["ignore", "pipe", "pipe"] },
    );
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("close", (status) => resolve({ name, status, output }));
  });
}

/** Whether all pass; what they say is printed. */
export async function check() {
  const results = await Promise.all(checks.map(run));
  for (const { name, status, output } of results) {
    process.stderr.write(`${name}: ${status === 0 ? "ok" : "failed"}\n`);
    if (status !== 0) process.stderr.write(output);
  }
  return results.every(({ status }) => status === 0);
}

if (
  process.argv[1] &&
  import.meta.url === pathToFileURL(process.argv[1]).href
) {
  process.exit((await check()) ? 0 : 1);
}
