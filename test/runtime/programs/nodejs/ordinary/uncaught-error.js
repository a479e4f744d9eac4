// An uncaught error ends the program with code 1 and shows the user's own line.
// expect-exit: 1
// expect-stderr-has: Error: went wrong
// expect-stderr-has: at divide
function divide() {
  throw new Error("went wrong");
}
divide();
