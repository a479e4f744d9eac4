// Processes without end.
// expect-stdout: 300 refused
const { spawnSync } = require("node:child_process");

let refused = 0;
for (let i = 0; i < 300; i++)
  if (spawnSync(process.execPath, ["-e", "0"]).error?.code === "EPERM")
    refused++;
console.log(refused, "refused");
