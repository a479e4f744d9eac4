// Worker threads without end: memory or the limit on threads ends it, told as what it was.
// limits: timeoutMs=15000
// expect-end: out-of-memory | signal:SIGABRT | signal:SIGSEGV | signal:SIGTRAP | timeout | exit:1 | exit:7 | exit:134
// expect-stdout: before
const { Worker } = require("node:worker_threads");

console.log("before");
const more = () => {
  new Worker("setInterval(() => {}, 1000)", { eval: true });
  setImmediate(more);
};
more();
