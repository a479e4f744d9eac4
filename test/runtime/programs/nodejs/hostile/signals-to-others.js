// Signals to the parent, the first process, the group, everyone.
// expect-stdout: everyone EPERM
// expect-stdout: group EPERM
// expect-stdout: still here
const fs = require("node:fs");

for (const [name, number] of [
  ["everyone", -1],
  ["group", 0],
]) {
  try {
    process.kill(number, "SIGKILL");
    console.log(name, "done");
  } catch (error) {
    console.log(name, error.code);
  }
}
for (let number = 1; number < 3000; number++) {
  // A signal to one of its own threads is one to itself.
  if (fs.existsSync(`/proc/self/task/${number}`)) continue;
  for (const signal of ["SIGKILL", "SIGSTOP", "SIGTERM"]) {
    try {
      process.kill(number, signal);
    } catch {
      // Nobody there.
    }
  }
}
console.log("still here");
