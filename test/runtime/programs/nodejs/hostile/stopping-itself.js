// A process that stops itself is still ended in time.
// limits: timeoutMs=2000
// expect-end: timeout
// expect-stdout: stopping
require("node:fs").writeSync(1, "stopping\n");
process.kill(process.pid, "SIGSTOP");
setInterval(() => {}, 1000);
