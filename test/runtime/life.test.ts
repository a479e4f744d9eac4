/** Runs beside one another, after one another, and what is left when something is killed. */
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { createSandbox, openSandbox } from "../../src/runtime/sandbox.js";
import type { Sandbox } from "../../src/runtime/model.js";
import {
  becomes,
  cgroupsLeft,
  needsPython,
  needsRoot,
  needsUser,
  noFilters,
  processesWith,
  python,
  resultsOf,
  startSupervisor,
} from "./machine.js";

const openPython = (): Promise<Sandbox> =>
  createSandbox({ language: "python3", interpreter: python });

/** As many threads as it gets, for long enough that other runs have theirs beside them. */
const FULL = `
import os, threading, time
forever = threading.Event()
count = 0
try:
    while True:
        threading.Thread(target=forever.wait, daemon=True).start()
        count += 1
except RuntimeError:
    pass
print(count, flush=True)
time.sleep(2)
os._exit(0)
`;

let markers = 0;
/** A word that stands in the command line of one test's runs and nowhere else. */
const newMarker = (): string => `marker-${process.pid}-${++markers}`;

function openDescriptors(): number {
  return readdirSync("/proc/self/fd").length;
}

describe.skipIf(!needsRoot() || !needsPython())("runs", () => {
  afterEach(() => {
    expect(cgroupsLeft(process.pid)).toEqual([]);
  });

  it("beside one another have ids, namespaces and scratch of their own", async () => {
    await using sandbox = await openPython();
    const code = `
import json, os, sys, time
open("/tmp/mine", "x").write(sys.argv[1])
open("mine", "x").write(sys.argv[1])
time.sleep(1)
print(json.dumps([os.getuid(), os.readlink("/proc/self/ns/pid"), sorted(os.listdir("/tmp")), open("/tmp/mine").read(), open("mine").read()]))
`;
    const names = ["a", "b", "c", "d"];
    const results = await Promise.all(
      names.map((name) => sandbox.run({ code, args: [name] })),
    );
    const seen = results.map(
      ({ stdout }) =>
        JSON.parse(stdout) as [number, string, string[], string, string],
    );
    expect(new Set(seen.map(([id]) => id)).size).toBe(names.length);
    expect(new Set(seen.map(([, namespace]) => namespace)).size).toBe(
      names.length,
    );
    for (const [at, [, , files, inTmp, inFolder]] of seen.entries()) {
      expect(files).toEqual(["mine"]);
      expect([inTmp, inFolder]).toEqual([names[at], names[at]]);
    }
  });

  it.each(
    [
      { user: false, isolation: "process" },
      { user: false, isolation: "zygote" },
      { user: true, isolation: "process" },
    ].filter(({ user }) => !user || needsUser()),
  )(
    "at their limit of processes leave others theirs, $isolation, as a user: $user",
    async ({ user, isolation }) => {
      const results = await resultsOf(
        { user },
        {
          options: {
            language: "python3",
            interpreter: python,
            isolation: isolation === "zygote" ? "zygote" : "process",
            allowMissing: user ? ["cgroup"] : [],
            // Without a control group memory is address space, and threads take much of it.
            limits: { processes: 20, memoryBytes: 2 ** 31, timeoutMs: 60_000 },
          },
          requests: Array.from({ length: 3 }, () => ({ code: FULL })),
          atOnce: 3,
        },
      );
      expect(results.map(({ stdout }) => stdout)).toEqual(
        Array.from({ length: 3 }, () => "19\n"),
      );
    },
  );

  it("that leave processes behind leave none", async () => {
    await using sandbox = await openSandbox(
      { language: "python3", interpreter: python },
      () => noFilters,
    );
    const marker = newMarker();
    const { exit, stdout } = await sandbox.run({
      code: `
import os, time
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(60)
        os._exit(0)
print("left")
`,
      args: [marker],
    });
    expect(exit).toEqual({ kind: "exit", code: 0 });
    expect(stdout).toBe("left\n");
    expect(processesWith(marker)).toEqual([]);
  });

  it("that time out leave no process, of several generations too", async () => {
    await using sandbox = await openSandbox(
      { language: "python3", interpreter: python },
      () => noFilters,
    );
    const marker = newMarker();
    const { exit } = await sandbox.run({
      code: "import os, signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nos.fork(); os.fork()\ntime.sleep(60)",
      args: [marker],
      limits: { timeoutMs: 1500 },
    });
    expect(exit).toEqual({ kind: "timeout", limit: "wall" });
    expect(processesWith(marker)).toEqual([]);
  });

  it("leave the supervisor's mounts, descriptors and namespaces as they were", async () => {
    await using sandbox = await openPython();
    const look = (): unknown => [
      readFileSync("/proc/self/mounts", "utf8"),
      readlinkSync("/proc/self/ns/mnt"),
      readlinkSync("/proc/self/ns/pid_for_children"),
    ];
    await sandbox.run({ code: "pass" });
    const before = look();
    const descriptors = openDescriptors();
    for (let at = 0; at < 10; at++)
      await sandbox.run({ code: "pass", stdin: "x".repeat(at * 100_000) });
    expect(look()).toEqual(before);
    expect(openDescriptors()).toBe(descriptors);
  });

  it("whose launcher is killed are a failure of the sandbox, and leave nothing", async () => {
    await using sandbox = await openPython();
    const marker = newMarker();
    const run = sandbox.run({
      code: "import time; time.sleep(60)",
      args: [marker],
      limits: { timeoutMs: 60_000 },
    });
    expect(await becomes(() => processesWith(marker).length > 0)).toBe(true);
    for (const guest of processesWith(marker))
      process.kill(parentOf(parentOf(guest)), "SIGKILL");
    const { exit } = await run;
    expect(exit.kind).toBe("sandbox-failure");
    expect(await becomes(() => processesWith(marker).length === 0)).toBe(true);
    expect(await becomes(() => cgroupsLeft(process.pid).length === 0)).toBe(
      true,
    );
    const next = await sandbox.run({ code: "print(6*7)" });
    expect(next.stdout).toBe("42\n");
  });

  it("whose first process is killed are a failure of the sandbox", async () => {
    await using sandbox = await openPython();
    const marker = newMarker();
    const run = sandbox.run({
      code: "import time; time.sleep(60)",
      args: [marker],
      limits: { timeoutMs: 60_000 },
    });
    expect(await becomes(() => processesWith(marker).length > 0)).toBe(true);
    for (const guest of processesWith(marker))
      process.kill(parentOf(guest), "SIGKILL");
    expect((await run).exit.kind).toBe("sandbox-failure");
    expect(processesWith(marker)).toEqual([]);
  });
});

function parentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]);
}

const users = [
  { title: "root's", user: false, canRun: needsRoot() && needsPython() },
  {
    title: "an ordinary user's",
    user: true,
    canRun: needsUser() && needsPython(),
  },
];

for (const { title, user, canRun } of users) {
  describe.skipIf(!canRun)(`${title} supervisor`, () => {
    it("that is killed takes its runs with it", async () => {
      const marker = newMarker();
      const supervisor = startSupervisor({ user });
      supervisor.stdin.end(
        JSON.stringify({
          options: {
            language: "python3",
            interpreter: python,
            limits: { timeoutMs: 60_000 },
            ...(user ? { allowMissing: ["cgroup"] } : {}),
          },
          requests: [{ code: "import time; time.sleep(60)", args: [marker] }],
        }),
      );
      expect(
        await becomes(() => processesWith(marker).length > 0, 30_000),
      ).toBe(true);
      supervisor.kill("SIGKILL");
      await once(supervisor, "exit");
      expect(await becomes(() => processesWith(marker).length === 0)).toBe(
        true,
      );
      const { pid = 0 } = supervisor;
      expect(await becomes(() => cgroupsLeft(pid).length === 0)).toBe(true);
    });
  });
}
