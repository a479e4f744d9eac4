// A rejection that nobody handles ends the program with code 1.
// expect-exit: 1
// expect-stdout: before
// expect-stderr-has: Error: not handled
console.log("before");
Promise.reject(new Error("not handled"));
setTimeout(() => console.log("never"), 1000);
