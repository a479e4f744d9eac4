/**
 * How long commands take from a cold start, in turn with Node's own start in the same run. Each
 * ran once before, so that the code which V8 made of it is kept.
 */
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const ROUNDS = 15;

const commands: readonly (readonly [string, readonly string[]])[] = [
  ["`node -e 0`", ["-e", "0"]],
  ["`callgate --version`", [cli, "--version"]],
  ["`callgate --help`", [cli, "--help"]],
  ["`callgate check python`", [cli, "check", "python"]],
  [
    "`callgate compile python --arch x86_64`",
    [cli, "compile", "python", "--arch", "x86_64", "-o", "/dev/null"],
  ],
  [
    "`callgate report python`",
    [cli, "report", "python", "-o", join(tmpdir(), "callgate-bench-report")],
  ],
  ["`callgate syscalls openat`", [cli, "syscalls", "openat"]],
];

const times = commands.map((): number[] => []);
for (let round = 0; round <= ROUNDS; round++) {
  commands.forEach(([name, args], index) => {
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync(process.execPath, [...args]);
    const ms = Number(process.hrtime.bigint() - start) / 1e6;
    if (status !== 0) throw new Error(`${name} failed: ${stderr.toString()}`);
    // The first round fills the page cache, and keeps V8's code.
    if (round > 0) times[index]?.push(ms);
  });
}

const medians = times.map(
  (list) => list.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0,
);
const base = medians[0] ?? 0;
process.stdout.write("| command | p50 ms | over Node's own start |\n");
process.stdout.write("| --- | --- | --- |\n");
commands.forEach(([name], index) => {
  const median = medians[index] ?? 0;
  process.stdout.write(
    `| ${name} | ${median.toFixed(0)} | ${(median - base).toFixed(0)} |\n`,
  );
});
