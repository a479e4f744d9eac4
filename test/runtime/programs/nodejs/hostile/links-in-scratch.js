// Links from the scratch lead no further than the run could go itself.
// expect-stdout: read true
// expect-stdout: write through a link true
// expect-stdout: hard link true
// expect-stdout: another root true
const fs = require("node:fs");

const refused = (attempt) => {
  try {
    attempt();
    return false;
  } catch (error) {
    return ["ENOENT", "EACCES", "EPERM", "EROFS", "EXDEV", "ENOTDIR"].includes(
      error.code,
    );
  }
};
fs.symlinkSync("/etc/shadow", "shadow");
fs.symlinkSync("/etc", "etc");
fs.symlinkSync("/proc/1/root", "root");
console.log(
  "read",
  refused(() => fs.readFileSync("shadow")),
);
console.log(
  "write through a link",
  refused(() => fs.writeFileSync("etc/callgate", "x")),
);
console.log(
  "hard link",
  refused(() => fs.linkSync(process.execPath, "node")),
);
console.log(
  "another root",
  refused(() => fs.readdirSync("root/root")),
);
