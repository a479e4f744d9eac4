/**
 * Makes the files of `syscalls/` from the kernel's source:
 * `npx tsx tools/tables/main.ts --source /usr/src/linux-source-6.12.tar.xz`.
 * `--only syscalls` or `--only constants` makes one half; `--check` writes nothing and fails
 * where a committed file differs.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { constantFiles } from "./constants.js";
import { openSource } from "./source.js";
import { syscallFiles } from "./syscalls.js";

const { values } = parseArgs({
  options: {
    source: { type: "string", default: "/usr/src/linux-source-6.12.tar.xz" },
    out: {
      type: "string",
      default: fileURLToPath(new URL("../../syscalls", import.meta.url)),
    },
    /** What to call an unpacked tree: package and version. */
    version: { type: "string" },
    only: { type: "string" },
    check: { type: "boolean", default: false },
  },
});

const opened = openSource(values.source);
const source = { ...opened, version: values.version ?? opened.version };
try {
  const files = new Map([
    ...(values.only === "constants" ? [] : syscallFiles(source)),
    ...(values.only === "syscalls" ? [] : constantFiles(source)),
  ]);
  for (const [name, text] of files) {
    const path = join(values.out, name);
    if (!values.check) writeFileSync(path, text);
    else if (readFileSync(path, "utf8") !== text) {
      console.error(`${path} is not what the source gives`);
      process.exitCode = 1;
    }
  }
} finally {
  source.close();
}
