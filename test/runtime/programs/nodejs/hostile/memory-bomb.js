// Objects without end.
// limits: timeoutMs=30000
// expect-end: out-of-memory
const kept = [];
for (;;) kept.push({ kept: kept.length, more: [1, 2, 3] });
