// A file that grows beyond the limit on one file.
// limits: fileBytes=1048576
// expect-stdout: write EFBIG true
// expect-stdout: truncate EFBIG true
const fs = require("node:fs");

const file = fs.openSync("big", "w");
const grown = (name, grow) => {
  try {
    grow();
    console.log(name, "done");
  } catch (error) {
    console.log(name, error.code, fs.fstatSync(file).size <= 1 << 20);
  }
};
process.on("SIGXFSZ", () => {});
grown("write", () => {
  for (let i = 0; i < 64; i++) fs.writeSync(file, Buffer.alloc(65536));
});
grown("truncate", () => fs.ftruncateSync(file, 2 ** 40));
