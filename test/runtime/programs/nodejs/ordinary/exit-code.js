// process.exit passes its code on, from anywhere, after the exit handlers.
// expect-exit: 3
// expect-stdout: before
// expect-stdout: at exit 3
process.on("exit", (code) => console.log("at exit", code));
setTimeout(() => {
  console.log("before");
  process.exit(3);
  console.log("never");
}, 1);
setInterval(() => {}, 1000);
