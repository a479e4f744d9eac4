/** Where descriptors or threads run short, runs are refused or told of it, and nothing is left. */
import { execFile, spawn } from "node:child_process";
import { mkdirSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { cgroupHome } from "../../src/runtime/cgroups.js";
import { createSandbox } from "../../src/runtime/sandbox.js";
import {
  becomes,
  cgroupsLeft,
  needsPython,
  needsRoot,
  processesWith,
  python,
  supervisorFile,
} from "./machine.js";
import type { Shortage } from "./shortage-supervisor.js";
import type { ShortOfProcesses } from "./short-of-processes.js";
import type { WithoutThread } from "./without-thread.js";

const execute = promisify(execFile);

/** What a supervisor prints that moves itself into a group of its own, and limits its processes. */
async function inGroup<Seen>(name: string, ...args: string[]): Promise<Seen> {
  const home = cgroupHome();
  if (home.version === 0) throw new Error(home.reason);
  const parent = home.version === 1 ? home.pids : home.folder;
  const group = join(parent, `shortage-${process.pid}`);
  mkdirSync(group);
  try {
    const file = supervisorFile(name);
    const { stdout } = await execute(process.execPath, [file, group, ...args]);
    return JSON.parse(stdout) as Seen;
  } finally {
    // The last of its processes may still be on its way out.
    expect(await becomes(() => removed(group))).toBe(true);
  }
}

function removed(group: string): boolean {
  try {
    rmdirSync(group);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!needsRoot() || !needsPython())("without room", () => {
  it.each([
    ["process", "python3"],
    ["zygote", "python3"],
    ["zygote", "nodejs"],
  ] as const)(
    "for descriptors no run of %s, %s is lost, and none leaves anything",
    async (isolation, language) => {
      const options = {
        language,
        isolation,
        interpreter: language === "python3" ? python : process.execPath,
      };
      const child = spawn("sh", [
        "-c",
        'ulimit -n 160; exec "$@"',
        "sh",
        process.execPath,
        supervisorFile("shortage-supervisor"),
        JSON.stringify(options),
      ]);
      let text = "";
      child.stdout.setEncoding("utf8").on("data", (more) => (text += more));
      child.stderr.pipe(process.stderr);
      await new Promise((resolve) => child.once("close", resolve));
      const { ends, stdout, before, after } = JSON.parse(text) as Shortage;
      const told = /^(no-room|exit|sandbox-failure: .* its listener: EMFILE)$/;
      expect(ends.filter((end) => !told.test(end))).toEqual([]);
      expect(ends).toContain("no-room");
      expect(stdout).toBe("42\n");
      expect(after).toBeLessThanOrEqual(before);
      expect(cgroupsLeft(child.pid ?? 0)).toEqual([]);
    },
    120_000,
  );

  it("for the thread that answers refused calls a run fails, and a later one has it", async () => {
    const seen = await inGroup<WithoutThread>("without-thread");
    expect(seen).toEqual({
      refused: "EAGAIN",
      handoverEnded: true,
      later: "none",
    });
  });

  it("for children of a zygote a run is told so, and none is tried ahead again and again", async () => {
    const seen = await inGroup<ShortOfProcesses>("short-of-processes", python);
    expect(seen).toEqual({
      asked: 0,
      refused: expect.stringContaining("EAGAIN"),
      stdout: "42\n",
    });
  });

  it("for the end of a run's last process its groups go all the same", async () => {
    await using sandbox = await createSandbox({
      language: "python3",
      interpreter: python,
    });
    const marker = `lingering-${process.pid}`;
    const run = sandbox.run({
      code: "import time; time.sleep(0.5)",
      args: [marker],
    });
    expect(await becomes(() => processesWith(marker).length > 0)).toBe(true);
    // What is in a group and not of the run outlives it, as a process does that dies slowly.
    const lingering = spawn("sleep", ["2"]);
    const home = cgroupHome();
    const folders =
      home.version === 1
        ? [home.memory, home.pids]
        : home.version === 2
          ? [home.folder]
          : [];
    for (const folder of folders)
      for (const name of readdirSync(folder))
        if (name.startsWith(`callgate-${process.pid}-`))
          writeFileSync(
            join(folder, name, "cgroup.procs"),
            String(lingering.pid),
          );
    expect(cgroupsLeft(process.pid)).not.toEqual([]);
    expect((await run).exit).toEqual({ kind: "exit", code: 0 });
    expect(cgroupsLeft(process.pid)).toEqual([]);
  });
});
