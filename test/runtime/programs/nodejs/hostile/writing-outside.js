// Writing anywhere but in the scratch.
// expect-stdout: []
const fs = require("node:fs");
const path = require("node:path");

const written = [];
const attempt = (name, write) => {
  try {
    write();
    written.push(name);
  } catch {
    // What is meant to happen.
  }
};
for (const folder of [
  "/",
  "/usr",
  "/usr/lib",
  "/usr/local",
  "/etc",
  "/bin",
  "/lib",
  "/opt",
  "/root",
  "/home",
  "/var",
  "/var/tmp",
  "/run",
  "/srv",
  "/mnt",
  "/dev",
  "/proc",
  "/sys",
  "/sys/fs/cgroup",
  "/work",
  path.dirname(process.execPath),
]) {
  const name = path.join(folder, "callgate-was-here");
  attempt(name, () => fs.writeFileSync(name, "x"));
  attempt(`${name}.d`, () => fs.mkdirSync(`${name}.d`));
}
for (const name of [
  process.execPath,
  "/etc/passwd",
  "/proc/sys/kernel/core_pattern",
  "/proc/sys/kernel/hostname",
  "/proc/self/oom_score_adj",
])
  attempt(name, () => fs.closeSync(fs.openSync(name, "r+")));
console.log(written);
