// Lines from stdin, to the end.
// stdin: 7
// stdin: one
// stdin: zwölf
// expect-stdout: 49
// expect-stdout: one
// expect-stdout: zwölf
// expect-stdout: end
const readline = require("node:readline");

const lines = readline.createInterface({ input: process.stdin });
let count = 0;
lines.on("line", (line) => console.log(count++ === 0 ? line ** 2 : line));
lines.on("close", () => console.log("end"));
