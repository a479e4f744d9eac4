// No new processes: each way to make one says so with an error of Node's own kind.
// expect-stdout: spawnSync EPERM
// expect-stdout: execSync EPERM
// expect-stdout: spawn EPERM
// expect-stdout: fork EPERM
const { spawn, spawnSync, execSync, fork } = require("node:child_process");

const told = (name, start) =>
  new Promise((resolve) => {
    try {
      const child = start();
      child.on("error", (error) => resolve(console.log(name, error.code)));
    } catch (error) {
      resolve(console.log(name, error.code));
    }
  });

(async () => {
  console.log("spawnSync", spawnSync("true").error.code);
  try {
    execSync("true");
  } catch (error) {
    console.log("execSync", error.code);
  }
  await told("spawn", () => spawn("true"));
  await told("fork", () => fork(__filename));
  process.exit();
})();
