/** Tells a hang from a busy machine. */

/** Longer than this is a hang: nobody waits for it. */
const LIMIT_MS = 1000;

/**
 * What `run` gives. A time over the limit is taken once more, as CPU time: `run` has to be
 * one that can be repeated. Throws where that is over it, too.
 */
export function withoutHang<T>(run: () => T): T {
  const start = performance.now();
  const result = run();
  if (performance.now() - start < LIMIT_MS) return result;
  const before = process.cpuUsage();
  run();
  const { user } = process.cpuUsage(before);
  if (user > LIMIT_MS * 1000)
    throw new Error(`a hang: it took ${(user / 1000).toFixed(0)} ms`);
  return result;
}
