import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { readConfiguration } from "../../src/server/configuration/read.js";
import { createServer } from "../../src/server/index.js";
import { digestOf } from "../../src/server/keys.js";
import {
  call,
  configurationOf,
  HeldRunner,
  postRun,
  start,
} from "./support.js";

const python = (code: string) => ({ language: "python3", code });
const narrow = configurationOf({ MAX_WORKERS: "2", MAX_REQUESTS: "4" });

/** Resolves once `count` requests wait for their turn. */
async function waiting(
  address: string,
  count: number,
  headers: Record<string, string> = {},
): Promise<void> {
  for (;;) {
    const { text } = await call(`${address}/metrics`, { headers });
    if (text.includes(`callgate_runs_waiting ${count}\n`)) return;
  }
}

/** Resolves once `text` has been logged `count` times. */
async function logged(
  log: readonly Record<string, unknown>[],
  text: string,
  count = 1,
): Promise<void> {
  while (log.filter(({ msg }) => msg === text).length < count)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("a server under load", () => {
  it("runs max_workers at once, in order, and gives each its own answer", async () => {
    const runner = new HeldRunner();
    await using started = await start(runner, narrow);
    const answers: Promise<{ json: unknown }>[] = [];
    for (let number = 0; number < 4; number++) {
      answers.push(postRun(started.address, python(`run ${number}`)));
      if (number < 2) await runner.started(number + 1);
    }
    runner.runs[1]?.finish();
    const third = (await runner.started(3))[2];
    expect(third?.job.code).toMatch(/run [23]/);
    runner.runs[0]?.finish();
    for (const held of await runner.started(4)) held.finish();
    const outputs = (await Promise.all(answers)).map(({ json }) => json);
    expect(outputs).toMatchObject(
      [0, 1, 2, 3].map((number) => ({ data: { stdout: `run ${number}` } })),
    );
  });

  it("answers 503 beyond max_requests, before it reads the body", async () => {
    const runner = new HeldRunner();
    await using started = await start(runner, narrow);
    const inside = Array.from({ length: 4 }, (_, number) =>
      postRun(started.address, python(`run ${number}`)),
    );
    await runner.started(2);
    await waiting(started.address, 2);
    const refused = await postRun(started.address, python("one more"));
    expect(refused.status).toBe(503);
    expect(refused.json).toEqual({
      code: -503,
      message: "Too many requests",
      data: null,
    });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    for (let count = 1; count <= 4; count++)
      (await runner.started(count))[count - 1]?.finish();
    const statuses = (await Promise.all(inside)).map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200, 200]);
  });

  it("says so when a request waited too long, not that it timed out", async () => {
    const runner = new HeldRunner();
    const configuration = { ...narrow, maxWorkers: 1, queueTimeoutMs: 30 };
    await using started = await start(runner, configuration);
    const first = postRun(started.address, python("first"));
    await runner.started(1);
    const second = await postRun(started.address, python("second"));
    expect(second).toMatchObject({
      status: 503,
      json: { code: -503, message: "the request waited too long for its turn" },
    });
    runner.runs[0]?.finish();
    expect((await first).status).toBe(200);
  });

  it("ends the run of a client that goes away, and the next one moves up", async () => {
    const runner = new HeldRunner();
    const configuration = { ...narrow, maxWorkers: 1 };
    await using started = await start(runner, configuration);
    const leaving = new AbortController();
    const gone = postRun(started.address, python("gone"), {}, leaving.signal);
    await runner.started(1);
    const next = postRun(started.address, python("next"));
    leaving.abort();
    await expect(gone).rejects.toThrow();
    const [first, second] = await runner.started(2);
    expect(first?.signal.aborted).toBe(true);
    second?.finish();
    expect((await next).status).toBe(200);
    await logged(started.log, "request, its client gone");
  });

  it("never starts a run whose client went away while it waited", async () => {
    const runner = new HeldRunner();
    const configuration = { ...narrow, maxWorkers: 1 };
    await using started = await start(runner, configuration);
    const first = postRun(started.address, python("first"));
    await runner.started(1);
    const leaving = new AbortController();
    const gone = postRun(started.address, python("gone"), {}, leaving.signal);
    await waiting(started.address, 1);
    leaving.abort();
    await expect(gone).rejects.toThrow();
    await waiting(started.address, 0);
    runner.runs[0]?.finish();
    expect((await first).status).toBe(200);
    expect(runner.runs).toHaveLength(1);
  });

  it("keeps a caller to its share, and serves the others", async () => {
    const runner = new HeldRunner();
    const hex = (key: string) => Buffer.from(digestOf(key)).toString("hex");
    const { configuration } = readConfiguration(
      {
        path: "c.yaml",
        text: `app: {port: 0}
max_workers: 2
keys:
  - {name: greedy, sha256: ${hex("g")}, max_workers: 1, max_requests: 2}
  - {name: modest, sha256: ${hex("m")}}
`,
      },
      {},
    );
    if (configuration === undefined) throw new Error("bad configuration");
    await using started = await start(runner, configuration);
    const greedy = { "x-api-key": "g" };
    const first = postRun(started.address, python("1"), greedy);
    await runner.started(1);
    const second = postRun(started.address, python("2"), greedy);
    await waiting(started.address, 1, greedy);
    const third = await postRun(started.address, python("3"), greedy);
    expect(third.status).toBe(503);
    const other = postRun(started.address, python("other"), {
      "x-api-key": "m",
    });
    const running = await runner.started(2);
    expect(running.map(({ job }) => job.code)).toEqual(["1", "other"]);
    running[1]?.finish();
    expect((await other).json).toMatchObject({ data: { stdout: "other" } });
    running[0]?.finish();
    (await runner.started(3))[2]?.finish();
    expect(
      (await Promise.all([first, second])).map(({ status }) => status),
    ).toEqual([200, 200]);
  });
});

