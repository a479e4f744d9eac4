// Atomics between threads: one waits, another wakes it.
// expect-stdout: ok 7
const { Worker } = require("node:worker_threads");

const shared = new Int32Array(new SharedArrayBuffer(8));
const worker = new Worker(
  "const { workerData: w } = require('node:worker_threads'); w[1] = 7; Atomics.store(w, 0, 1); Atomics.notify(w, 0)",
  { eval: true, workerData: shared },
);
worker.on("exit", () =>
  console.log(
    Atomics.wait(shared, 0, 0, 5000).replace("not-equal", "ok"),
    shared[1],
  ),
);
