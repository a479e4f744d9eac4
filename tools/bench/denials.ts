/**
 * What observing refused calls costs: the same runs with the plain run program and with the
 * one that hands refusals to the supervisor, turn about; one refused call in each; and what
 * a run that floods the supervisor with them costs other runs, beside one that only spins.
 */
import { defaultPolicy, filtersOf } from "../../src/runtime/policies.js";
import type { Language, Sandbox } from "../../src/runtime/model.js";
import { openSandbox } from "../../src/runtime/sandbox.js";

const RUNS = Number(process.env["BENCH_RUNS"] ?? 200);
/** Below the number from which answers come ever later. */
const BATCHES = 9;
const CALLS = 1_000;
const interpreters = {
  python3: "/usr/bin/python3",
  nodejs: process.execPath,
} as const;

const NOTHING = { python3: "print(1)", nodejs: "console.log(1)" } as const;

/** Microseconds for one call of socket(2), which the policy refuses, by batches. */
const REFUSED = `
import ctypes, time
call = ctypes.CDLL(None).socket
call(2, 1, 0)
for _ in range(${BATCHES}):
    start = time.perf_counter()
    for _ in range(${CALLS}):
        call(2, 1, 0)
    print((time.perf_counter() - start) / ${CALLS} * 1e6)
`;

const FLOOD_MS = 4_000;
const FLOODS = 4;
/** Both take one processor, as far as they are let. */
const BUSY = {
  floods:
    "import ctypes\ncall = ctypes.CDLL(None).socket\nwhile True: call(2, 1, 0)",
  spins: "while True: pass",
} as const;

function open(
  language: Language,
  isolation: "process" | "zygote",
  isObserved: boolean,
): Promise<Sandbox> {
  return openSandbox(
    { language, isolation, interpreter: interpreters[language] },
    (network) => {
      const { observed, ...plain } = filtersOf(
        defaultPolicy(language, network),
        isolation === "zygote",
      );
      return isObserved && observed ? { ...plain, observed } : plain;
    },
  );
}

async function timed(sandbox: Sandbox, code: string): Promise<number> {
  const start = performance.now();
  const { exit } = await sandbox.run({ code });
  if (exit.kind !== "exit") throw new Error(`a run ended as ${exit.kind}`);
  return performance.now() - start;
}

function quantile(times: readonly number[], part: number): string {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(2);
}

console.log(
  "| run, ms | plain p50 | observed p50 | plain p90 | observed p90 |\n| --- | --- | --- | --- | --- |",
);
for (const isolation of ["zygote", "process"] as const)
  for (const language of ["python3", "nodejs"] as const) {
    await using plain = await open(language, isolation, false);
    await using observed = await open(language, isolation, true);
    const times: readonly [number[], number[]] = [[], []];
    for (let run = -5; run < RUNS; run++) {
      const a = await timed(plain, NOTHING[language]);
      const b = await timed(observed, NOTHING[language]);
      if (run < 0) continue;
      times[0].push(a);
      times[1].push(b);
    }
    const cells = [0.5, 0.9].flatMap((part) =>
      times.map((one) => quantile(one, part)),
    );
    console.log(`| ${language}, ${isolation} | ${cells.join(" | ")} |`);
  }

console.log("\n| a refused call, µs | plain | observed |\n| --- | --- | --- |");
const costs: string[] = [];
for (const isObserved of [false, true]) {
  await using sandbox = await open("python3", "zygote", isObserved);
  const { stdout } = await sandbox.run({ code: REFUSED });
  costs.push(quantile(stdout.trim().split("\n").map(Number), 0.5));
}
console.log(`| socket(2) from Python's ctypes | ${costs.join(" | ")} |`);

/** Others' times beside a busy run of each kind, and this process's own processor time. */
interface Beside {
  readonly times: number[];
  cpuMs: number;
  refused: number;
}

const beside: Record<keyof typeof BUSY, Beside> = {
  floods: { times: [], cpuMs: 0, refused: 0 },
  spins: { times: [], cpuMs: 0, refused: 0 },
};
{
  await using sandbox = await open("python3", "zygote", true);
  await timed(sandbox, NOTHING.python3);
  for (let round = 0; round < FLOODS; round++)
    for (const kind of ["floods", "spins"] as const) {
      let isOver = false;
      const before = process.cpuUsage();
      const busy = sandbox
        .run({
          code: BUSY[kind],
          limits: { timeoutMs: FLOOD_MS, cpuMs: FLOOD_MS },
        })
        .finally(() => {
          isOver = true;
        });
      const { times } = beside[kind];
      // The one after the end would be beside nothing.
      for (;;) {
        const time = await timed(sandbox, NOTHING.python3);
        if (isOver) break;
        times.push(time);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const { denials } = await busy;
      const { user, system } = process.cpuUsage(before);
      beside[kind].cpuMs += (user + system) / 1000;
      beside[kind].refused += denials.reduce(
        (sum, { count }) => sum + count,
        0,
      );
    }
}
console.log(
  "\n| beside a run that | runs | p50, ms | p99, ms | supervisor's processor, ms a run | refused calls a second |\n| --- | --- | --- | --- | --- | --- |",
);
for (const [kind, { times, cpuMs, refused }] of Object.entries(beside))
  console.log(
    `| ${kind} | ${times.length} | ${quantile(times, 0.5)} | ${quantile(times, 0.99)} | ${(cpuMs / times.length).toFixed(2)} | ${Math.round((refused * 1000) / (FLOODS * FLOOD_MS))} |`,
  );
