// Signals handled, errors swallowed, exit delayed.
// limits: timeoutMs=1000
// expect-end: timeout
for (const signal of [
  "SIGTERM",
  "SIGINT",
  "SIGHUP",
  "SIGQUIT",
  "SIGPIPE",
  "SIGXCPU",
  "SIGALRM",
])
  process.on(signal, () => {});
process.on("uncaughtException", () => {});
process.on("exit", () => {
  for (;;);
});
process.exit();
