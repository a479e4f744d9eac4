// The addon that put the filter on, loaded again to put on another.
// expect-stdout: refused
const fs = require("node:fs");

// One instruction: everything is allowed.
fs.writeFileSync("program", Buffer.from([6, 0, 0, 0, 0, 0, 0xff, 0x7f]));
let outcome = "no addon";
for (const name of ["/.callgate/guest-node.node"]) {
  try {
    const guest = { exports: {} };
    process.dlopen(guest, name);
    guest.exports.install(
      fs.openSync("program", "r"),
      fs.openSync("report", "w"),
    );
    outcome = "installed";
  } catch {
    outcome = "refused";
  }
}
console.log(outcome);
