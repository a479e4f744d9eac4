// Node's debugger: opened, asked for by signal, and used from within to reach native code.
// expect-stdout: url undefined
// expect-stdout: after the signal undefined
// expect-stdout: debugging another process refused
const inspector = require("node:inspector");

try {
  inspector.open(0, "127.0.0.1", false);
} catch {
  // Some versions throw, some write to stderr.
}
console.log("url", inspector.url());
process.kill(process.pid, "SIGUSR1");
setTimeout(() => {
  console.log("after the signal", inspector.url());
  try {
    process._debugProcess(process.ppid);
    console.log("debugging another process", "done");
  } catch {
    console.log("debugging another process", "refused");
  }
  process.exit();
}, 100);
