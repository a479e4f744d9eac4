// Node's inner exit, past every handler.
// expect-exit: 42
// expect-stdout: before
require("node:fs").writeSync(1, "before\n");
process.on("exit", () => console.log("skipped"));
process.reallyExit(42);
