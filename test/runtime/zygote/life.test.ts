/** Children of one zygote beside and after one another, and what is left when one is killed. */
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { RunResult, Sandbox } from "../../../src/runtime/model.js";
import {
  becomes,
  cgroupsLeft,
  needsPython,
  needsRoot,
  python,
  startSupervisor,
} from "../machine.js";
import {
  DRAWN_IN_CONTEXTS,
  marked,
  newMarker,
  openMarked,
  runningChildren,
  zygoteOf,
} from "./marked.js";

const parsed = (result: RunResult): unknown => {
  if (result.stdout === "") throw new Error(JSON.stringify(result));
  return JSON.parse(result.stdout) as unknown;
};

describe.skipIf(!needsRoot() || !needsPython())("children", () => {
  afterEach(() => {
    expect(cgroupsLeft(process.pid)).toEqual([]);
  });

  it("have ids, namespaces and scratch of their own, beside and after one another", async () => {
    await using sandbox = await openMarked("python3");
    const code = `
import json, os, time
seen = [os.listdir("/tmp"), os.listdir("/dev/shm"), sorted(os.listdir("."))]
open("/tmp/mine", "x"); open("mine", "x"); open("/dev/shm/mine", "x")
time.sleep(0.5)
print(json.dumps([os.getuid(), [os.readlink(f"/proc/self/ns/{name}") for name in ("pid", "mnt", "net", "ipc", "uts", "cgroup")], seen, os.getpid()]))
`;
    const together = await Promise.all(
      Array.from({ length: 4 }, () => sandbox.run({ code })),
    );
    const after = await sandbox.run({ code });
    const all = [...together, after].map(
      (result) => parsed(result) as [number, string[], string[][], number],
    );
    const beside = all.slice(0, 4);
    expect(new Set(beside.map(([id]) => id)).size).toBe(4);
    for (let name = 0; name < 6; name++)
      expect(new Set(beside.map(([, names]) => names[name])).size).toBe(4);
    for (const [, , seen] of all) expect(seen).toEqual([[], [], ["main.py"]]);
    expect(beside.every(([id]) => id > 0)).toBe(true);
  });

  it("see no descriptor of the zygote's, no parent, nothing else in /proc", async () => {
    for (const [language, code] of [
      [
        "python3",
        `import json, os
print(json.dumps([sorted(int(fd) for fd in os.listdir("/proc/self/fd"))[:-1], os.getppid(), [p for p in os.listdir("/proc") if p.isdigit() and int(p) not in (os.getpid(),)]]))`,
      ],
      [
        "nodejs",
        `const fs = require("node:fs");
const links = fs.readdirSync("/proc/self/fd").map((fd) => { try { return fs.readlinkSync("/proc/self/fd/" + fd); } catch { return ""; } });
console.log(JSON.stringify([links.filter((link) => link.startsWith("socket:") || (link.startsWith("/") && link !== "/dev/null")), process.ppid, fs.readdirSync("/proc").filter((p) => /^\\d+$/.test(p) && Number(p) !== process.pid)]));`,
      ],
    ] as const) {
      await using sandbox = await openMarked(language);
      const [descriptors, parent, others] = parsed(
        await sandbox.run({ code }),
      ) as [unknown[], number, string[]];
      expect(descriptors).toEqual(language === "python3" ? [0, 1, 2] : []);
      expect(parent).toBe(0);
      // The first process of its own namespace, by number; it may not look into it.
      expect(others).toEqual(["1"]);
    }
  });

  it("have no right in any namespace, and may not gain one", async () => {
    await using sandbox = await openMarked("python3");
    const { stdout } = await sandbox.run({
      code: `print(*(line.split()[1] for line in open("/proc/self/status") if line.split(":")[0] in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp_filters")))`,
    });
    const none = "0000000000000000";
    expect(stdout).toBe(`${[none, none, none, none, none].join(" ")} 1 2\n`);
  });

  it("draw random numbers of their own", async () => {
    await using pythons = await openMarked("python3", {
      preload: ["random", "uuid", "ssl"],
    });
    await using nodes = await openMarked("nodejs");
    const draw = async (sandbox: Sandbox, code: string): Promise<void> => {
      const drawn: string[] = [];
      for (let run = 0; run < 4; run++)
        drawn.push((await sandbox.run({ code })).stdout);
      expect(drawn.every((line) => line.length > 10)).toBe(true);
      const columns = drawn.map((line) => line.trim().split(" "));
      for (const at of columns[0]?.keys() ?? [])
        expect(new Set(columns.map((row) => row[at])).size).toBe(4);
    };
    await draw(
      pythons,
      "import random, uuid, ssl, tempfile\nprint(random.random(), uuid.uuid4(), ssl.RAND_bytes(8).hex(), next(tempfile._get_candidate_names()))",
    );
    await draw(
      nodes,
      `console.log(Math.random(), require("node:vm").runInNewContext("Math.random()"), crypto.randomUUID(), require("node:crypto").randomBytes(8).toString("hex"))`,
    );
  });

  it("draw other random numbers in each context and worker of theirs", async () => {
    await using nodes = await openMarked("nodejs");
    const runs = [
      await nodes.run({ code: DRAWN_IN_CONTEXTS }),
      await nodes.run({ code: DRAWN_IN_CONTEXTS }),
    ];
    const drawn = runs.flatMap(({ stdout }) => stdout.trim().split("\n"));
    expect([drawn.length, new Set(drawn).size]).toEqual([14, 14]);
  });

  it("start their clocks when their code does, however old the zygote is", async () => {
    await using sandbox = await openMarked("nodejs");
    const code = `const start = Date.now(); setTimeout(() => console.log(Date.now() - start >= 299), 300);`;
    await sandbox.run({ code });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect((await sandbox.run({ code })).stdout).toBe("true\n");
  });

  it("find what was preloaded, and no name of the zygote's", async () => {
    await using sandbox = await openMarked("python3", { preload: ["decimal"] });
    const { stdout } = await sandbox.run({
      code: `import sys
print("decimal" in sys.modules, "callgate_zygote" in sys.modules, sorted(name for name in dir() if not name.startswith("__")), sys.argv, __name__, __file__, sys.path[0])`,
      args: ["a", "b c"],
    });
    expect(stdout).toBe(
      "True False ['sys'] ['/sandbox/main.py', 'a', 'b c'] __main__ /sandbox/main.py /sandbox\n",
    );
  });

  it("end with their limits, told apart, and the next one is unharmed", async () => {
    await using sandbox = await openMarked("python3", {
      limits: { timeoutMs: 60_000 },
    });
    const loop = "while True: pass";
    const ends = [
      await sandbox.run({ code: loop, limits: { timeoutMs: 300 } }),
      await sandbox.run({ code: loop, limits: { cpuMs: 200 } }),
      await sandbox.run({
        code: "b = bytearray(1 << 30)\nfor i in range(0, 1 << 30, 4096): b[i] = 1",
        limits: { memoryBytes: 64 << 20 },
      }),
      await sandbox.run({
        code: "while True: print('x' * 1000)",
        limits: { outputBytes: 5000 },
      }),
      await sandbox.run({
        code: "open('big', 'wb').write(bytes(2 << 20))",
        limits: { scratchBytes: 1 << 20 },
      }),
      await sandbox.run({ code: "print(1)" }),
    ];
    expect(ends.map(({ exit }) => exit)).toMatchObject([
      { kind: "timeout", limit: "wall" },
      { kind: "timeout", limit: "cpu" },
      { kind: "out-of-memory" },
      { kind: "output-limit" },
      { kind: "exit", code: 1 },
      { kind: "exit", code: 0 },
    ]);
    expect(ends[4]?.stderr).toContain("No space left");
  });
});

