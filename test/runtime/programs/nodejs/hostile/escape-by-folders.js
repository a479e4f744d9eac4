// Dots, links and open folders: the root is the root.
// expect-stdout: true
// expect-stdout: true
const fs = require("node:fs");

const same = (a, b) => a.dev === b.dev && a.ino === b.ino;
const root = fs.statSync("/");
for (let i = 0; i < 64; i++) process.chdir("..");
console.log(same(fs.statSync("."), root));
console.log(same(fs.statSync("/proc/self/root/.."), root));
