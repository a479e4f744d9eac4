/**
 * Makes the files of `syscalls/` from the kernel's source:
 * `npx tsx tools/tables/main.ts --source /usr/src/linux-source-6.12.tar.xz`.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openSource } from "./source.js";
import { syscallFiles } from "./syscalls.js";

const { values } = parseArgs({
  options: {
    source: { type: "string", default: "/usr/src/linux-source-6.12.tar.xz" },
    out: {
      type: "string",
      default: fileURLToPath(new URL("../../syscalls", import.meta.url)),
    },
    version: { type: "string" },
  },
});

const opened = openSource(values.source);
const source = { ...opened, version: values.version ?? opened.version };
try {
  for (const [name, text] of syscallFiles(source)) {
    writeFileSync(join(values.out, name), text);
  }
} finally {
  source.close();
}
