/** A process whose zygote may make no more children for a while, and what it asked of it meanwhile. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createSandbox } from "../../src/runtime/sandbox.js";

/** What is printed. */
export interface ShortOfProcesses {
  /** Children that were asked for in a second in which none could be made. */
  readonly asked: number;
  /** How a run ended then. */
  readonly refused: string;
  /** What one printed when they could be made again. */
  readonly stdout: string;
}

const [group = "", interpreter = ""] = process.argv.slice(2);
const most = join(group, "pids.max");
writeFileSync(join(group, "cgroup.procs"), String(process.pid));

let forks = 0;
const sandbox = await createSandbox({
  language: "python3",
  interpreter,
  isolation: "zygote",
  onZygote: (event) => {
    if (event === "forked") forks++;
  },
});
await sandbox.run({ code: "" });
await setTimeout(500);
writeFileSync(most, "1");
// Those that are ready are used up.
for (let run = 0; run < 8; run++) await sandbox.run({ code: "" });
const before = forks;
await setTimeout(1000);
const asked = forks - before;
const { exit } = await sandbox.run({ code: "" });
const refused = exit.kind === "sandbox-failure" ? exit.message : exit.kind;
writeFileSync(most, "max");
const { stdout } = await sandbox.run({ code: "print(6*7)" });
await sandbox.close();
const seen: ShortOfProcesses = { asked, refused, stdout };
process.stdout.write(JSON.stringify(seen));
