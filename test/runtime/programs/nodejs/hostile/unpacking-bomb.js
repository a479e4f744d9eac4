// A small archive that unpacks to a gibibyte.
// limits: timeoutMs=20000
// expect-end: out-of-memory | exit:1
const zlib = require("node:zlib");

const block = zlib.deflateRawSync(Buffer.alloc(64 << 20));
const kept = [];
for (let i = 0; i < 16; i++) kept.push(zlib.inflateRawSync(block));
console.log("unpacked", kept.length);
