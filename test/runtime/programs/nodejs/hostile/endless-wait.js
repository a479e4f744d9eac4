// Waiting on shared memory that nobody changes, on the main thread.
// limits: timeoutMs=700
// expect-end: timeout:wall
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
