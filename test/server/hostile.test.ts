import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Job, Runner } from "../../src/server/index.js";
import {
  call,
  configurationOf,
  HeldRunner,
  postRun,
  resultOf,
  start,
  type Started,
} from "./support.js";

/** Answers each run at once with its own code. */
const echo: Runner = {
  run: async ({ code }: Job) =>
    resultOf({ kind: "exit", code: 0 }, { stdout: code }),
  renew: async () => undefined,
  warm: async () => [],
  [Symbol.asyncDispose]: async () => undefined,
};

/** The statuses that the server answers to `bytes` before it closes or falls silent. */
function statuses(address: string, bytes: Uint8Array): Promise<number[]> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(Number(port), hostname, () => socket.end(bytes));
    socket.on("data", (chunk) => (text += chunk.toString("latin1")));
    socket.on("error", () => undefined);
    socket.on("close", () =>
      resolve(
        [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) =>
          Number(status),
        ),
      ),
    );
  });
}

const body = '{"language":"python3","code":"print(1)"}';
const whole = [
  `POST /v1/sandbox/run HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  `POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
  "GET /v1/sandbox/dependencies?language=nodejs HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: a\r\n\r\n",
  "DELETE /api/v1/runs/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
  "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
].map((text) => Buffer.from(text));

/** One of the requests above with bytes changed, taken out, doubled or put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...whole),
    fc.array(
      fc.record({
        at: fc.nat(400),
        remove: fc.nat(12),
        insert: fc.oneof(
          fc.uint8Array({ maxLength: 8 }),
          fc
            .constantFrom(
              "\r\n",
              "\0",
              "{}",
              "%00",
              "../",
              "Content-Length: 9\r\n",
              '"',
              "\xff",
            )
            .map((text) => Buffer.from(text, "latin1")),
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([request, changes]) =>
    changes.reduce((bytes, { at, remove, insert }) => {
      const from = Math.min(at, bytes.length);
      return Buffer.concat([
        bytes.subarray(0, from),
        insert,
        bytes.subarray(from + remove),
      ]);
    }, request),
  );

describe("a server that is sent nonsense", () => {
  let started: Started;
  beforeAll(async () => {
    started = await start(echo);
  });
  afterAll(() => started[Symbol.asyncDispose]());

  it("never answers 500 and goes on", async () => {
    const runs = Number(process.env["CALLGATE_FUZZ_RUNS"] ?? 300);
    await fc.assert(
      fc.asyncProperty(mutated, async (bytes) => {
        for (const status of await statuses(started.address, bytes))
          expect(status).not.toBe(500);
      }),
      { numRuns: runs },
    );
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
