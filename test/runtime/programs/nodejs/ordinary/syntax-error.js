// A syntax error ends the program with code 1 and says so.
// expect-exit: 1
// expect-stderr-has: SyntaxError
console.log("open";
