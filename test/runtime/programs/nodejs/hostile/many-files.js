// Empty files without end, each of which costs the kernel memory.
// limits: timeoutMs=30000
// expect-stdout: true
const fs = require("node:fs");

try {
  for (let i = 0; i < 2e6; i++) fs.closeSync(fs.openSync(String(i), "w"));
  console.log("no limit");
} catch (error) {
  console.log(["ENOSPC", "EDQUOT", "ENOMEM"].includes(error.code));
}
