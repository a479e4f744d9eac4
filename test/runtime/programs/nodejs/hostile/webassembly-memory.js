// WebAssembly memory, grown and written to.
// limits: timeoutMs=20000
// expect-end: out-of-memory | exit:1
const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 });
for (;;) {
  memory.grow(128);
  new Uint8Array(memory.buffer).fill(1);
}
