// Promises all, any, raced and settled; async iteration; aborting.
// expect-stdout: [ 1, 2 ] 2 fast
// expect-stdout: rejected no
// expect-stdout: 0 1 2
// expect-stdout: AbortError
const { setTimeout: sleep } = require("node:timers/promises");

async function* count() {
  for (let i = 0; i < 3; i++) {
    await sleep(1);
    yield i;
  }
}

(async () => {
  const slow = sleep(60_000, "slow", { ref: false });
  console.log(
    await Promise.all([1, Promise.resolve(2)]),
    await Promise.any([Promise.reject(new Error("no")), 2]),
    await Promise.race([slow, sleep(1, "fast")]),
  );
  const [settled] = await Promise.allSettled([Promise.reject("no")]);
  console.log(settled.status, settled.reason);
  const seen = [];
  for await (const i of count()) seen.push(i);
  console.log(seen.join(" "));
  await sleep(1000, null, { signal: AbortSignal.timeout(5) }).catch((error) =>
    console.log(error.name),
  );
})();
