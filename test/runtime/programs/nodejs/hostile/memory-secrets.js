// The heap, from before the run too, is looked through for the environment of whoever started it.
// expect-stdout: the search finds what is there true
// expect-stdout: secrets 0
const v8 = require("node:v8");

// Patterns that don't match themselves.
const decoy = /DECOY_[X]_OF_THIS_PROGRAM/g;
const secret = /CALLGATE_[T]EST_|API_[K]EY=|SUDO_[U]SER|SSH_[A]UTH_SOCK=/g;
globalThis.here = Buffer.from(
  ["DECOY", String.fromCharCode(88), "OF_THIS_PROGRAM"].join("_"),
).toString("latin1");

let text = "";
v8.getHeapSnapshot()
  .setEncoding("latin1")
  .on("data", (piece) => (text += piece))
  .on("end", () => {
    const report = JSON.stringify(process.report?.getReport() ?? "");
    const count = (pattern) => (text + report).match(pattern)?.length ?? 0;
    console.log("the search finds what is there", count(decoy) > 0);
    console.log("secrets", count(secret));
  });
