// Memory outside of V8's heap, written to, without end.
// limits: timeoutMs=20000
// expect-end: out-of-memory
const kept = [];
for (;;) kept.push(Buffer.alloc(8 << 20, 1));
