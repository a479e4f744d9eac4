// Node's inner objects, without the checks of the modules around them.
// expect-stdout: spawn_sync -1
// expect-stdout: tcp_wrap -1
// expect-stdout: pipe_wrap true
// expect-stdout: tty_wrap true
const report = (name, attempt) => {
  let outcome;
  try {
    outcome = attempt();
  } catch (error) {
    outcome = error.code ?? error.name;
  }
  console.log(name, outcome);
};

report(
  "spawn_sync",
  () =>
    process.binding("spawn_sync").spawn({
      file: "/bin/sh",
      args: ["sh", "-c", "echo escaped"],
      stdio: [{ type: "ignore" }, { type: "inherit", fd: 1 }],
    }).error,
);
report("tcp_wrap", () => {
  const { TCP, constants } = process.binding("tcp_wrap");
  return new TCP(constants.SERVER).bind("127.0.0.1", 0);
});
report("pipe_wrap", () => {
  const { Pipe, constants } = process.binding("pipe_wrap");
  return new Pipe(constants.SERVER).bind("escape.sock") < 0;
});
report("tty_wrap", () => {
  const context = {};
  const { TTY } = process.binding("tty_wrap");
  new TTY(0, context);
  return context.code !== undefined || context.errno !== undefined;
});
