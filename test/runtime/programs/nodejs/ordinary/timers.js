// Timers, immediates, ticks and microtasks run in their order.
// expect-stdout: now tick promise immediate short long
const seen = ["now"];
setTimeout(() => seen.push("long"), 40);
setTimeout(() => seen.push("short"), 10);
setImmediate(() => seen.push("immediate"));
Promise.resolve().then(() => seen.push("promise"));
process.nextTick(() => seen.push("tick"));
const beat = setInterval(() => {
  if (seen.length < 6) return;
  clearInterval(beat);
  console.log(seen.join(" "));
}, 5);
