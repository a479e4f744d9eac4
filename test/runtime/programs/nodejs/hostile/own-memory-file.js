// /proc/self/mem writes to memory past its protection, code included.
// expect-stdout: refused
const fs = require("node:fs");

let outcome = "refused";
for (const name of [
  "/proc/self/mem",
  `/proc/${process.pid}/mem`,
  "/proc/thread-self/mem",
]) {
  try {
    fs.closeSync(fs.openSync(name, "r+"));
    outcome = `opened ${name}`;
  } catch {
    // What is meant to happen.
  }
}
console.log(outcome);
