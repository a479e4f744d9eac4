/** `POST /api/v1/runs` with `Accept: text/event-stream`. */
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { HEARTBEAT_MS } from "../../src/server/api/event-stream.js";
import type { Denial } from "../../src/runtime/model.js";
import { startReal } from "./real.js";
import {
  call,
  configurationOf,
  HeldRunner,
  resultOf,
  start,
  type HeldRun,
  type Started,
} from "./support.js";

const runner = new HeldRunner();
let started: Started;
beforeAll(async () => {
  started = await start(runner, configurationOf({ MAX_REQUESTS: "4" }));
});
afterAll(() => started[Symbol.asyncDispose]());
afterEach(() => {
  vi.useRealTimers();
});

const python = { language: "python3", code: "print(1)" };

/** What has come of the stream so far; `until` waits for a text in it. */
class Reading {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  text = "";
  constructor(response: Response) {
    if (response.body === null) throw new Error("no body");
    this.#reader = response.body.getReader();
  }
  async until(part: string): Promise<void> {
    while (!this.text.includes(part)) {
      if (!(await this.#more())) throw new Error(`it ended: ${this.text}`);
    }
  }
  async toEnd(): Promise<string> {
    while (await this.#more());
    return this.text;
  }
  async #more(): Promise<boolean> {
    const { done, value } = await this.#reader.read();
    this.text += this.#decoder.decode(value, { stream: !done });
    return !done;
  }
}

async function stream(
  body: unknown,
  address = started.address,
  more: RequestInit = {},
): Promise<Response> {
  return fetch(`${address}/api/v1/runs`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "text/event-stream",
    },
    body: JSON.stringify(body),
    ...more,
  });
}

async function held(
  answer: Promise<Response>,
  count: number,
): Promise<HeldRun> {
  answer.catch(() => undefined);
  const run = (await runner.started(count))[count - 1];
  if (run === undefined) throw new Error("no run started");
  return run;
}

function eventsIn(text: string): [string | undefined, unknown][] {
  return text
    .split("\n\n")
    .filter((each) => each.startsWith("event"))
    .map((each) => {
      const match = /^event: (.*)\ndata: (.*)$/.exec(each);
      return [match?.[1], JSON.parse(match?.[2] ?? "null")];
    });
}

it("sends output and refused calls as they come, and the rest at the end", async () => {
  const answer = stream(python);
  const run = await held(answer, runner.runs.length + 1);
  run.onOutput?.("stdout", "one\n\nevent: exit\n");
  const response = await answer;
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch("text/event-stream");
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  const reading = new Reading(response);
  await reading.until("one");
  run.onOutput?.("stderr", "two");
  await reading.until("two");
  const denial: Denial = {
    syscall: "ptrace",
    arch: "x86_64",
    nr: 101,
    args: [],
    count: 2,
    action: "deny(EPERM)",
    refusedBy: "policy/python.yaml:1",
    allowedBy: "- allow: ptrace",
  };
  run.onDenied?.({ ...denial, count: 1 });
  await reading.until("ptrace");
  run.finish(
    resultOf(
      { kind: "exit", code: 3 },
      { stdout: "one", stderr: "two", denials: [denial] },
    ),
  );
  const events = eventsIn(await reading.toEnd());
  expect(events).toEqual([
    ["stdout", { text: "one\n\nevent: exit\n" }],
    ["stderr", { text: "two" }],
    ["denied", { ...denial, count: 1 }],
    [
      "exit",
      expect.objectContaining({
        exit: { kind: "exit", code: 3 },
        denials: [denial],
      }),
    ],
  ]);
  const last = events.at(-1)?.[1];
  expect(Object.keys(last ?? {}).sort()).toEqual(
    [
      "id",
      "network",
      "files",
      "filesTruncated",
      "exit",
      "truncated",
      "durationMs",
      "cpuMs",
      "maxRssBytes",
      "denials",
      "denialsObserved",
      "missingLayers",
      "waitMs",
    ].sort(),
  );
});

it("keeps a silent stream alive with heartbeats", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const answer = stream(python);
  const run = await held(answer, runner.runs.length + 1);
  vi.advanceTimersByTime(HEARTBEAT_MS * 2);
  const reading = new Reading(await answer);
  await reading.until(":\n\n:\n\n");
  run.finish();
  expect(eventsIn(await reading.toEnd()).map(([name]) => name)).toEqual([
    "exit",
  ]);
});

it("a fault before the first event has its status, and after it is an event", async () => {
  const early = stream(python);
  (await held(early, runner.runs.length + 1)).fail(new Error("x"));
  expect((await early).status).toBe(500);
  expect(await (await early).json()).toMatchObject({
    type: "urn:callgate:problem:sandbox-failure",
  });
  const late = stream(python);
  const run = await held(late, runner.runs.length + 1);
  run.onOutput?.("stdout", "x");
  const reading = new Reading(await late);
  run.fail(new Error("x"));
  expect(eventsIn(await reading.toEnd())).toEqual([
    ["stdout", { text: "x" }],
    [
      "problem",
      expect.objectContaining({
        type: "urn:callgate:problem:sandbox-failure",
        status: 500,
      }),
    ],
  ]);
});

it("a full house and a wrong body are answered as without a stream", async () => {
  const wrong = await stream({ language: "python3" });
  expect(wrong.status).toBe(400);
  const before = runner.runs.length;
  const four = [1, 2, 3, 4].map(() => stream(python));
  const runs = await runner.started(before + 4);
  const fifth = await stream(python);
  expect([fifth.status, fifth.headers.get("retry-after")]).toEqual([
    503,
    expect.stringMatching(/^\d+$/),
  ]);
  for (const run of runs) run.finish();
  await Promise.all(four.map(async (each) => (await each).text()));
});

it("a reader that goes away ends its run", async () => {
  const controller = new AbortController();
  const answer = stream(python, started.address, { signal: controller.signal });
  const run = await held(answer, runner.runs.length + 1);
  run.onOutput?.("stdout", "x");
  await answer;
  const ended = new Promise((resolve) => {
    run.signal.addEventListener("abort", resolve);
  });
  controller.abort();
  await ended;
});

it("streams a real run while it runs", async () => {
  await using real = await startReal();
  const id = crypto.randomUUID();
  const response = await stream(
    {
      id,
      language: "python3",
      code: 'import socket, time\nprint("now", flush=True)\ntry: socket.socket()\nexcept OSError: time.sleep(19)\n',
    },
    real.address,
  );
  const reading = new Reading(response);
  await reading.until("now");
  await reading.until('"syscall":"socket"');
  await call(`${real.address}/api/v1/runs/${id}`, { method: "DELETE" });
  expect(eventsIn(await reading.toEnd()).at(-1)).toEqual([
    "exit",
    expect.objectContaining({ id, exit: { kind: "aborted" } }),
  ]);
}, 60_000);
