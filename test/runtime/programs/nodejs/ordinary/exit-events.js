// beforeExit comes when nothing is left to do, may start more, and exit comes last.
// expect-exit: 4
// expect-stdout: beforeExit
// expect-stdout: more
// expect-stdout: beforeExit
// expect-stdout: exit 4
let first = true;
process.on("beforeExit", () => {
  console.log("beforeExit");
  if (first) setTimeout(() => console.log("more"), 1);
  first = false;
});
process.on("exit", (code) => console.log("exit", code));
process.exitCode = 4;
