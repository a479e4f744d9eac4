/**
 * `node tools/sanitize/main.mjs [TEST…]`: builds the native part with sanitizers, in a copy of
 * the project, and runs the tests that use it there.
 *
 * The two launchers are built with AddressSanitizer and UndefinedBehaviorSanitizer. What
 * interpreters load (the guests' libraries, the zygotes', the addon) is built with
 * UndefinedBehaviorSanitizer, which stops the process at the fault: AddressSanitizer's own
 * library would have to be the first that such a process loads.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { missingForNative, root } from "../setup.mjs";

/** Each layer in both isolations, ends, kills, what is left: nearly every line of the native part. */
const TESTS = [
  "test/runtime/layers.test.ts",
  "test/runtime/life.test.ts",
  "test/runtime/zygote/life.test.ts",
  "test/runtime/observe/observed.test.ts",
];

const COPIED = [
  "asm",
  "native",
  "policy",
  "src",
  "syscalls",
  "test",
  "tools",
  "package.json",
  "tsconfig.json",
  "vitest.config.ts",
];

const COMMON = ["-g", "-fno-omit-frame-pointer"];
const PROGRAM = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
const LIBRARY = ["-fsanitize=undefined", "-fsanitize-undefined-trap-on-error"];

const [absent] = missingForNative();
if (absent !== undefined) fail(absent);
const copy = mkdtempSync(join(tmpdir(), "callgate-sanitize-"));
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
makeCopy();
build();
const tests = process.argv.length > 2 ? process.argv.slice(2) : TESTS;
const { status } = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", ...tests],
  { cwd: copy, stdio: "inherit" },
);
process.exitCode = status ?? 1;

function makeCopy() {
  for (const name of COPIED)
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (path) => path !== join(root, "native/build"),
    });
  // Other users start what is in it.
  spawnSync("chmod", ["755", copy]);
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
}

function build() {
  const native = join(copy, "native");
  const gyp = join(native, "binding.gyp");
  // Python's literals, which but for comments are JavaScript's.
  const text = readFileSync(gyp, "utf8").replace(/^\s*#.*$/gm, "");
  const binding = new Function(`return (${text})`)();
  for (const target of binding.targets) {
    const isProgram = target.type === "executable";
    const flags = [...COMMON, ...(isProgram ? PROGRAM : LIBRARY)];
    target.cflags = [...(target.cflags ?? []), ...flags];
    if (!isProgram) continue;
    target.sources.push("../tools/sanitize/options.c");
    target.ldflags = [...PROGRAM, "-static-libasan", "-static-libubsan"];
  }
  writeFileSync(gyp, JSON.stringify(binding));
  const nodeGyp = createRequire(import.meta.url).resolve(
    "node-gyp/bin/node-gyp.js",
  );
  const prefix = dirname(dirname(process.execPath));
  const headers = existsSync(join(prefix, "include/node/node_api.h"))
    ? [`--nodedir=${prefix}`]
    : [];
  const built = spawnSync(
    process.execPath,
    [nodeGyp, "configure", "build", "--release", "--jobs=max", ...headers],
    { cwd: native, encoding: "utf8" },
  );
  if (built.status !== 0) fail(`${built.stdout}${built.stderr}`);
  const out = join(copy, "dist/native");
  mkdirSync(out, { recursive: true });
  for (const target of binding.targets) {
    const name = target.target_name;
    const isProgram = target.type === "executable";
    const made = isProgram ? name : `${name}.node`;
    const used = /^(guest|zygote)-python$/.test(name) ? `${name}.so` : made;
    cpSync(join(native, "build/Release", made), join(out, used));
  }
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
