/**
 * What observing refused calls costs: the same runs with the plain run program and with the
 * one that hands refusals to the supervisor, turn about; and one refused call in each.
 */
import { defaultPolicy, filtersOf } from "../../src/runtime/policies.js";
import type { Language, Sandbox } from "../../src/runtime/model.js";
import { openSandbox } from "../../src/runtime/sandbox.js";

const RUNS = Number(process.env["BENCH_RUNS"] ?? 200);
const CALLS = 5_000;
const interpreters = {
  python3: "/usr/bin/python3",
  nodejs: process.execPath,
} as const;

const NOTHING = { python3: "print(1)", nodejs: "console.log(1)" } as const;

/** Microseconds for one call of socket(2), which the policy refuses. */
const REFUSED = `
import ctypes, time
call = ctypes.CDLL(None).socket
call(2, 1, 0)
start = time.perf_counter()
for _ in range(${CALLS}):
    call(2, 1, 0)
print((time.perf_counter() - start) / ${CALLS} * 1e6)
`;

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
  costs.push(Number(stdout).toFixed(2));
}
console.log(`| socket(2) from Python's ctypes | ${costs.join(" | ")} |`);
