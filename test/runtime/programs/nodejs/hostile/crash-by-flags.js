// V8's flags set while it runs, to reach what only its own tests may call.
// expect-end: signal:SIGTRAP | signal:SIGILL | signal:SIGABRT | signal:SIGSEGV
// expect-stdout: before
const v8 = require("node:v8");

require("node:fs").writeSync(1, "before\n");
v8.setFlagsFromString("--allow-natives-syntax");
new Function("%SystemBreak()")();
