// Open files without end.
// limits: openFiles=64
// expect-stdout: EMFILE true
const fs = require("node:fs");

const held = [];
try {
  while (held.length < 100000) held.push(fs.openSync("/dev/null"));
  console.log("no limit");
} catch (error) {
  for (const descriptor of held) fs.closeSync(descriptor);
  console.log(error.code, held.length < 64);
}
