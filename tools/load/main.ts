/**
 * A mixed load on a service of this machine, at twice what it runs at once:
 * `npx tsx tools/load/main.ts --minutes 10 --workers 4`. Small runs alone first, then the mix
 * by fewer clients to find the peak, then by twice the service's `max_workers`. Prints what was
 * answered and how fast, and a table of verdicts; exits 1 where one is not met. API_KEY is
 * sent where it is set.
 */
import { parseArgs } from "node:util";
import { createClient } from "../../src/client/index.js";
import { drift, gauges, type Gauges } from "./gauges.js";
import { kinds } from "./kinds.js";
import { quantile, runPhase, throughputOf, type Phase } from "./phase.js";

const MINUTES_MAX = 60;
const WORKERS_MAX = 64;
const SAMPLE_MS = 5000;

/** What is asked of a service: of each figure the most or the least. */
const P99_TIMES_ALONE = 10;
const OF_PEAK = 0.9;
const MEMORY_GROWTH = 1.1;
const DESCRIPTORS_GROWTH = 16;

const { values: options } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:8194" },
    minutes: { type: "string", default: "1" },
    workers: { type: "string", default: "4" },
  },
});
const minutes = bounded("minutes", options.minutes, MINUTES_MAX);
const workers = bounded("workers", options.workers, WORKERS_MAX);
const url = loopback(options.url);
const key = process.env["API_KEY"] || undefined;

interface Verdict {
  readonly what: string;
  readonly seen: string;
  readonly wanted: string;
  readonly isMet: boolean;
}

await main();

async function main(): Promise<void> {
  const client = createClient({
    url,
    retries: 0,
    ...(key === undefined ? {} : { key }),
  });
  const small = kinds.filter(({ isSmall }) => isSmall);
  const warmUp = await runPhase(client, 1, 3, small);
  if (warmUp.faults.length > 0) throw new Error(warmUp.faults[0]);
  const alone = await runPhase(client, 1, 10, small);
  const peakSeconds = Math.max(10, minutes * 6);
  const peaks: Phase[] = [];
  for (const clients of new Set([Math.ceil(workers / 2), workers])) {
    const phase = await runPhase(client, clients, peakSeconds);
    console.log(`${clients} clients: ${rate(phase)} answers a second`);
    peaks.push(phase);
  }
  const samples: Gauges[] = [];
  const sample = setInterval(() => {
    void gauges(url, key).then((seen) => samples.push(seen));
  }, SAMPLE_MS);
  const loaded = await runPhase(client, 2 * workers, 60 * minutes);
  clearInterval(sample);
  console.log(
    `${2 * workers} clients for ${minutes} min: ${rate(loaded)} answers a second`,
  );
  report(loaded, alone);
  const verdicts = verdictsOf(alone, peaks, loaded, samples);
  const rows = verdicts.map(({ what, seen, wanted, isMet }) => [
    what,
    seen,
    wanted,
    isMet ? "yes" : "NO",
  ]);
  console.log(tableOf([["", "seen", "wanted", "met"], ...rows]));
  const faults = [...peaks, loaded].flatMap((phase) => phase.faults);
  for (const fault of faults.slice(0, 20)) console.log(`WRONG ${fault}`);
  if (verdicts.some(({ isMet }) => !isMet)) process.exitCode = 1;
}

function verdictsOf(
  alone: Phase,
  peaks: readonly Phase[],
  loaded: Phase,
  samples: readonly Gauges[],
): readonly Verdict[] {
  const phases = [...peaks, loaded];
  const wrong = phases.flatMap(({ faults }) => faults).length;
  const failures = phases.reduce((sum, phase) => sum + phase.failures, 0);
  const peak = Math.max(...peaks.map(throughputOf));
  const share = throughputOf(loaded) / peak;
  const memory = drift(samples.map(({ memoryMib }) => memoryMib));
  const descriptors = drift(samples.map((each) => each.descriptors));
  const smallKinds = kinds.filter(({ isSmall }) => isSmall);
  return [
    {
      what: "wrong or another's answers",
      seen: String(wrong),
      wanted: "0",
      isMet: wrong === 0,
    },
    {
      what: "answers 500",
      seen: String(failures),
      wanted: "0",
      isMet: failures === 0,
    },
    ...smallKinds.map(({ name }) => {
      const single = quantile(alone.tallies.get(name)?.ms ?? [], 0.5);
      const slowest = quantile(loaded.tallies.get(name)?.ms ?? [], 0.99);
      const most = P99_TIMES_ALONE * single;
      return {
        what: `p99 of small ${name} runs`,
        seen: `${slowest.toFixed(1)} ms`,
        wanted: `${most.toFixed(1)} ms or less: ${P99_TIMES_ALONE} x ${single.toFixed(1)}, p50 alone`,
        isMet: slowest <= most,
      };
    }),
    {
      what: "throughput at saturation",
      seen: `${(100 * share).toFixed(0)} % of ${peak.toFixed(1)} a second`,
      wanted: `${100 * OF_PEAK} % of the peak or more`,
      isMet: share >= OF_PEAK,
    },
    {
      what: "memory, second quarter to last",
      seen: `${memory[0].toFixed(0)} to ${memory[1].toFixed(0)} MiB`,
      wanted: `at most ${Math.round(100 * MEMORY_GROWTH - 100)} % more`,
      isMet: memory[1] <= MEMORY_GROWTH * memory[0],
    },
    {
      what: "descriptors, second quarter to last",
      seen: `${descriptors[0].toFixed(0)} to ${descriptors[1].toFixed(0)}`,
      wanted: `at most ${DESCRIPTORS_GROWTH} more`,
      isMet: descriptors[1] <= descriptors[0] + DESCRIPTORS_GROWTH,
    },
  ];
}

function report({ tallies }: Phase, alone: Phase): void {
  for (const { name } of kinds) {
    const tally = tallies.get(name);
    if (tally === undefined) continue;
    const { right, wrong, refused, ms } = tally;
    const [p50, p99] = [0.5, 0.99].map((part) => quantile(ms, part).toFixed(1));
    const single = alone.tallies.get(name);
    const beside =
      single === undefined
        ? ""
        : `; alone p50 ${quantile(single.ms, 0.5).toFixed(1)} ms`;
    console.log(
      `${name.padEnd(13)} ${right} right, ${wrong} wrong, ${refused} refused; p50 ${p50}, p99 ${p99} ms${beside}`,
    );
  }
}

function rate(phase: Phase): string {
  return throughputOf(phase).toFixed(1);
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map(
    (row) =>
      `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lines[0], rule, ...lines.slice(1)].join("\n");
}

function bounded(name: string, text: string, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  console.error(`--${name} must be from 1 to ${max}`);
  process.exit(2);
}

/** A load on somebody else's machine is an attack. */
function loopback(text: string): string {
  const { hostname, origin } = new URL(text);
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)) return origin;
  console.error("--url must be one of this machine: http://127.0.0.1:8194");
  process.exit(2);
}
