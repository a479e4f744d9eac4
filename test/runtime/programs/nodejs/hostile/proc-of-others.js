// The process list holds this run's own processes and nobody else's.
// expect-stdout: true
// expect-stdout: []
const fs = require("node:fs");

const numbers = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
console.log(numbers.length <= 2);
const found = [];
for (let number = 1; number < 5000; number++) {
  // Not in the list, but there: the threads of this process.
  if (fs.existsSync(`/proc/self/task/${number}`)) continue;
  for (const file of [
    "environ",
    "mem",
    "root/etc/shadow",
    "cwd/package.json",
  ]) {
    try {
      if (fs.readFileSync(`/proc/${number}/${file}`).length > 0)
        found.push(`${number}/${file}`);
    } catch {
      // What is meant to happen.
    }
  }
}
console.log(found);
