/**
 * A Node.js zygote: Node.js requires this file (`--require`) before the code of a run is
 * there. serve() returns in children only, each with the run filter on and its code at its
 * place; Node.js then runs it as it always does, so that nothing of this file is in a stack
 * trace. Worker threads require it again: their filter is the process's.
 */
"use strict";

if (require("node:worker_threads").isMainThread) {
  const { Console } = require("node:console");
  const { closeSync } = require("node:fs");
  const { Socket } = require("node:net");
  const { Writable } = require("node:stream");
  const { setFlagsFromString } = require("node:v8");

  const zygote = { exports: {} };
  process.dlopen(zygote, "/.callgate/zygote-node.node");

  // Loaded and used once, so that no run pays for it: what its first output and file need.
  for (const name of ["net", "tty", "fs/promises", "timers/promises", "url"])
    require(`node:${name}`);
  const nowhere = new Writable({ write: (chunk, encoding, done) => done() });
  new Console(nowhere).log("%s", 1, { a: [1, "text", new Map([[1, 2]])] });
  // What `process.stdout` is in a run.
  const [readEnd, writeEnd] = zygote.exports.pipe();
  const stream = new Socket({ fd: writeEnd, readable: false, writable: true });
  new Console(stream).log(1);
  process._tickCallback?.();
  stream.destroy();
  closeSync(readEnd);

  const { args, seed, seedsContexts, pid } = zygote.exports.serve();

  process.argv.push(...args);
  Object.defineProperty(process, "pid", { value: pid });
  // For contexts that ask for their first random number from now on.
  setFlagsFromString(`--random-seed=${seed}`);
  if (seedsContexts) {
    // This context has its own now; others and worker threads get theirs, each another.
    Math.random();
    setFlagsFromString("--random-seed=0");
  }
  process.execArgv = [];
  delete require.cache[module.filename];
}
