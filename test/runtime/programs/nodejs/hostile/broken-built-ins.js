// Node's own parts, replaced: only this run suffers.
// expect-stdout: still here
const { writeSync } = require("node:fs");

Object.prototype.then = 1;
Array.prototype.push = undefined;
Array.prototype[Symbol.iterator] = undefined;
JSON.parse = JSON.stringify = undefined;
process.emit = process.exit = undefined;
console.log = undefined;
globalThis.Promise = undefined;
Function.prototype.call = undefined;
writeSync(1, "still here\n");
process.reallyExit(0);
