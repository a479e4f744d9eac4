import { describe, expect, it } from "vitest";
import { randomFrom } from "../compiler/support/random.js";
import { hostileTraffic, send } from "./hostile-requests.js";
import {
  call,
  configurationOf,
  echoRunner,
  HeldRunner,
  postRun,
  start,
} from "./support.js";

describe("a server that is sent nonsense", () => {
  it("never answers 500, mixes nothing up and goes on", async () => {
    await using started = await start(echoRunner);
    const count = Number(process.env["CALLGATE_FUZZ_RUNS"] ?? 400);
    const statuses = new Set<number>();
    let next = 0;
    const client = async (): Promise<void> => {
      while (next < count) {
        const number = next++;
        const traffic = hostileTraffic(number, randomFrom(number));
        const answer = await send(started.address, traffic);
        for (const status of answer.statuses) statuses.add(status);
        expect([number, answer.fault]).toEqual([number, ""]);
      }
    };
    await Promise.all(Array.from({ length: 8 }, client));
    // It did get through to what it aims at.
    for (const status of [200, 400, 403, 404, 405, 415, 431])
      expect([...statuses]).toContain(status);
    expect((await call(`${started.address}/health`)).status).toBe(200);
    expect(started.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  }, 600_000);
});

describe("a server with more clients than places", () => {
  it("answers fifty of seventy, refuses the rest, and mixes none", async () => {
    const runner = new HeldRunner();
    await using started = await start(runner, configurationOf());
    const answers = Array.from({ length: 70 }, (_, number) =>
      postRun(started.address, { language: "python3", code: `run ${number}` }),
    );
    const metrics = async () => (await call(`${started.address}/metrics`)).text;
    while (!(await metrics()).includes("callgate_runs_waiting 46\n"));
    void (async () => {
      for (let count = 1; ; count++)
        (await runner.started(count))[count - 1]?.finish();
    })();
    let served = 0;
    for (const [number, answer] of (await Promise.all(answers)).entries()) {
      if (answer.status === 503) continue;
      served++;
      expect(answer.json).toMatchObject({ data: { stdout: `run ${number}` } });
    }
    expect(served).toBeGreaterThanOrEqual(50);
  });
});
