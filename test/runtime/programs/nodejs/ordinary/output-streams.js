// stdout and stderr apart; console's other methods.
// expect-stdout: out
// expect-stdout: { a: [ 1 ] }
// expect-stdout: count: 1
// expect-stderr-has: err
// expect-stderr-has: warn
console.log("out");
console.error("err");
console.warn("warn");
console.dir({ a: [1] });
console.count("count");
