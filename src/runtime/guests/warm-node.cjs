/**
 * A warm Node.js: Node.js requires this file (`--require`) and waits here, behind the boot
 * filter, for its one job: the code, which it puts at its place, and the arguments. Then it
 * puts the run filter on and runs the code as it always does, so that nothing of this file is
 * in a stack trace. Worker threads require it again: their filter is the process's.
 */
"use strict";

if (require("node:worker_threads").isMainThread) {
  const { Console } = require("node:console");
  const fs = require("node:fs");
  const { Writable } = require("node:stream");

  // As in zygote-node.cjs: what the first output and file need.
  for (const name of ["net", "tty", "fs/promises", "timers/promises", "url"])
    require(`node:${name}`);
  const nowhere = new Writable({ write: (chunk, encoding, done) => done() });
  new Console(nowhere).log("%s", { a: [1, "text", new Map([[1, 2]])] });

  const guest = { exports: {} };
  process.dlopen(guest, "/.callgate/guest-node.node");

  const read = (length) => {
    const bytes = Buffer.alloc(length);
    for (let at = 0; at < length;) {
      const count = fs.readSync(0, bytes, at, length - at, null);
      // No job will come.
      if (count === 0) process.reallyExit(0);
      at += count;
    }
    return bytes;
  };
  const { args, code, emptyStdin } = JSON.parse(read(read(4).readUInt32LE()));
  fs.writeFileSync("/sandbox/main.js", read(code), { mode: 0o644 });
  // What follows the job on this descriptor is the run's own stdin.
  if (emptyStdin) {
    fs.closeSync(0);
    fs.openSync("/dev/null");
  }
  guest.exports.install(3, 4, 5);

  process.argv.push(...args);
  process.execArgv = [];
  delete require.cache[module.filename];
}
