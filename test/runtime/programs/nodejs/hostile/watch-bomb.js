// Watches without end, each of which costs the kernel memory.
// limits: timeoutMs=20000 openFiles=256
// expect-stdout: true
const fs = require("node:fs");

const held = [];
const end = (error) => {
  console.log(["EMFILE", "ENOSPC", "ENFILE", "ENOMEM"].includes(error.code));
  process.exit();
};
try {
  for (let i = 0; i < 5000; i++) {
    fs.mkdirSync(`d${i}`);
    held.push(fs.watch(`d${i}`).on("error", end));
  }
  console.log(true);
  process.exit();
} catch (error) {
  end(error);
}
