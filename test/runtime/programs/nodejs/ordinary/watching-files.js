// fs.watch sees a change in the working folder.
// expect-stdout: new.txt
const fs = require("node:fs");

const watcher = fs.watch(".", (_, name) => {
  if (name !== "new.txt") return;
  console.log(name);
  watcher.close();
  clearTimeout(giveUp);
});
const giveUp = setTimeout(() => process.exit(1), 3000);
setTimeout(() => fs.writeFileSync("new.txt", ""), 20);
