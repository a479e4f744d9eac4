/** kill -9 in the middle of 100 concurrent runs: everyone gets an answer, nothing is left. */
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import type { RunResult } from "../../../src/runtime/model.js";
import {
  becomes,
  cgroupsLeft,
  needsPython,
  needsRoot,
  python,
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

const codeOf = (number: number): string =>
  `import time\ntime.sleep(0.5)\nprint(${number})`;

function startAll(sandbox: MarkedSandbox): Promise<RunResult>[] {
  return Array.from({ length: RUNS }, (_, number) =>
    sandbox.run({ code: codeOf(number) }),
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
      const all = startAll(sandbox);
      await Promise.race(all);
      const victim = runningChildren(sandbox.marker).at(-1);
      if (victim !== undefined) process.kill(victim, "SIGKILL");
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
  },
);
