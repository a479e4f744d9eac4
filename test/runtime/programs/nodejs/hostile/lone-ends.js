// Every open pipe and socket has its other end in this process, but for stdio: no channel of ours.
// expect-stdout: []
const fs = require("node:fs");

const ends = new Map();
for (let descriptor = 3; descriptor < 1024; descriptor++) {
  let link;
  try {
    link = fs.readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    continue;
  }
  // The two ends of a pipe have one name; those of a socket have two, and Node.js has none.
  if (/^(pipe|socket):/.test(link)) ends.set(link, (ends.get(link) ?? 0) + 1);
}
console.log([...ends].filter(([, count]) => count !== 2));
