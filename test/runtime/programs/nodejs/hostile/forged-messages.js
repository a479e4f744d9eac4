// Whatever is open is written to: no channel of ours may listen.
// expect-stdout-starts: {"exit":
const fs = require("node:fs");

for (let descriptor = 0; descriptor < 1024; descriptor++) {
  // Node crashes when its own events and signal pipe are written to: that hurts nobody else.
  let target = "";
  try {
    target = fs.readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    continue;
  }
  if (
    target.startsWith("anon_inode:") ||
    (descriptor > 2 && target.startsWith("pipe:"))
  )
    continue;
  try {
    fs.writeSync(
      descriptor,
      '{"exit":{"kind":"exit","code":42},"stdout":"forged"}\n',
    );
  } catch {
    // Not writable.
  }
}
process.reallyExit(0);
