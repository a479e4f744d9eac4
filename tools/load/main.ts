/**
 * A mixed load on a service of this machine: `npx tsx tools/load/main.ts --seconds 60`. Says
 * what was answered and how fast; exits 1 where an answer was wrong, another's, or a 5xx
 * other than 503. API_KEY is sent where it is set.
 */
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { CallgateError, createClient } from "../../src/client/index.js";
import { kinds, type Kind } from "./kinds.js";

const SECONDS_MAX = 600;
const CLIENTS_MAX = 64;

const { values: options } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:8194" },
    seconds: { type: "string", default: "30" },
    clients: { type: "string", default: "8" },
  },
});
const seconds = bounded("seconds", options.seconds, SECONDS_MAX);
const clients = bounded("clients", options.clients, CLIENTS_MAX);
const url = loopback(options.url);
const key = process.env["API_KEY"];

/** What became of the requests of one kind. */
interface Tally {
  right: number;
  wrong: number;
  refused: number;
  readonly ms: number[];
}

const tallies = new Map<string, Tally>();
const faults: string[] = [];

await main();

async function main(): Promise<void> {
  const client = createClient({
    url,
    retries: 0,
    ...(key === undefined || key === "" ? {} : { key }),
  });
  const alone = await aloneMs(client);
  const before = await gauges();
  console.log(`${clients} clients for ${seconds} s; before: ${before}`);
  const until = performance.now() + 1000 * seconds;
  const halfway = setTimeout(() => {
    void gauges().then((text) => console.log(`halfway: ${text}`));
  }, 500 * seconds);
  const caller = async (): Promise<void> => {
    while (performance.now() < until) await one(client, choose());
  };
  await Promise.all(Array.from({ length: clients }, caller));
  clearTimeout(halfway);
  report(alone, await gauges());
  if (faults.length > 0) process.exitCode = 1;
}

/** Small runs, one at a time: their p50 in milliseconds. */
async function aloneMs(
  client: ReturnType<typeof createClient>,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const kind of kinds.filter(({ isSmall }) => isSmall)) {
    for (let round = 0; round < 20; round++) await one(client, kind);
    found.set(kind.name, quantile(tallyOf(kind).ms, 0.5));
    tallies.delete(kind.name);
  }
  return found;
}

async function one(
  client: ReturnType<typeof createClient>,
  kind: Kind,
): Promise<void> {
  const tally = tallyOf(kind);
  const from = performance.now();
  try {
    const fault = await kind.send(
      client,
      `T${randomBytes(16).toString("hex")}T`,
    );
    if (fault === "") tally.right++;
    else note(kind, tally, fault);
    tally.ms.push(performance.now() - from);
  } catch (error) {
    if (error instanceof CallgateError && error.status === 503) {
      tally.refused++;
      await new Promise((resolve) => setTimeout(resolve, 100));
    } else note(kind, tally, String(error));
  }
}

function note({ name }: Kind, tally: Tally, fault: string): void {
  tally.wrong++;
  faults.push(`${name}: ${fault}`);
}

function tallyOf({ name }: Kind): Tally {
  const tally = tallies.get(name) ?? {
    right: 0,
    wrong: 0,
    refused: 0,
    ms: [],
  };
  tallies.set(name, tally);
  return tally;
}

function choose(): Kind {
  let at = Math.random() * kinds.reduce((sum, { weight }) => sum + weight, 0);
  for (const kind of kinds) {
    at -= kind.weight;
    if (at < 0) return kind;
  }
  throw new Error("there are no kinds of requests");
}

function report(alone: ReadonlyMap<string, number>, after: string): void {
  let all = 0;
  for (const { name } of kinds) {
    const tally = tallies.get(name);
    if (tally === undefined) continue;
    const { right, wrong, refused, ms } = tally;
    all += right;
    const [p50, p99] = [0.5, 0.99].map((part) => quantile(ms, part).toFixed(1));
    const single = alone.get(name);
    const beside =
      single === undefined ? "" : `; alone p50 ${single.toFixed(1)} ms`;
    console.log(
      `${name.padEnd(13)} ${right} right, ${wrong} wrong, ${refused} refused; p50 ${p50}, p99 ${p99} ms${beside}`,
    );
  }
  console.log(`${(all / seconds).toFixed(1)} answers a second`);
  console.log(`after: ${after}`);
  for (const fault of faults.slice(0, 20)) console.log(`WRONG ${fault}`);
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(part * (sorted.length - 1))] ?? 0;
}

/** What the service says of its memory and descriptors. */
async function gauges(): Promise<string> {
  const response = await fetch(`${url}/metrics`, {
    headers: key === undefined || key === "" ? {} : { "x-api-key": key },
  });
  const text = await response.text();
  const valueOf = (name: string): number =>
    Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1] ?? Number.NaN);
  const memory = valueOf("process_resident_memory_bytes") / 2 ** 20;
  return `${memory.toFixed(0)} MiB, ${valueOf("process_open_fds")} descriptors`;
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
