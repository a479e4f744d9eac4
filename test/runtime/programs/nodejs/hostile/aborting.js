// An abort is told as what it was.
// expect-end: signal:SIGABRT
// expect-stdout: before
require("node:fs").writeSync(1, "before\n");
process.abort();
