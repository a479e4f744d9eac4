// Nothing to do, for ever.
// limits: timeoutMs=2000
// expect-end: timeout:wall
// expect-stdout: before
console.log("before");
setInterval(() => {}, 1000);
