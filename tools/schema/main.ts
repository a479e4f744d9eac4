/**
 * Writes `policy/policy.schema.json` and `policy/group.schema.json`, what editors complete and
 * explain policies and groups by: the reader's own schemas, with a sentence at each key, every
 * action, group and syscall. `--check` only says whether the committed ones are true.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { editorSchema, groupEditorSchema } from "./editor-schema.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const files = [
  ["policy/policy.schema.json", editorSchema()],
  ["policy/group.schema.json", groupEditorSchema()],
] as const;
for (const [name, schema] of files) {
  const path = join(root, name);
  const text = JSON.stringify(schema, null, 1) + "\n";
  if (!process.argv.includes("--check")) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    process.stderr.write(
      `${name} is old: npx tsx tools/schema/main.ts writes it anew\n`,
    );
    process.exitCode = 1;
  }
}
