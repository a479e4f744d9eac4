/** kill -9 in the middle of 100 concurrent runs: everyone gets an answer, nothing is left. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { RunResult } from "../../../src/runtime/model.js";
import {
  becomes,
  cgroupsLeft,
  needsPython,
  needsRoot,
  python,
  root,
  startSupervisor,
  supervised,
  type Runs,
} from "../machine.js";
import {
  marked,
  newMarker,
  openMarked,
  runningChildren,
  zygoteOf,
  type MarkedSandbox,
} from "./marked.js";

const RUNS = 100;
/** CHILDREN_MAX of a zygote: more than these are not inside at one time. */
const INSIDE_MOST = 31;
/** Of the service. */
const AT_ONCE = 20;

const codeOf = (number: number, seconds: number): string =>
  `import time\ntime.sleep(${seconds})\nprint(${number})`;

function startAll(sandbox: MarkedSandbox, seconds = 0.5): Promise<RunResult>[] {
  return Array.from({ length: RUNS }, (_, number) =>
    sandbox.run({ code: codeOf(number, seconds) }),
  );
}

/** How many ended as `kind`; every other one must have its own answer. */
function countOf(kind: string, results: readonly RunResult[]): number {
  const others = [...results.entries()].filter(
    ([, { exit }]) => exit.kind !== kind,
  );
  for (const [number, { exit, stdout }] of others)
    expect([exit, stdout]).toEqual([{ kind: "exit", code: 0 }, `${number}\n`]);
  return results.length - others.length;
}

describe.skipIf(!needsRoot() || !needsPython())(
  "in the middle of 100 concurrent runs",
  () => {
    afterEach(() => {
      expect(cgroupsLeft(process.pid)).toEqual([]);
    });

    it("a killed zygote costs the runs inside it and no other", async () => {
      await using sandbox = await openMarked("python3");
      const all = startAll(sandbox);
      await Promise.race(all);
      process.kill(zygoteOf(sandbox.marker), "SIGKILL");
      const lost = countOf("sandbox-failure", await Promise.all(all));
      expect(lost).toBeGreaterThan(0);
      expect(lost).toBeLessThanOrEqual(INSIDE_MOST);
      expect((await sandbox.run({ code: "print(1)" })).stdout).toBe("1\n");
    });

    it("a killed child costs its own run", async () => {
      await using sandbox = await openMarked("python3");
      // Long enough that the youngest does not end by itself before it is found and killed.
      const all = startAll(sandbox, 2);
      await Promise.race(all);
      const killYoungest = (): boolean => {
        const victim = runningChildren(sandbox.marker).at(-1);
        if (victim === undefined) return false;
        process.kill(victim, "SIGKILL");
        return true;
      };
      expect(await becomes(killYoungest)).toBe(true);
      expect(countOf("signal", await Promise.all(all))).toBe(1);
    });

    it("a killed supervisor leaves nothing, and a new one starts clean", async () => {
      const marker = newMarker();
      const runs: Runs = {
        options: {
          language: "python3",
          interpreter: python,
          isolation: "zygote",
          env: { MARKER: marker },
          limits: { timeoutMs: 60_000 },
        },
        requests: Array.from({ length: RUNS }, () => ({
          code: "import time\ntime.sleep(60)",
        })),
        atOnce: RUNS,
      };
      const supervisor = startSupervisor({});
      supervisor.stdin.end(JSON.stringify(runs));
      expect(
        await becomes(() => marked(marker).length > INSIDE_MOST, 30_000),
      ).toBe(true);
      supervisor.kill("SIGKILL");
      await once(supervisor, "exit");
      expect(await becomes(() => marked(marker).length === 0)).toBe(true);
      const next = await supervised(
        {},
        { ...runs, requests: [{ code: "print(1)" }] },
      );
      expect(next).toMatchObject({ results: [{ stdout: "1\n" }] });
      // It takes away the control groups that nobody was left to.
      expect(cgroupsLeft(supervisor.pid ?? 0)).toEqual([]);
    });

    it("a killed service answers or closes each connection, and a new one starts clean", async () => {
      const marker = newMarker();
      const first = await serve(marker);
      const answers = Array.from({ length: RUNS }, () =>
        ask(first.address, "import time\ntime.sleep(60)"),
      );
      expect(await becomes(() => marked(marker).length > AT_ONCE, 30_000)).toBe(
        true,
      );
      first.process.kill("SIGKILL");
      const ends = await Promise.all(answers);
      expect(ends.filter((end) => end !== "closed")).toEqual([]);
      expect(await becomes(() => marked(marker).length === 0)).toBe(true);
      const second = await serve(marker);
      expect(await ask(second.address, "print(6 * 7)")).toContain("42\\n");
      expect(cgroupsLeft(first.process.pid ?? 0)).toEqual([]);
      second.process.kill("SIGTERM");
      await once(second.process, "exit");
      expect(marked(marker)).toEqual([]);
    });
  },
);

/** `callgate serve` on a port of its choice; its interpreters have `marker` in their environment. */
async function serve(
  marker: string,
): Promise<{ process: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [join(root, "dist/cli.js"), "serve"], {
    env: {
      PATH: process.env["PATH"],
      SANDBOX_PORT: "0",
      PYTHON_PATH: python,
      NODEJS_PATH: process.execPath,
      MAX_WORKERS: String(AT_ONCE),
      MAX_REQUESTS: String(2 * RUNS),
      WORKER_TIMEOUT: "60",
      MARKER: marker,
      ALLOWED_ENV_VARS: "MARKER",
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [greeting] = (await once(child.stdout, "data")) as [Buffer];
  const address = /http:\/\/\S+/.exec(greeting.toString())?.[0] ?? "";
  return { process: child, address };
}

/** What a run answered; "closed" where the connection was. */
async function ask(address: string, code: string): Promise<string> {
  try {
    const answer = await fetch(`${address}/v1/sandbox/run`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ language: "python3", code }),
    });
    return await answer.text();
  } catch {
    return "closed";
  }
}
