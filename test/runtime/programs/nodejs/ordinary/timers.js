// Timers, immediates, ticks and microtasks run in their order.
// expect-stdout: now tick promise immediate short long
const seen = ["now"];
setImmediate(() => {
  seen.push("immediate");
  setTimeout(() => seen.push("long"), 20);
  setTimeout(() => seen.push("short"), 1);
});
Promise.resolve().then(() => seen.push("promise"));
process.nextTick(() => seen.push("tick"));
const beat = setInterval(() => {
  if (seen.length < 6) return;
  clearInterval(beat);
  console.log(seen.join(" "));
}, 5);
