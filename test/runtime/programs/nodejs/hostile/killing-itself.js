// SIGKILL to itself is told as what it was.
// expect-end: signal:SIGKILL
// expect-stdout: before
require("node:fs").writeSync(1, "before\n");
process.kill(process.pid, "SIGKILL");
for (;;);
