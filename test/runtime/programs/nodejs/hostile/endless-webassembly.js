// A WebAssembly loop without end, in a worker and on the main thread.
// limits: timeoutMs=1000
// expect-end: timeout
const { Worker } = require("node:worker_threads");

const source = `new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11]))).exports.f()`;
new Worker(source, { eval: true });
setTimeout(() => eval(source), 50);
