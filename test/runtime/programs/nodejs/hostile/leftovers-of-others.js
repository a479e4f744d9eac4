// The scratch is empty but for the program itself, and what is left in it is gone next time.
// expect-stdout: true
// expect-stdout: []
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

console.log(fs.readdirSync(".").length <= 1);
console.log(
  fs
    .readdirSync(os.tmpdir())
    .filter((name) => path.join(os.tmpdir(), name) !== process.cwd()),
);
for (const folder of [".", os.tmpdir()])
  fs.writeFileSync(path.join(folder, "left-behind"), "secret of this run");
