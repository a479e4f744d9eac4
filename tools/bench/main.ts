/** `npm run bench [NAME…]`: every measurement of this folder, or those named, one after the other. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "main.ts")
  .map((file) => basename(file, ".ts"))
  .sort();

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(
    `no measurement is named ${unknown.join(", ")}; there are ${names.join(", ")}\n`,
  );
  process.exit(2);
}

let failed = false;
for (const name of wanted.length > 0 ? wanted : names) {
  process.stdout.write(`\n## ${name}\n\n`);
  const { status } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(folder, `${name}.ts`)],
    { stdio: "inherit" },
  );
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
