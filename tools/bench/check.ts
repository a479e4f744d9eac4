/**
 * What `check` of a policy of 300 rules for nine arches costs, warm and from a cold start
 * beside Node's own, and what an import costs. Prints Markdown. With CALLGATE_CORPUS the
 * import is of Docker's default profile.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { check } from "../../src/audit/check.js";
import { importPolicies } from "../../src/interop/import.js";
import { loadPolicy } from "../../src/policy/load.js";
import { shippedSource } from "../../src/policy-files.js";
import { corpus } from "../../test/support/requires.js";
import { largePolicy } from "./support/large-policy.js";

const RULES = 300;
const ROUNDS = 21;
const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const source = shippedSource();

/** The median of what `take` gives, the first third left out. */
function median(take: (round: number) => number): number {
  const all = Array.from({ length: ROUNDS }, (_, round) => take(round));
  const warm = all.slice(ROUNDS / 3).sort((a, b) => a - b);
  return warm[warm.length >> 1] ?? 0;
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function row(...cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}

/** A comment of its own each time, so that nothing is remembered of the file. */
function fresh(round: number): { path: string; text: string } {
  const text = `# ${round.toString()}\n${largePolicy(RULES)}`;
  return { path: "large.yaml", text };
}

function read(round: number) {
  const { policy } = loadPolicy(source, fresh(round));
  if (policy === undefined) throw new Error("the measured policy is faulty");
  return policy;
}

row(`${RULES.toString()} rules, nine arches`, "p50 ms");
row("---", "---");
row("read, warm", median((round) => timed(() => read(round))).toFixed(0));
row(
  "find, warm",
  median((round) => {
    const policy = read(round);
    return timed(() => check(policy));
  }).toFixed(0),
);

const folder = mkdtempSync(join(tmpdir(), "callgate-bench-"));
const file = join(folder, "large.yaml");
writeFileSync(file, largePolicy(RULES));
const cold = (args: readonly string[]): number =>
  median(() => timed(() => void spawnSync(process.execPath, [...args])));
const base = cold(["-e", "0"]);
const whole = cold([cli, "check", file]);
row("`node -e 0`", base.toFixed(0));
row("`callgate check`, cold, over that", (whole - base).toFixed(0));
const measured = `process.argv.push("check", ${JSON.stringify(file)});
process.on("exit", () => console.error(process.resourceUsage().maxRSS));
await import(${JSON.stringify(cli)});`;
const { stderr } = spawnSync(process.execPath, [
  "--input-type=module",
  "-e",
  measured,
]);
const kib = Number(stderr.toString().trim().split("\n").at(-1));
row("memory of it, MiB", (kib / 1024).toFixed(0));
rmSync(folder, { recursive: true });

const folderOfOthers = corpus();
if (folderOfOthers !== undefined) {
  const path = join(folderOfOthers, "compile/docker-default.json");
  const text = readFileSync(path, "utf8");
  const options = { arches: ["x86_64"] as const, lossy: false };
  row(
    "import of Docker's default, warm",
    median(() =>
      timed(() => importPolicies({ path, text }, "oci", source, options)),
    ).toFixed(0),
  );
}
