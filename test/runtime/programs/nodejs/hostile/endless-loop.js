// A loop without end.
// limits: timeoutMs=2000
// expect-end: timeout
// expect-stdout: before
require("node:fs").writeSync(1, "before\n");
for (;;);
