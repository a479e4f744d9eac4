// Arguments arrive as they were given.
// args: --name=a two
// expect-stdout: [ '--name=a', 'two' ]
// expect-stdout: a [ 'two' ]
const { parseArgs } = require("node:util");

console.log(process.argv.slice(2));
const { values, positionals } = parseArgs({
  options: { name: { type: "string" } },
  allowPositionals: true,
});
console.log(values.name, positionals);
