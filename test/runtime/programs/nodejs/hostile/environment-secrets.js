// The environment of whoever started the sandbox is not handed on.
// expect-stdout: []
// expect-stdout: []
const fs = require("node:fs");

const usual =
  /^(PATH|HOME|LANG|LC_ALL|LC_CTYPE|TMPDIR|TZ|USER|LOGNAME|PWD|SHELL|NODE_.*|UV_.*)$/;
console.log(Object.keys(process.env).filter((name) => !usual.test(name)));
console.log(
  fs.readdirSync("/proc").filter((name) => {
    try {
      return (
        /^\d+$/.test(name) &&
        fs.readFileSync(`/proc/${name}/environ`, "latin1").includes("SECRET")
      );
    } catch {
      return false;
    }
  }),
);
