// ECMAScript modules: built-ins, top-level await, dynamic import, modules from the working folder.
// expect-stdout: b
// expect-stdout: 42 local
// expect-stdout: function
// expect-stdout: undefined
import { basename } from "node:path";
import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

console.log(basename("/a/b"));
await writeFile(
  "local.mjs",
  "export const answer = 42; export default 'local';",
);
const local = await import(pathToFileURL("local.mjs").href);
console.log(local.answer, local.default);
console.log(typeof (await import("node:fs")).readFileSync);
console.log(typeof globalThis.require);
