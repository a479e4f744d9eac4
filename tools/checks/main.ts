/**
 * Writes `docs/checks.md` from the checks and the catalogue of risks. `--check` only says
 * whether the committed page is true.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checksPage } from "./page.js";

const path = join(
  fileURLToPath(new URL("../..", import.meta.url)),
  "docs/checks.md",
);
const text = await checksPage();
if (process.argv.includes("--check")) {
  const isTrue = readFileSync(path, "utf8") === text;
  if (!isTrue)
    process.stderr.write(
      "docs/checks.md is old: npx tsx tools/checks/main.ts writes it anew\n",
    );
  process.exit(isTrue ? 0 : 1);
}
writeFileSync(path, text);
