// Marks and measures, high-resolution time, event loop delay.
// expect-stdout: true true
// expect-stdout: measure true
const { performance, monitorEventLoopDelay } = require("node:perf_hooks");

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const start = process.hrtime.bigint();
performance.mark("a");
setTimeout(() => {
  const { duration, entryType } = performance.measure("m", "a");
  delay.disable();
  console.log(process.hrtime.bigint() > start, delay.max >= 0);
  console.log(entryType, duration > 0);
}, 25);
