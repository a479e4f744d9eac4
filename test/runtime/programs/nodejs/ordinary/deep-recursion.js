// Recursion without end is an error, on the main thread and in a worker, not a crash.
// expect-stdout: RangeError
// expect-stdout: RangeError
// expect-stdout: 500500
const { Worker } = require("node:worker_threads");

const down = () => 1 + down();
try {
  down();
} catch (error) {
  console.log(error.name);
}
new Worker("const down = () => 1 + down(); down()", { eval: true }).on(
  "error",
  (error) => {
    console.log(error.name);
    const sum = (n) => (n === 0 ? 0 : n + sum(n - 1));
    console.log(sum(1000));
  },
);
