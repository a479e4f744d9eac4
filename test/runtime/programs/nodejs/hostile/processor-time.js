// Processor time runs out before the clock does, with workers that burn it.
// limits: timeoutMs=20000 cpuMs=1000
// expect-end: timeout:cpu
const { Worker } = require("node:worker_threads");

new Worker("for (;;);", { eval: true });
for (;;);
