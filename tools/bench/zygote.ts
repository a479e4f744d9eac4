/**
 * Runs through the library in both isolations, and the cold interpreter beside them in the
 * same sitting: in sequence, and four at a time.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createSandbox } from "../../src/runtime/index.js";
import type {
  Language,
  Sandbox,
  SandboxOptions,
} from "../../src/runtime/model.js";

const RUNS = Number(process.env["BENCH_RUNS"] ?? 200);
/** Runs of a process each, which take a hundred times as long. */
const PROCESS_RUNS = Math.min(RUNS, 40);
const AT_ONCE = 4;

interface Subject {
  readonly title: string;
  readonly cold: readonly [string, ...string[]];
  readonly code: string;
  readonly options: SandboxOptions;
}

const python = "/usr/bin/python3";

const subjects: readonly Subject[] = [
  {
    title: "Python",
    cold: [python, "-c", "print(1)"],
    code: "print(1)",
    options: { language: "python3", interpreter: python },
  },
  {
    title: "Python with numpy and pandas",
    cold: [python, "-c", "import numpy, pandas"],
    code: "import numpy, pandas\nprint(pandas.DataFrame({'a': numpy.arange(3)}).a.sum())",
    options: {
      language: "python3",
      interpreter: python,
      preload: ["numpy", "pandas"],
      limits: { timeoutMs: 60_000, memoryBytes: 512 << 20 },
    },
  },
  {
    title: "Node.js",
    cold: [process.execPath, "-e", "console.log(1)"],
    code: "console.log(1)",
    options: { language: "nodejs", interpreter: process.execPath },
  },
];

function quantile(sorted: readonly number[], part: number): number {
  return (
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  );
}

function row(
  name: string,
  timesMs: readonly number[],
  perSecond?: number,
): void {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const cells = [0.5, 0.9, 0.99].map((part) =>
    quantile(sorted, part).toFixed(2),
  );
  console.log(
    `| ${name} | ${cells.join(" | ")} | ${perSecond?.toFixed(0) ?? "–"} |`,
  );
}

function cold([program, ...args]: Subject["cold"]): number[] {
  return Array.from({ length: Math.min(RUNS, 50) }, () => {
    const start = performance.now();
    const { status } = spawnSync(program, args, { stdio: "ignore" });
    if (status !== 0) throw new Error(`${program} ended with ${status}`);
    return performance.now() - start;
  });
}

async function one(sandbox: Sandbox, code: string): Promise<number> {
  const start = performance.now();
  const { exit, stderr } = await sandbox.run({ code });
  if (exit.kind !== "exit" || exit.code !== 0)
    throw new Error(`a run ended as ${JSON.stringify(exit)}: ${stderr}`);
  return performance.now() - start;
}

async function inSequence(
  sandbox: Sandbox,
  code: string,
  runs: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await one(sandbox, code));
  return times;
}

interface Rate {
  readonly times: readonly number[];
  readonly perSecond: number;
}

async function atOnce(
  sandbox: Sandbox,
  code: string,
  runs: number,
): Promise<Rate> {
  return together(runs, () => one(sandbox, code));
}

async function coldAtOnce([program, ...args]: Subject["cold"]): Promise<Rate> {
  return together(Math.min(RUNS, 50), async () => {
    const start = performance.now();
    const [status] = await once(
      spawn(program, args, { stdio: "ignore" }),
      "close",
    );
    if (status !== 0) throw new Error(`${program} ended with ${status}`);
    return performance.now() - start;
  });
}

async function together(
  runs: number,
  timed: () => Promise<number>,
): Promise<Rate> {
  const times: number[] = [];
  const start = performance.now();
  const worker = async (): Promise<void> => {
    for (let run = 0; run < runs / AT_ONCE; run++) times.push(await timed());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return {
    times,
    perSecond: (1000 * times.length) / (performance.now() - start),
  };
}

async function measure({
  title,
  cold: command,
  code,
  options,
}: Subject): Promise<void> {
  console.log(
    `\n| ${title}, ms | p50 | p90 | p99 | runs/s |\n| --- | --- | --- | --- | --- |`,
  );
  row("cold interpreter, one after the other", cold(command));
  const { times, perSecond } = await coldAtOnce(command);
  row(`cold interpreter, ${AT_ONCE} at a time`, times, perSecond);
  for (const isolation of ["process", "zygote"] as const) {
    const sandbox = await createSandbox({ ...options, isolation });
    const runs = isolation === "process" ? PROCESS_RUNS : RUNS;
    try {
      for (let run = 0; run < 20; run++) await one(sandbox, code);
      row(
        `${isolation}, one after the other`,
        await inSequence(sandbox, code, runs),
      );
      const { times, perSecond } = await atOnce(sandbox, code, runs);
      row(`${isolation}, ${AT_ONCE} at a time`, times, perSecond);
    } finally {
      await sandbox.close();
    }
  }
}

const wanted: readonly (Language | string)[] = process.argv.slice(2);
for (const subject of subjects)
  if (wanted.length === 0 || wanted.includes(subject.options.language))
    await measure(subject);
