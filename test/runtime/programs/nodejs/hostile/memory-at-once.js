// Four gibibytes in one piece, written to.
// limits: timeoutMs=20000
// expect-end: out-of-memory | exit:1
const block = new Uint8Array(2 ** 32);
for (let i = 0; i < block.length; i += 4096) block[i] = 1;
console.log("allocated", block.length);
