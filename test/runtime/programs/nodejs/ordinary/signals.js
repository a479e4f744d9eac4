// A process may handle signals and send them to itself.
// expect-stdout: SIGUSR2 SIGINT
const seen = [];
const got = (signal) => {
  seen.push(signal);
  if (seen.length === 2) {
    console.log(seen.join(" "));
    process.exit();
  }
};
process.on(
  "SIGUSR2",
  (signal) => (got(signal), process.kill(process.pid, "SIGINT")),
);
process.on("SIGINT", got);
process.kill(process.pid, "SIGUSR2");
setTimeout(() => {}, 3000);
