#!/usr/bin/env node
/**
 * Where the command line starts: it runs `main.ts`, bundled as one script, with the code that
 * V8 made of it when the same command ran last. V8 refuses code of another version, other
 * flags or another processor; the script's name changes with its text. Where no code can be
 * kept, it loads `main.ts` as modules.
 */
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { cachedDataVersionTag, setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { keptCode } from "./kept-code.js";
import type * as Main from "./main.js";

/** The file's name, put here by tools/build/bundles.mjs. */
declare const COMMAND_LINE: string;

/** What the file holds: a function that takes what CommonJS gives a module. */
type CommandLine = (
  require: NodeJS.Require,
  module: { exports: unknown },
  url: string,
) => typeof Main;

const url = new URL(COMMAND_LINE, import.meta.url);
const filename = fileURLToPath(url);
const words = process.argv.slice(2);
// A command runs a small part of the script, and gets the code of that part.
const word = words.find((one) => !one.startsWith("-")) ?? "";
// V8 11 (Node 20) optimizes functions so early that a short command pays more than it gains.
if (word !== "serve" && process.versions.v8.startsWith("11."))
  setFlagsFromString("--interrupt-budget=500000");
const name = `${/^[a-z]{0,20}$/.test(word) ? word : ""}-${cachedDataVersionTag().toString(36)}`;
const kept = keptCode(
  fileURLToPath(new URL("../.cache/compiled", import.meta.url)),
  statSync(filename).uid,
  COMMAND_LINE,
);

const cachedData = kept.read(name);
// Without kept code the one script is slower to read than the modules that a command needs.
if (cachedData === undefined && !kept.canKeep())
  await (await import("./main.js")).start(words);
else await runScript(cachedData);

async function runScript(cachedData: Buffer | undefined): Promise<void> {
  // The bundler writes ASCII alone, and Latin-1 is the quickest to read.
  const script = new Script(readFileSync(filename, "latin1"), {
    filename,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const commandLine = script.runInThisContext() as CommandLine;
  const { isCommand, start } = commandLine(
    createRequire(url),
    { exports: {} },
    url.href,
  );
  if (cachedData === undefined || script.cachedDataRejected === true)
    process.on("exit", () => {
      if (word === "" || isCommand(word))
        kept.write(name, script.createCachedData());
    });
  await start(words);
}
