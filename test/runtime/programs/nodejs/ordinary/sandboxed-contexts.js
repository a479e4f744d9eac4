// node:vm runs scripts in contexts of their own.
// expect-stdout: 42 undefined
// expect-stdout: ERR_SCRIPT_EXECUTION_TIMEOUT
const vm = require("node:vm");

console.log(
  vm.runInNewContext("a * 2", { a: 21 }),
  vm.runInNewContext("typeof process === 'undefined' ? undefined : 1"),
);
try {
  vm.runInNewContext("for (;;);", {}, { timeout: 20 });
} catch (error) {
  console.log(error.code);
}
