// Microtasks that never let the loop turn.
// limits: timeoutMs=1000
// expect-end: timeout
const again = () => Promise.resolve().then(again);
again();
process.nextTick(function tick() {
  process.nextTick(tick);
});
