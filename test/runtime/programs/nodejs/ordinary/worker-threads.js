// Worker threads pass messages, share memory, wait for one another and end.
// expect-stdout: [ 0, 1, 4, 9 ]
// expect-stdout: 4000
// expect-stdout: boom 1
// expect-stdout: 7
const { Worker, MessageChannel } = require("node:worker_threads");

const start = (source, workerData) =>
  new Worker(source, { eval: true, workerData });
const message = (worker) =>
  new Promise((resolve, reject) =>
    worker.once("message", resolve).once("error", reject),
  );
const ended = (worker) =>
  new Promise((resolve) => worker.once("exit", resolve));

(async () => {
  const squares = [0, 1, 2, 3].map((n) =>
    message(
      start(
        "const w = require('node:worker_threads'); w.parentPort.postMessage(w.workerData ** 2)",
        n,
      ),
    ),
  );
  console.log(await Promise.all(squares));

  const shared = new Int32Array(new SharedArrayBuffer(4));
  const adders = [1, 2, 3, 4].map(() =>
    ended(
      start(
        "const { workerData } = require('node:worker_threads'); for (let i = 0; i < 1000; i++) Atomics.add(workerData, 0, 1)",
        shared,
      ),
    ),
  );
  await Promise.all(adders);
  console.log(shared[0]);

  const failing = start("throw new Error('boom')");
  const code = ended(failing);
  await new Promise((resolve) =>
    failing.once("error", (error) =>
      resolve(process.stdout.write(`${error.message} `)),
    ),
  );
  console.log(await code);

  const { port1, port2 } = new MessageChannel();
  port1.once("message", (value) => (console.log(value), port1.close()));
  port2.postMessage(7);
})();
