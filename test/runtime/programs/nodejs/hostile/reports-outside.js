// Node's own writers: reports, heap snapshots, coverage, traces.
// expect-stdout: []
const fs = require("node:fs");
const v8 = require("node:v8");

const written = [];
for (const folder of ["/", "/etc", "/usr", "/var/tmp"]) {
  process.report.directory = folder;
  const { write } = process.stderr;
  try {
    process.report.writeReport("callgate-report.json");
  } catch {
    // What is meant to happen.
  }
  try {
    v8.writeHeapSnapshot(`${folder}/callgate.heapsnapshot`);
  } catch {
    // What is meant to happen.
  }
  process.stderr.write = write;
  for (const name of ["callgate-report.json", "callgate.heapsnapshot"])
    if (fs.existsSync(`${folder}/${name}`)) written.push(`${folder}/${name}`);
}
console.log(written);
