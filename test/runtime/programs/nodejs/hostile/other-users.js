// Becoming somebody else, files that would, and a higher priority.
// expect-stdout: setuid EPERM
// expect-stdout: setgid EPERM
// expect-stdout: seteuid EPERM
// expect-stdout: setgroups EPERM
// expect-stdout: chown EPERM
// expect-stdout: set-user-id file EPERM
// expect-stdout: set-user-id by open EPERM
// expect-stdout: set-group-id folder EPERM
// expect-stdout: priority EPERM
// expect-stdout: priority of others EPERM
const fs = require("node:fs");
const os = require("node:os");

fs.writeFileSync("mine", "");
for (const [name, attempt] of Object.entries({
  setuid: () => process.setuid(0),
  setgid: () => process.setgid(0),
  seteuid: () => process.seteuid(0),
  setgroups: () => process.setgroups([0]),
  chown: () => fs.chownSync("mine", 0, 0),
  "set-user-id file": () => fs.chmodSync("mine", 0o4755),
  "set-user-id by open": () => fs.openSync("other", "w", 0o4755),
  "set-group-id folder": () => fs.mkdirSync("folder", 0o2755),
  priority: () => os.setPriority(-20),
  "priority of others": () => os.setPriority(1, 19),
})) {
  try {
    attempt();
    console.log(name, "done");
  } catch (error) {
    console.log(name, error.info?.code ?? error.code);
  }
}