describe("a server that goes down", () => {
  it("answers what it took, refuses what comes, and stops listening", async () => {
    const runner = new HeldRunner();
    const started = await start(runner, { ...narrow, maxWorkers: 1 });
    const running = postRun(started.address, python("running"));
    await runner.started(1);
    const next = postRun(started.address, python("waiting"));
    await waiting(started.address, 1);
    const closed = started.server.close();
    const late = await postRun(started.address, python("late"));
    expect(late).toMatchObject({
      status: 503,
      json: { code: -503, message: "the service is going down" },
    });
    expect(late.headers.get("connection")).toBe("close");
    expect((await call(`${started.address}/ready`)).status).toBe(503);
    expect((await call(`${started.address}/health`)).status).toBe(200);
    runner.runs[0]?.finish();
    (await runner.started(2))[1]?.finish();
    expect((await running).json).toMatchObject({ data: { stdout: "running" } });
    expect((await next).json).toMatchObject({ data: { stdout: "waiting" } });
    await closed;
    expect(runner.disposed).toBe(true);
    await expect(call(`${started.address}/health`)).rejects.toThrow();
  });

  it("ends what still runs after its grace time, and answers it", async () => {
    const runner = new HeldRunner();
    const started = await start(runner, { ...narrow, graceMs: 30 });
    const stuck = postRun(started.address, python("stuck"));
    await runner.started(1);
    await started.server.close();
    expect((await stuck).json).toMatchObject({ code: -500, data: null });
  });
});

describe("a server that can't start", () => {
  it("says that its port is taken", async () => {
    await using first = await start(new HeldRunner());
    const port = Number(new URL(first.address).port);
    const second = createServer(
      { ...configurationOf(), port },
      { runner: new HeldRunner() },
    );
    await expect(second.listen()).rejects.toMatchObject({
      code: "port-in-use",
      hint: expect.stringContaining("SANDBOX_PORT"),
    });
    await second.close();
  });

  it.each([[undefined], ["fifteen letters"]])(
    "does not open to others with the key %j",
    (key) => {
      const open = {
        ...configurationOf(key === undefined ? {} : { API_KEY: key }),
        host: "0.0.0.0",
      };
      expect(() => createServer(open, { runner: new HeldRunner() })).toThrow(
        /at least 16 characters/,
      );
    },
  );
});

describe("slow and many clients", () => {
  it("keep nobody else from being answered", async () => {
    const runner = new HeldRunner();
    await using started = await start(runner);
    const { hostname, port } = new URL(started.address);
    const sockets = Array.from({ length: 500 }, () =>
      connect(Number(port), hostname).on("error", () => undefined),
    );
    await Promise.all(sockets.map((socket) => once(socket, "connect")));
    // Every second one has sent its headers and a part of its body, the others not even those.
    for (const [number, socket] of sockets.entries())
      socket.write(
        `POST /v1/sandbox/run HTTP/1.1\r\nHost: localhost\r\n${number % 2 === 0 ? "" : 'Content-Type: application/json\r\nContent-Length: 999\r\n\r\n{"code"'}`,
      );
    for (const path of ["/health", "/ready", "/health"])
      expect((await call(started.address + path)).status).toBe(200);
    // None of them has a place: a run comes first.
    const answer = postRun(started.address, python("1"));
    (await runner.started(1))[0]?.finish();
    expect((await answer).status).toBe(200);
    expect(sockets.filter(({ closed }) => closed)).toEqual([]);
    for (const socket of sockets) socket.destroy();
  });

  it("are closed beyond max_connections", async () => {
    await using started = await start(new HeldRunner(), {
      ...configurationOf(),
      maxConnections: 3,
    });
    const { hostname, port } = new URL(started.address);
    const open = () => connect(Number(port), hostname);
    const sockets = await Promise.all(
      [1, 2, 3].map(
        () =>
          new Promise<ReturnType<typeof open>>((resolve) => {
            const socket = open().once("connect", () => resolve(socket));
          }),
      ),
    );
    const isClosed = await new Promise((resolve) => {
      open()
        .once("close", () => resolve(true))
        .on("error", () => undefined);
    });
    expect(isClosed).toBe(true);
    for (const socket of sockets) socket.destroy();
  });
});
