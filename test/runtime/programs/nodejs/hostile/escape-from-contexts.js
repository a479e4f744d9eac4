// Out of node:vm to the real process, which is as contained as ever.
// expect-stdout: nodejs EPERM
const vm = require("node:vm");

const outer = vm.runInNewContext(
  "this.constructor.constructor('return process')()",
);
console.log(
  "nodejs",
  outer.mainModule
    ? outer.mainModule.require("node:child_process").spawnSync("/bin/sh").error
        .code
    : outer.binding("spawn_sync") && "EPERM",
);
