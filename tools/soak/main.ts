/**
 * Thousands of mixed runs in zygotes of both languages, ordinary and hostile: `npx tsx
 * tools/soak/main.ts [--runs 10000] [--at-once 4]`. Every answer is checked; a table shows
 * memory, descriptors, processes, mounts and control groups on the way and at the end. Exits 1
 * where an answer was wrong, something is left, or memory grows.
 */
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { createSandbox } from "../../src/runtime/index.js";
import type { Language, Sandbox } from "../../src/runtime/model.js";
import { jobs, type SoakJob } from "./jobs.js";
import { look, type Look } from "./look.js";

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "10000" },
    "at-once": { type: "string", default: "4" },
  },
});
const RUNS = numberOf("runs", options.runs, 20, 1_000_000);
const AT_ONCE = numberOf("at-once", options["at-once"], 1, 64);
/** Rows of the table. */
const LOOKS = 10;
/** What the memory of this process may differ by, from a fifth of the runs on, and be flat. */
const MEMORY_NOISE_MIB = 24;

const MARKER = `soak-${process.pid}-${randomBytes(4).toString("hex")}`;
const INTERPRETERS: Readonly<Record<Language, string>> = {
  python3: "/usr/bin/python3",
  nodejs: process.execPath,
};

let right = 0;
const faults: string[] = [];
const looks: Look[] = [];

print(
  "runs",
  "right",
  "MiB",
  "heap MiB",
  "descriptors",
  "processes",
  "mounts",
  "cgroups",
);
print(..."--------".split("").map(() => "---:"));

const before = look(MARKER);
row("0", before);
const sandboxes = await Promise.all(
  (["python3", "nodejs"] as const).map(
    async (language): Promise<[Language, Sandbox]> => [
      language,
      await createSandbox({
        language,
        interpreter: INTERPRETERS[language],
        isolation: "zygote",
        env: { MARKER },
        // A busy machine must not decide what is right.
        limits: { timeoutMs: 30_000, cpuMs: 30_000 },
      }),
    ],
  ),
);
const start = performance.now();
for (let part = 1; part <= LOOKS; part++) {
  const until = Math.floor((RUNS * part) / LOOKS);
  const left = { runs: until - Math.floor((RUNS * (part - 1)) / LOOKS) };
  await Promise.all(Array.from({ length: AT_ONCE }, () => lane(left)));
  const seen = look(MARKER);
  looks.push(seen);
  row(String(until), seen);
}
const seconds = (performance.now() - start) / 1000;
for (const [, sandbox] of sandboxes) await sandbox.close();
const after = look(MARKER);
row("closed", after);

const [early, last] = [looks[Math.floor(LOOKS / 5)], looks.at(-1)];
if (early !== undefined && last !== undefined) {
  if (last.memoryMib > early.memoryMib + MEMORY_NOISE_MIB)
    faults.push(`memory grew from ${early.memoryMib} to ${last.memoryMib} MiB`);
}
for (const name of ["processes", "mounts", "cgroups", "descriptors"] as const)
  // Loading what runs need opens a few descriptors that stay: not more than these.
  if (after[name] > before[name] + (name === "descriptors" ? 4 : 0))
    faults.push(`${after[name] - before[name]} ${name} are left`);
process.stdout.write(
  `\n${right} right, ${faults.length} faults, ${(RUNS / seconds).toFixed(0)} runs a second\n`,
);
for (const fault of faults.slice(0, 20))
  process.stdout.write(`WRONG ${fault}\n`);
process.exit(faults.length === 0 ? 0 : 1);

/** Runs jobs one after the other, as long as there are runs left. */
async function lane(left: { runs: number }): Promise<void> {
  while (left.runs-- > 0) {
    const job = jobs[Math.floor(Math.random() * jobs.length)];
    if (job !== undefined) await one(job);
  }
}

async function one({ language, name, make }: SoakJob): Promise<void> {
  const sandbox = sandboxes.find(([of]) => of === language)?.[1];
  if (sandbox === undefined) return;
  const { request, complaintsOf } = make();
  const found = complaintsOf(await sandbox.run(request));
  if (found.length === 0) right++;
  else faults.push(`${name}: ${found.join("; ")}`);
}

function row(title: string, seen: Look): void {
  const { memoryMib, heapMib, descriptors, processes, mounts, cgroups } = seen;
  print(
    title,
    right,
    memoryMib,
    heapMib,
    descriptors,
    processes,
    mounts,
    cgroups,
  );
}

function print(...cells: readonly (string | number)[]): void {
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}

function numberOf(
  name: string,
  text: string,
  least: number,
  most: number,
): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  process.stderr.write(`--${name} must be from ${least} to ${most}\n`);
  process.exit(2);
}
