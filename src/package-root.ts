/** Where the package's own files are: the same from the sources and from the bundle. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds callgate's `package.json`, `policy/` and `dist/`. */
export const packageRoot: string = find(
  dirname(fileURLToPath(import.meta.url)),
);

function find(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const isRoot =
      existsSync(join(folder, "package.json")) &&
      existsSync(join(folder, "policy"));
    if (isRoot || folder === dirname(folder)) return folder;
  }
}

/** The version in callgate's own `package.json`. */
export function packageVersion(): string {
  const text = readFileSync(join(packageRoot, "package.json"), "utf8");
  const { version } = JSON.parse(text) as { version: string };
  return version;
}
