/**
 * Writes `policy/policy.schema.json`, what editors complete and explain policies by: the
 * reader's own schema, with a sentence at each key, every action, group and syscall.
 * `--check` only says whether the committed one is true.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { editorSchema } from "./editor-schema.js";

const path = join(
  fileURLToPath(new URL("../..", import.meta.url)),
  "policy/policy.schema.json",
);
const text = JSON.stringify(editorSchema(), null, 1) + "\n";
if (process.argv.includes("--check")) {
  const isTrue = readFileSync(path, "utf8") === text;
  if (!isTrue)
    process.stderr.write(
      "policy/policy.schema.json is old: npx tsx tools/schema/main.ts writes it anew\n",
    );
  process.exit(isTrue ? 0 : 1);
}
writeFileSync(path, text);
