// A worker that asks for a larger heap than the run has.
// limits: timeoutMs=30000
// expect-end: out-of-memory
const { Worker } = require("node:worker_threads");

new Worker("const kept = []; for (;;) kept.push(new Array(1000).fill(1.5));", {
  eval: true,
  resourceLimits: {
    maxOldGenerationSizeMb: 8192,
    maxYoungGenerationSizeMb: 2048,
  },
});
