// Descriptors by hand: positions, vectors, sync, truncate, and the same without promises.
// expect-stdout: abXYef 6
// expect-stdout: abX 3
// expect-stdout: one two
// expect-stdout: true
const fs = require("node:fs");

const fd = fs.openSync("data.bin", "w+");
fs.writevSync(fd, [Buffer.from("abc"), Buffer.from("def")]);
fs.writeSync(fd, "XY", 2);
fs.fsyncSync(fd);
const buffer = Buffer.alloc(6);
fs.readSync(fd, buffer, 0, 6, 0);
console.log(buffer.toString(), fs.fstatSync(fd).size);
fs.ftruncateSync(fd, 3);
fs.fdatasyncSync(fd);
fs.closeSync(fd);
console.log(fs.readFileSync("data.bin", "utf8"), fs.statSync("data.bin").size);
fs.writeFileSync("lines.txt", "one\ntwo\n");
console.log(fs.readFileSync("lines.txt", "utf8").trim().split("\n").join(" "));
console.log(
  fs.mkdtempSync(require("node:path").join(require("node:os").tmpdir(), "x-"))
    .length > 3,
);
