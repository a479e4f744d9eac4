// Standard output closed, then written to.
// expect-exit: 0
// expect-stdout: before
const fs = require("node:fs");

fs.writeSync(1, "before\n");
for (const descriptor of [0, 1, 2]) fs.closeSync(descriptor);
process.reallyExit(0);
