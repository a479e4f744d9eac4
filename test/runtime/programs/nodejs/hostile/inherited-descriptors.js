// Nothing of the sandbox's own is open beyond standard input, output and error.
// expect-stdout: []
const fs = require("node:fs");

console.log(
  fs
    .readdirSync("/proc/self/fd")
    .filter((name) => Number(name) > 2)
    .flatMap((name) => {
      try {
        return [fs.readlinkSync(`/proc/self/fd/${name}`)];
      } catch {
        return [];
      }
    })
    // What Node itself opens: its event loop, wake-ups, signal pipe; and the list being read.
    .filter(
      (target) =>
        !/^(anon_inode:\[event(poll|fd)\]|anon_inode:\[io_uring\]|\/dev\/null|\/proc\/\d+\/fd)$/.test(
          target,
        ),
    )
    .filter((target) => !/^pipe:/.test(target)),
);
