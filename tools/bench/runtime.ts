/**
 * What a run costs by the library: in turn with a cold start of the same interpreter, so
 * that both see the same machine. Wall clock, and the CPU time of all its processes.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { createSandbox, probe } from "../../src/runtime/index.js";
import type { Language } from "../../src/runtime/model.js";

const ROUNDS = 40;

const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

const cases: readonly {
  readonly name: string;
  readonly language: Language;
  readonly interpreter: string;
  readonly coldArgs: readonly string[];
  readonly code: string;
}[] = [
  {
    name: "`python3 -c 'print(1)'`",
    language: "python3",
    interpreter: python,
    coldArgs: ["-c", "print(1)"],
    code: "print(1)",
  },
  {
    name: "`node -e 'console.log(1)'`",
    language: "nodejs",
    interpreter: process.execPath,
    coldArgs: ["-e", "console.log(1)"],
    code: "console.log(1)",
  },
];

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  );
}

/** A small process that starts a command for each line it reads, and says how long it took. */
const STARTER = `
import os, sys, time
nothing = os.open(os.devnull, os.O_RDWR)
actions = [(os.POSIX_SPAWN_DUP2, nothing, one) for one in range(3)]
for line in sys.stdin:
    start = time.perf_counter()
    os.waitpid(os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=actions), 0)
    print((time.perf_counter() - start) * 1000, flush=True)
`;

/** Cold starts of `command`, not from this process: forking it would be measured too. */
function coldStarter(
  command: readonly string[],
): AsyncDisposable & { coldStart: () => Promise<number> } {
  const child = spawn(python, ["-c", STARTER, ...command], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async coldStart() {
      child.stdin.write("\n");
      return Number((await answers.next()).value);
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
    },
  };
}

const line = (...cells: readonly string[]): void => {
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
};
const ms = (value: number): string => value.toFixed(1);

line(
  "code",
  "cold p50 ms",
  "run p50 ms",
  "run p90 ms",
  "run / cold",
  "CPU of a run, p50 ms",
);
line("---", "---", "---", "---", "---", "---");
for (const { name, language, interpreter, coldArgs, code } of cases) {
  await using sandbox = await createSandbox({ language, interpreter });
  await using starter = coldStarter([interpreter, ...coldArgs]);
  const { coldStart } = starter;
  const cold: number[] = [];
  const runs: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const coldMs = await coldStart();
    const result = await sandbox.run({ code });
    if (result.stdout !== "1\n") throw new Error(JSON.stringify(result));
    // The first round fills the page cache.
    if (round === 0) continue;
    cold.push(coldMs);
    runs.push(result.durationMs);
    cpu.push(result.cpuMs);
  }
  line(
    name,
    ms(quantile(cold, 0.5)),
    ms(quantile(runs, 0.5)),
    ms(quantile(runs, 0.9)),
    (quantile(runs, 0.5) / quantile(cold, 0.5)).toFixed(2),
    ms(quantile(cpu, 0.5)),
  );
}

const start = performance.now();
await probe();
process.stdout.write(
  `\nprobe of every layer: ${ms(performance.now() - start)} ms\n`,
);