describe.skipIf(!needsRoot() || !needsPython())("when it is killed,", () => {
  it("a zygote loses the run inside it, told as the sandbox's failure, and is replaced", async () => {
    await using sandbox = await openMarked("python3");
    await sandbox.run({ code: "" });
    const zygote = zygoteOf(sandbox.marker);
    const lost = sandbox.run({ code: "import time\ntime.sleep(60)" });
    await new Promise((resolve) => setTimeout(resolve, 500));
    process.kill(zygote, "SIGKILL");
    expect((await lost).exit.kind).toBe("sandbox-failure");
    const after = await sandbox.run({ code: "print('up')" });
    expect(after).toMatchObject({ stdout: "up\n", exit: { code: 0 } });
    expect(zygoteOf(sandbox.marker)).not.toBe(zygote);
  });

  it("a zygote that hangs is ended and replaced; the run that it held is the sandbox's failure", async () => {
    await using sandbox = await openMarked("python3");
    await sandbox.run({ code: "" });
    const zygote = zygoteOf(sandbox.marker);
    process.kill(zygote, "SIGSTOP");
    const held = await sandbox.run({ code: "", limits: { timeoutMs: 500 } });
    expect(held.exit.kind).toBe("sandbox-failure");
    expect((await sandbox.run({ code: "print(1)" })).stdout).toBe("1\n");
    expect(zygoteOf(sandbox.marker)).not.toBe(zygote);
  });

  it("a zygote that has requests unread is a zygote that died, and no error of the supervisor", async () => {
    await using sandbox = await openMarked("python3");
    await sandbox.run({ code: "" });
    const zygote = zygoteOf(sandbox.marker);
    process.kill(zygote, "SIGSTOP");
    // Its end resets the channel (ECONNRESET): these are still in it.
    const lost = Array.from({ length: 4 }, () => sandbox.run({ code: "" }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.kill(zygote, "SIGKILL");
    for (const { exit } of await Promise.all(lost))
      expect(["exit", "sandbox-failure"]).toContain(exit.kind);
    expect((await sandbox.run({ code: "print(1)" })).stdout).toBe("1\n");
  });

  it.each(["python3", "nodejs"] as const)(
    "a zygote that hangs is noticed long before the limits of the runs in it: %s",
    // The run would take, and might take, an hour.
    { timeout: 60_000 },
    async (language) => {
      await using sandbox = await openMarked(language, {
        limits: { timeoutMs: 3_600_000 },
      });
      const wait =
        language === "python3"
          ? "import time\nprint('on', flush=True)\ntime.sleep(3600)"
          : "console.log('on'); setTimeout(() => {}, 3_600_000)";
      const print = language === "python3" ? "print(1)" : "console.log(1)";
      let isOn: () => void = () => undefined;
      const on = new Promise<void>((resolve) => (isOn = resolve));
      const run = sandbox.run({ code: wait, onOutput: () => isOn() });
      await on;
      process.kill(zygoteOf(sandbox.marker), "SIGSTOP");
      const { exit, stdout } = await run;
      expect(exit).toMatchObject({
        kind: "sandbox-failure",
        message: expect.stringContaining("it had not answered for 2 s"),
      });
      expect(stdout).toBe("on\n");
      expect((await sandbox.run({ code: print })).stdout).toBe("1\n");
    },
  );

  it("a run that asks while its zygote hangs is made by the next one", async () => {
    await using sandbox = await openMarked("python3");
    await sandbox.run({ code: "" });
    // One more than there may be ready, so that one has to be forked.
    process.kill(zygoteOf(sandbox.marker), "SIGSTOP");
    const results = await Promise.all(
      Array.from({ length: 12 }, () => sandbox.run({ code: "print(1)" })),
    );
    const told = results.map(({ exit, stdout }) =>
      exit.kind === "sandbox-failure" ? exit.kind : stdout,
    );
    expect(new Set(told)).toEqual(new Set(["sandbox-failure", "1\n"]));
  });

  it("neither a zygote that stood still for a moment nor a busy supervisor costs a run", async () => {
    await using sandbox = await openMarked("python3");
    const run = sandbox.run({ code: "import time\ntime.sleep(6)\nprint(1)" });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const zygote = zygoteOf(sandbox.marker);
    process.kill(zygote, "SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    process.kill(zygote, "SIGCONT");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4000);
    expect((await run).stdout).toBe("1\n");
    expect(zygoteOf(sandbox.marker)).toBe(zygote);
  });

  it("a child ends its own run alone", async () => {
    await using sandbox = await openMarked("python3");
    await sandbox.run({ code: "" });
    const zygote = zygoteOf(sandbox.marker);
    const code =
      "import os, time\nopen('/tmp/on', 'w')\ntime.sleep(3)\nprint(1)";
    const [first, second] = [sandbox.run({ code }), sandbox.run({ code })];
    await new Promise((resolve) => setTimeout(resolve, 700));
    const running = runningChildren(sandbox.marker);
    expect(running).toHaveLength(2);
    const victim = running[0];
    if (victim !== undefined) process.kill(victim, "SIGKILL");
    const ends = (await Promise.all([first, second])).map(({ exit }) => exit);
    expect(ends).toContainEqual({ kind: "signal", signal: "SIGKILL" });
    expect(ends).toContainEqual({ kind: "exit", code: 0 });
    expect(zygoteOf(sandbox.marker)).toBe(zygote);
  });

  it("a supervisor takes zygote and children with it", async () => {
    const marker = newMarker();
    const supervisor = startSupervisor({});
    supervisor.stdin.end(
      JSON.stringify({
        options: {
          language: "python3",
          interpreter: python,
          isolation: "zygote",
          env: { MARKER: marker },
          limits: { timeoutMs: 60_000 },
        },
        requests: [{ code: "import time\ntime.sleep(60)" }],
      }),
    );
    expect(await becomes(() => marked(marker).length > 1, 30_000)).toBe(true);
    supervisor.kill("SIGKILL");
    await once(supervisor, "exit");
    expect(await becomes(() => marked(marker).length === 0)).toBe(true);
  });

  it("nothing of a closed sandbox is left", async () => {
    const before = readdirSync("/proc/self/fd").length;
    const sandbox = await openMarked("nodejs");
    await Promise.all(
      Array.from({ length: 5 }, () => sandbox.run({ code: "console.log(1)" })),
    );
    expect(marked(sandbox.marker).length).toBeGreaterThan(0);
    await sandbox.close();
    expect(marked(sandbox.marker)).toEqual([]);
    expect(cgroupsLeft(process.pid)).toEqual([]);
    expect(readdirSync("/proc/self/fd").length).toBeLessThanOrEqual(before);
  });
});
