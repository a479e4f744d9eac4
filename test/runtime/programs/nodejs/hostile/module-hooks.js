// Hooks in the module loader, a changed cache, flags for the next process: only this run's.
// expect-stdout: hooked
const Module = require("node:module");

Module._load = () => ({ hooked: "hooked" });
require.cache["node:fs"] = null;
process.env.NODE_OPTIONS = "--require /tmp/left-behind";
process.execArgv.push("--inspect");
console.log(require("node:fs").hooked);
