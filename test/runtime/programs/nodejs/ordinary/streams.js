// Streams through compression into a file and back, with pipelines.
// expect-stdout: 1000000 true
// expect-stdout: true
const fs = require("node:fs");
const zlib = require("node:zlib");
const { Readable } = require("node:stream");
const { pipeline } = require("node:stream/promises");

(async () => {
  const parts = Array.from({ length: 1000 }, (_, i) =>
    String(i % 10).repeat(1000),
  );
  await pipeline(
    Readable.from(parts),
    zlib.createGzip(),
    fs.createWriteStream("out.gz"),
  );
  let size = 0;
  await pipeline(
    fs.createReadStream("out.gz"),
    zlib.createGunzip(),
    async (source) => {
      for await (const chunk of source) size += chunk.length;
    },
  );
  console.log(size, fs.statSync("out.gz").size < 50000);
  console.log(
    zlib.brotliDecompressSync(zlib.brotliCompressSync("text")).toString() ===
      "text",
  );
})();
