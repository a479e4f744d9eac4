// The longest strings and arrays that there can be: errors, not crashes.
// expect-stdout: RangeError RangeError SyntaxError
const outcome = (attempt) => {
  try {
    attempt();
    return "done";
  } catch (error) {
    return error.name;
  }
};
console.log(
  outcome(() => "x".repeat(2 ** 30)),
  outcome(() => new Array(2 ** 32)),
  outcome(() => JSON.parse("[".repeat(1e6))),
);
