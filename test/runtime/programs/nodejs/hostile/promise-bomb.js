// Promises that are never kept, without end.
// limits: timeoutMs=30000
// expect-end: out-of-memory
const waiting = [];
for (;;) waiting.push(new Promise(() => {}).then(() => waiting));
