// Code that V8 compiles and compiles again: hot loops, changing types, deoptimisation.
// expect-stdout: 499999500000
// expect-stdout: 1250025000 abc
// expect-stdout: 55
const sum = (values) => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};
console.log(sum(Array.from({ length: 1e6 }, (_, i) => i)));
const add = (a, b) => a + b;
let total = 0;
for (let i = 0; i <= 50000; i++) total = add(total, i);
console.log(total, add("ab", "c"));
console.log(
  new Function(
    "n",
    "let t = 0; for (let i = 1; i <= n; i++) t += i; return t;",
  )(10),
);
