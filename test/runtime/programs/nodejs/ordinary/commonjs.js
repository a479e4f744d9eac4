// CommonJS: require of built-ins and of modules from the working folder, JSON, __dirname.
// expect-stdout: 42 true
// expect-stdout: { a: 1 }
// expect-stdout: true string MODULE_NOT_FOUND
const fs = require("fs");
const path = require("path");

fs.writeFileSync(
  "local.js",
  "exports.answer = 42; exports.name = module.id !== '.';",
);
fs.writeFileSync("data.json", '{"a":1}');
const local = require(path.resolve("local.js"));
console.log(local.answer, local.name);
console.log(require(path.resolve("data.json")));
try {
  require("no-such-module");
} catch (error) {
  console.log(require.main === module, typeof __dirname, error.code);
}
