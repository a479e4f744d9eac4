// Numbers, big integers and a plain console.log.
// expect-stdout: 42 1267650600228229401496703205376n 0.30000000000000004
// expect-stdout: [ 1, { a: 'b' } ]
console.log(6 * 7, 2n ** 100n, 0.1 + 0.2);
console.log([1, { a: "b" }]);
