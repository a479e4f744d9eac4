/** Each answered request has one line in the log, whoever answered it and whenever. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import {
  call,
  configurationOf,
  HeldRunner,
  postRun,
  start,
  type Started,
} from "./support.js";

const python = (code: string) => ({ language: "python3", code });

function socketTo({ address }: Started): Socket {
  const { hostname, port } = new URL(address);
  return connect(Number(port), hostname).on("error", () => undefined);
}

/** All that comes back over one connection, until the server closes it. */
async function conversation(
  started: Started,
  ...pieces: readonly string[]
): Promise<string> {
  const socket = socketTo(started);
  let text = "";
  socket.setEncoding("latin1").on("data", (more: string) => (text += more));
  for (const piece of pieces) socket.write(piece);
  await once(socket, "close");
  return text;
}

const statusesIn = (text: string): readonly number[] =>
  [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) =>
    Number(status),
  );

/** The log's lines about requests, once there are `count`. */
async function linesOf(
  { log }: Started,
  count: number,
): Promise<readonly Record<string, unknown>[]> {
  const lines = () => log.filter(({ method }) => method !== undefined);
  while (lines().length < count)
    await new Promise((resolve) => setImmediate(resolve));
  return lines();
}

const HOST = "Host: localhost\r\n";

describe("a line stands in the log", () => {
  it.each([
    ["no request at all", `nothing\r\n\r\n`, 400],
    [
      "headers that are too long",
      `GET /health HTTP/1.1\r\n${HOST}A: ${"a".repeat(20_000)}\r\n\r\n`,
      431,
    ],
    [
      "a path that can't be read",
      `GET /%zz HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`,
      400,
    ],
    ["no Host", "GET /health HTTP/1.1\r\n\r\n", 400],
    [
      "an expectation that nobody knows",
      `GET /health HTTP/1.1\r\n${HOST}Expect: rain\r\nConnection: close\r\n\r\n`,
      200,
    ],
    [
      "a body that is too long",
      `POST /api/v1/runs HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n`,
      413,
    ],
    [
      "chunks that are none",
      `POST /api/v1/runs HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      400,
    ],
  ])("for %s", async (_name, bytes, status) => {
    await using started = await start(new HeldRunner());
    expect(statusesIn(await conversation(started, bytes))).toEqual([status]);
    const lines = await linesOf(started, 1);
    expect(lines.map((line) => line["status"])).toEqual([status]);
    expect(lines[0]?.["request"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("for each request that waits behind another on its connection, and its run ends with it", async () => {
    const runner = new HeldRunner();
    await using started = await start(runner);
    const body = JSON.stringify(python("1"));
    const request = `POST /v1/sandbox/run HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const socket = socketTo(started);
    socket.write(request + request);
    const runs = await runner.started(2);
    socket.destroy();
    const lines = await linesOf(started, 2);
    expect(lines.map(({ status }) => status)).toEqual([499, 499]);
    expect(runs.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });

  it("for a request whose connection ends with what is no request", async () => {
    const runner = new HeldRunner();
    await using started = await start(runner);
    const body = JSON.stringify(python("1"));
    const socket = socketTo(started);
    let text = "";
    socket.setEncoding("latin1").on("data", (more: string) => (text += more));
    socket.write(
      `POST /v1/sandbox/run HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await runner.started(1);
    socket.write("nothing\r\n\r\n");
    await once(socket, "close");
    expect(statusesIn(text)).toEqual([400]);
    const lines = await linesOf(started, 1);
    expect(lines.map(({ status }) => status)).toEqual([400]);
  });
  it("once for a request that has its answer before its rest turns out to be none", async () => {
    await using started = await start(new HeldRunner());
    const socket = socketTo(started);
    let text = "";
    socket.setEncoding("latin1").on("data", (more: string) => (text += more));
    socket.write(
      `POST /nothing HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n`,
    );
    await linesOf(started, 1);
    socket.write("zz\r\n");
    await once(socket, "close");
    expect(statusesIn(text)).toEqual([404]);
    await started.server.close();
    const lines = await linesOf(started, 1);
    expect(lines.map(({ status }) => status)).toEqual([404]);
  });
});

describe("a server that goes down", () => {
  it("answers who comes late on an open connection in its route's form, and notes each", async () => {
    const runner = new HeldRunner();
    const started = await start(runner, configurationOf({ MAX_WORKERS: "1" }));
    const running = postRun(started.address, python("running"));
    const [run] = await runner.started(1);
    // These have sent half a request when it goes down, and the rest after it stops listening.
    const body = JSON.stringify(python("late"));
    const head = (path: string) =>
      `POST ${path} HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    const late = await Promise.all(
      ["/v1/sandbox/run", "/api/v1/runs", "/v1/sandbox/run"].map(
        async (path) => {
          const socket = socketTo(started);
          let text = "";
          socket
            .setEncoding("latin1")
            .on("data", (more: string) => (text += more));
          await once(socket, "connect");
          socket.write(head(path));
          return { socket, answer: once(socket, "close").then(() => text) };
        },
      ),
    );
    expect((await call(`${started.address}/health`)).status).toBe(200);
    const closed = started.server.close();
    run?.finish();
    expect((await running).status).toBe(200);
    // Nobody new is let in any more: the last part of going down.
    while (
      await call(`${started.address}/health`).then(
        () => true,
        () => false,
      )
    );
    for (const { socket } of late) socket.write(`\r\n${body}`);
    const answers = await Promise.all(late.map(({ answer }) => answer));
    await closed;
    expect(answers.map(statusesIn)).toEqual([[503], [503], [503]]);
    expect(answers[0]).toContain('"the service is going down"');
    expect(answers[1]).toContain("urn:callgate:problem:going-down");
    for (const answer of answers) {
      expect(answer).toMatch(/^connection: close\r$/im);
      expect(answer).toMatch(/^retry-after: \d+\r$/im);
    }
    const lines = started.log.filter(({ status }) => status === 503);
    expect(lines).toHaveLength(3);
  });

  it("has written every line when it is down, of answers and of those who were cut off", async () => {
    const runner = new HeldRunner();
    const started = await start(runner, {
      ...configurationOf({ MAX_WORKERS: "1" }),
      graceMs: 20,
    });
    const answers = [1, 2, 3].map((number) =>
      postRun(started.address, python(String(number))),
    );
    await runner.started(1);
    // Never sends its body: it is let go at the end.
    const stalled = socketTo(started);
    stalled.write(
      `POST /v1/sandbox/run HTTP/1.1\r\n${HOST}Content-Length: 5\r\n\r\n{`,
    );
    while (
      !(await call(`${started.address}/metrics`)).text.includes(
        "callgate_runs_waiting 2\n",
      )
    );
    await started.server.close();
    const lines = started.log.filter(
      ({ route }) => route === "/v1/sandbox/run",
    );
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(lines.map(({ status }) => status).sort()).toEqual(
      [...statuses, 499].sort(),
    );
  });
});
