/**
 * What a run costs by the library: in turn with a cold start of the same interpreter, so
 * that both see the same machine. Wall clock, and the CPU time of all its processes.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
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
  const cold: number[] = [];
  const runs: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    spawnSync(interpreter, [...coldArgs], { stdio: "ignore" });
    const coldMs = performance.now() - start;
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
