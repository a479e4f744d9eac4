// WASI, with the whole root opened for it, sees what the process sees.
// expect-stdout: true
const { WASI } = require("node:wasi");
const fs = require("node:fs");

let contained;
try {
  new WASI({ version: "preview1", preopens: { "/": "/" } });
  fs.readFileSync("/etc/shadow");
  contained = false;
} catch (error) {
  contained = ["ENOENT", "EACCES", "EPERM"].includes(error.code);
}
console.log(contained);
