// Files without end: the scratch is full, and usable again when they are gone.
// limits: timeoutMs=20000 scratchBytes=16777216
// expect-stdout: ENOSPC true
// expect-stdout: again
const fs = require("node:fs");

let written = 0;
const names = [];
try {
  for (let i = 0; i < 100; i++) {
    names.push(`${i}.bin`);
    fs.writeFileSync(names.at(-1), Buffer.alloc(1 << 20, 1));
    written += 1 << 20;
  }
  console.log("no limit");
} catch (error) {
  console.log(error.code, written <= 16 << 20);
}
for (const name of names) fs.rmSync(name);
fs.writeFileSync("a", "again");
console.log(fs.readFileSync("a", "utf8"));
