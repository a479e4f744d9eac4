/**
 * Mutated requests over raw sockets: `npx tsx tools/fuzz/http.ts [COUNT] [SEED]`, by default
 * 100,000. Routes, methods, headers, bodies, lengths, chunks, pipelines and cuts are damaged;
 * the server, a process of its own, must answer none with 500, mix none up, log no fault, and
 * grow neither in memory nor in descriptors. Prints how often which status; exits 1 on a fault.
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { randomFrom } from "../../test/compiler/support/random.js";
import { hostileTraffic, send } from "../../test/server/hostile-requests.js";
import { configurationOf, echoRunner } from "../../test/server/support.js";
import { createServer } from "../../src/server/index.js";

const AT_ONCE = 16;
/** What a heap of V8's may grow by, once it is warm, without anything being kept. */
const GROWTH_MIB = 64;

if (process.send === undefined) await fuzz();
else await serve();

/** In the child: a server whose runs take no time, and its faults. */
async function serve(): Promise<void> {
  const log = pino(
    { base: null, level: "error" },
    { write: (line: string) => process.send?.({ fault: line }) },
  );
  const server = createServer(
    configurationOf({
      MAX_WORKERS: "16",
      MAX_REQUESTS: "64",
      LOOSEST_POLICY: "own",
    }),
    { runner: echoRunner, log },
  );
  process.send?.({ address: await server.listen() });
  process.on("disconnect", () => process.exit(0));
}

async function fuzz(): Promise<void> {
  const count = Number(process.argv[2] ?? "100000");
  const seed = Number(process.argv[3] ?? "2026");
  const child = fork(fileURLToPath(import.meta.url), [], { stdio: "inherit" });
  const faults: string[] = [];
  child.on("exit", (code, signal) => {
    if (done < count) {
      console.error(`the server ended with ${signal ?? code}`);
      process.exit(1);
    }
  });
  const address = await new Promise<string>((resolve) => {
    child.on("message", (told: { address?: string; fault?: string }) => {
      if (told.address !== undefined) resolve(told.address);
      if (told.fault !== undefined) faults.push(`logged ${told.fault}`);
    });
  });
  const statuses = new Map<number, number>();
  let next = 0;
  let done = 0;
  let warm: Gauges | undefined;
  const client = async (): Promise<void> => {
    while (next < count) {
      const number = next++;
      const traffic = hostileTraffic(number, randomFrom(seed + number));
      const answer = await send(address, traffic);
      if (answer.fault !== "")
        faults.push(
          `number ${number}: ${answer.fault}: ${JSON.stringify(Buffer.concat(traffic.pieces).toString("latin1").slice(0, 2000))}`,
        );
      for (const status of answer.statuses)
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      done++;
      if (done === Math.floor(count / 4)) warm = await gauges(address);
      if (done % 10_000 === 0) console.log(`${done} sent`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  const health = await fetch(`${address}/health`);
  if (!health.ok) faults.push(`/health answers ${health.status}`);
  const end = await gauges(address);
  for (const [status, times] of [...statuses].sort(([a], [b]) => a - b))
    console.log(`${status}: ${times}`);
  if (warm !== undefined) {
    console.log(`after a quarter ${textOf(warm)}; at the end ${textOf(end)}`);
    if (end.heapMib > warm.heapMib + GROWTH_MIB) faults.push("the heap grows");
    if (end.descriptors > warm.descriptors + AT_ONCE)
      faults.push("descriptors are left open");
  }
  for (const fault of faults.slice(0, 20)) console.log(`FAULT ${fault}`);
  console.log(`${count} sent, ${faults.length} faults`);
  child.disconnect();
  process.exitCode = faults.length === 0 ? 0 : 1;
}

interface Gauges {
  readonly heapMib: number;
  readonly residentMib: number;
  readonly descriptors: number;
}

async function gauges(address: string): Promise<Gauges> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const valueOf = (name: string): number =>
    Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1] ?? Number.NaN);
  return {
    heapMib: valueOf("nodejs_heap_size_used_bytes") / 2 ** 20,
    residentMib: valueOf("process_resident_memory_bytes") / 2 ** 20,
    descriptors: valueOf("process_open_fds"),
  };
}

function textOf({ heapMib, residentMib, descriptors }: Gauges): string {
  return `${heapMib.toFixed(0)} MiB of heap, ${residentMib.toFixed(0)} MiB resident, ${descriptors} descriptors`;
}
