// Questions about the machine and the process get an answer.
// expect-stdout: linux true true
// expect-stdout: true true true true
// expect-stdout: true true
const os = require("node:os");

console.log(
  os.platform(),
  ["x64", "arm64"].includes(os.arch()),
  os.cpus().length >= 1,
);
console.log(
  os.totalmem() > 0,
  os.uptime() > 0,
  os.hostname().length > 0,
  os.availableParallelism() >= 1,
);
console.log(
  process.memoryUsage().rss > 0,
  process.cpuUsage().user >= 0 && performance.now() > 0,
);
