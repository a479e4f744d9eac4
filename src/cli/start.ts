#!/usr/bin/env node
/**
 * Where the command line starts. Node keeps the compiled code of what it loads, from 22.8 on
 * and where the package's folder can be written: nobody else can have put code there.
 */
import * as module from "node:module";
import { fileURLToPath } from "node:url";

if (
  "enableCompileCache" in module &&
  typeof module.enableCompileCache === "function"
)
  module.enableCompileCache(
    fileURLToPath(new URL("../.cache/compiled", import.meta.url)),
  );

await import("./main.js");
