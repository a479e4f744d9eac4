/**
 * Puts the run filter on before the code of a run is loaded. Node.js requires this file
 * (`--require`) and then runs the code as it always does, so that nothing of this file is
 * in a stack trace. Worker threads require it again: their filter is the process's.
 */
"use strict";

if (require("node:worker_threads").isMainThread) {
  const guest = { exports: {} };
  process.dlopen(guest, "/.callgate/guest-node.node");
  guest.exports.install(3, 4, 5);
  process.execArgv = [];
  delete require.cache[module.filename];
}
