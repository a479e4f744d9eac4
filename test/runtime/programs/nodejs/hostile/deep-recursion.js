// Recursion without end is an error; with a stack that V8 thinks is larger, a crash.
// expect-end: signal:SIGSEGV
// expect-stdout: RangeError
const v8 = require("node:v8");

const down = () => 1 + down();
try {
  down();
} catch (error) {
  require("node:fs").writeSync(1, `${error.name}\n`);
}
v8.setFlagsFromString("--stack-size=1000000");
setTimeout(
  () =>
    require("node:vm").runInNewContext("const down = () => 1 + down(); down()"),
  1,
);
