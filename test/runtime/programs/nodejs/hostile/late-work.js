// Work that goes on after the program: at exit, and in a worker that nobody waits for.
// limits: timeoutMs=2000
// expect-end: timeout
// expect-stdout: end of the program
const { Worker } = require("node:worker_threads");

new Worker("for (;;);", { eval: true }).unref();
let more = 0;
process.on("beforeExit", () => setTimeout(() => more++, 10));
console.log("end of the program");
