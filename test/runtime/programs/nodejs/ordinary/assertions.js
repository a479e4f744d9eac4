// assert tells what differs.
// expect-stdout: AssertionError true
const assert = require("node:assert/strict");

try {
  assert.deepEqual({ a: 1 }, { a: 2 });
} catch (error) {
  console.log(error.name, error.message.includes("+ actual"));
}
assert.equal(1, 1);
