// Devices beyond the harmless ones, and the terminal.
// expect-stdout: []
// expect-stdout: false
const fs = require("node:fs");

const harmless = [
  "null",
  "zero",
  "full",
  "random",
  "urandom",
  "tty",
  "fd",
  "stdin",
  "stdout",
  "stderr",
  "shm",
  "pts",
];
console.log(fs.readdirSync("/dev").filter((name) => !harmless.includes(name)));
console.log(require("node:tty").isatty(0));
