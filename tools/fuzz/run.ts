/** What the fuzzers of readers share: numbered inputs, a watch for hangs, counts of answers. */
import { Worker } from "node:worker_threads";
import { randomFrom, type Random } from "../../test/compiler/support/random.js";

export interface Fuzzing<Input> {
  /** What is fuzzed, for the last line. */
  readonly name: string;
  readonly count: number;
  readonly seed: number;
  make(random: Random): Input;
  /** What became of it, in a word. Throws where the reader is wrong. */
  read(input: Input): string;
}

/**
 * Reads `count` inputs, of which each depends on the seed and its own number alone. Prints
 * how often which answer came; or the input that a reader got wrong, and throws.
 */
export function fuzz<Input>({
  name,
  count,
  seed,
  make,
  read,
}: Fuzzing<Input>): void {
  const kinds = new Map<string, number>();
  const start = process.cpuUsage();
  const watch = watched(name);
  // A stack for each fault of each input is most of what reading them costs.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  for (let done = 0; done < count; done++) {
    watch.at(done);
    if (done > 0 && done % 100_000 === 0)
      process.stdout.write(`${name}: ${done} so far\n`);
    const input = make(randomFrom(Math.imul(seed, 0x9e3779b1) ^ done));
    try {
      const kind = read(input);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    } catch {
      Error.stackTraceLimit = stackTraceLimit;
      process.stdout.write(`${name} ${done}: ${JSON.stringify(input)}\n`);
      read(input);
      throw new Error("wrong the first time, and right the second");
    }
  }
  Error.stackTraceLimit = stackTraceLimit;
  watch.end();
  for (const [kind, times] of [...kinds].sort(([, a], [, b]) => b - a))
    process.stdout.write(`${kind}: ${times}\n`);
  const { user, system } = process.cpuUsage(start);
  const each = (user + system) / 1000 / count;
  process.stdout.write(
    `${name}: ${count} inputs of seed ${seed}, none wrong, ${each.toFixed(3)} ms of CPU each\n`,
  );
}

/** The CPU time, in seconds, after which an input is one that never ends. */
const ENDLESS_S = 20;

/** Ends the process where an input does not end: the thread that reads it can't tell. */
const WATCH = `
  const { workerData } = require("node:worker_threads");
  const { writeSync } = require("node:fs");
  const { counter, name, limit } = workerData;
  let last = -1;
  let since = 0;
  setInterval(() => {
    const { user } = process.cpuUsage();
    const now = Atomics.load(counter, 0);
    if (now !== last) { last = now; since = user; }
    else if (user - since > limit * 1e6) {
      writeSync(1, name + " " + now + " does not end\\n");
      process.kill(process.pid, "SIGKILL");
    }
  }, 1000);
`;

function watched(name: string): { at(index: number): void; end(): void } {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(WATCH, {
    eval: true,
    workerData: { counter, name, limit: ENDLESS_S },
  });
  worker.unref();
  return {
    at: (index) => void Atomics.store(counter, 0, index),
    end: () => void worker.terminate(),
  };
}
