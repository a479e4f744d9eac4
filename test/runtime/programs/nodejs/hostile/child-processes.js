// Other programs, by every function of child_process and with every option that could matter.
// expect-stdout: spawn EPERM
// expect-stdout: spawn detached EPERM
// expect-stdout: spawn with a shell EPERM
// expect-stdout: spawn as another user EPERM
// expect-stdout: exec EPERM
// expect-stdout: execFile EPERM
// expect-stdout: fork EPERM
// expect-stdout: spawnSync EPERM
// expect-stdout: execSync EPERM
// expect-stdout: execFileSync EPERM
const child = require("node:child_process");

const attempts = {
  spawn: () =>
    child.spawn("/bin/sh", ["-c", "echo escaped"], { stdio: "inherit" }),
  "spawn detached": () => child.spawn("/bin/sh", { detached: true }),
  "spawn with a shell": () =>
    child.spawn("echo escaped", { shell: true, stdio: "inherit" }),
  "spawn as another user": () => child.spawn("/bin/sh", { uid: 0, gid: 0 }),
  exec: () => child.exec("echo escaped"),
  execFile: () =>
    child.execFile(process.execPath, ["-e", "console.log('escaped')"]),
  fork: () => child.fork(__filename),
  spawnSync: () => {
    throw child.spawnSync("/bin/sh", ["-c", "echo escaped"], {
      stdio: "inherit",
    }).error;
  },
  execSync: () => child.execSync("echo escaped"),
  execFileSync: () => child.execFileSync("/bin/echo", ["escaped"]),
};

(async () => {
  for (const [name, attempt] of Object.entries(attempts)) {
    await new Promise((resolve) => {
      const told = (error) => resolve(console.log(name, error.code));
      try {
        attempt()
          .on("error", told)
          .on("spawn", () => told({ code: "done" }));
      } catch (error) {
        told(error);
      }
    });
  }
  process.exit();
})();
