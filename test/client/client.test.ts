/** `callgate/client` against the real service. */
import {
  afterAll,
  afterEach,
  beforeAll,
  expect,
  expectTypeOf,
  it,
  vi,
} from "vitest";
import {
  CallgateError,
  createClient,
  type Denial,
  type Limits,
  type RunEvent,
  type RunResult,
} from "../../src/client/index.js";
import { eventsOf } from "../../src/client/events.js";
import type * as runtime from "../../src/runtime/model.js";
import {
  configurationOf,
  HeldRunner,
  resultOf,
  start,
  type HeldRun,
  type Started,
} from "../server/support.js";

const KEY = "a key of thirty-two characters..";
const runner = new HeldRunner();
let started: Started;
beforeAll(async () => {
  started = await start(
    runner,
    configurationOf({ API_KEY: KEY, MAX_WORKERS: "1", MAX_REQUESTS: "1" }),
  );
});
afterAll(() => started[Symbol.asyncDispose]());
afterEach(() => {
  vi.restoreAllMocks();
});

const client = (more: { key?: string; retries?: number } = {}) =>
  createClient({ url: `${started.address}/`, key: KEY, ...more });
const python = { language: "python3", code: "print(1)" } as const;

async function next(after = runner.runs.length): Promise<HeldRun> {
  const run = (await runner.started(after + 1))[after];
  if (run === undefined) throw new Error("no run started");
  return run;
}

/** What `work` is rejected with. */
async function errorOf(work: Promise<unknown>): Promise<CallgateError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CallgateError) return error;
    throw error;
  }
  throw new Error("it did not fail");
}

it("has the service's own types", () => {
  type Served = Omit<runtime.RunResult, "exit" | "network"> & {
    readonly id: string;
    readonly waitMs: number;
    readonly network: "none" | "host";
    readonly exit: Exclude<runtime.Exit, { readonly kind: "sandbox-failure" }>;
  };
  expectTypeOf<Served>().toExtend<RunResult>();
  expectTypeOf<keyof RunResult>().toEqualTypeOf<keyof Served>();
  expectTypeOf<Limits>().toEqualTypeOf<runtime.Limits>();
});

it("runs code", async () => {
  const at = runner.runs.length;
  const answer = client().run({
    ...python,
    stdin: "in",
    limits: { timeoutMs: 9 },
  });
  const run = await next(at);
  expect(run.job).toEqual({
    ...python,
    stdin: "in",
    limits: { timeoutMs: 9 },
    network: false,
  });
  run.finish();
  expect(await answer).toMatchObject({
    stdout: python.code,
    exit: { kind: "exit", code: 0 },
  });
});

it("tells what is wrong as an error with the problem's name", async () => {
  const stranger = await errorOf(client({ key: "another" }).run(python));
  expect([stranger.status, stranger.code]).toEqual([401, "unauthorized"]);
  const wrong = await errorOf(client().run({ ...python, code: "" }));
  expect(wrong.code).toBe("invalid-request");
  expect(wrong.message).toContain("/code must NOT have fewer than 1");
});

const denial: Denial = {
  syscall: "ptrace",
  arch: "x86_64",
  nr: 101,
  args: [],
  count: 1,
  action: "deny(EPERM)",
  refusedBy: "policy/python.yaml:1",
  allowedBy: "- allow: ptrace",
};

it("streams, and ends with the result", async () => {
  const at = runner.runs.length;
  const events: RunEvent[] = [];
  const reading = (async () => {
    for await (const event of client().stream(python)) events.push(event);
  })();
  const run = await next(at);
  run.onOutput?.("stdout", "é\n\n");
  run.onOutput?.("stderr", "e");
  run.onDenied?.(denial);
  const denials = [{ ...denial, count: 7 }];
  run.finish(resultOf({ kind: "exit", code: 0 }, { denials }));
  await reading;
  expect(events).toEqual([
    { event: "stdout", text: "é\n\n" },
    { event: "stderr", text: "e" },
    { event: "denied", denial },
    {
      event: "exit",
      end: expect.objectContaining({
        exit: { kind: "exit", code: 0 },
        denials,
      }),
    },
  ]);
});

it("ends the run when its reader leaves the loop", async () => {
  const at = runner.runs.length;
  const reading = (async () => {
    for await (const { event } of client().stream(python))
      if (event === "stdout") break;
  })();
  const run = await next(at);
  const ended = new Promise((resolve) => {
    run.signal.addEventListener("abort", resolve);
  });
  run.onOutput?.("stdout", "x");
  await reading;
  await ended;
});

it("ends the run when it is told to stop", async () => {
  const at = runner.runs.length;
  const controller = new AbortController();
  const answer = client().run(python, { signal: controller.signal });
  const run = await next(at);
  const ended = new Promise((resolve) => {
    run.signal.addEventListener("abort", resolve);
  });
  controller.abort(new Error("enough"));
  await expect(answer).rejects.toThrow("enough");
  await ended;
});

it("throws the problem of a run that fails after output", async () => {
  const at = runner.runs.length;
  const reading = (async () => {
    for await (const event of client().stream(python)) void event;
  })();
  const run = await next(at);
  run.onOutput?.("stdout", "x");
  run.fail(new Error("x"));
  expect((await errorOf(reading)).code).toBe("sandbox-failure");
});

it("ends a run by its id, and says when there is none", async () => {
  const at = runner.runs.length;
  const id = crypto.randomUUID();
  const answer = client().run({ ...python, id });
  await next(at);
  expect(await client().end(id)).toBe(true);
  expect((await answer).exit).toEqual({ kind: "aborted" });
  expect(await client().end(id)).toBe(false);
});

it("checks a policy", async () => {
  const { ok, diagnostics } = await client().check({ policy: "callgate: 2\n" });
  expect([ok, diagnostics[0]?.severity]).toEqual([false, "error"]);
}, 30_000);

it("comes again after a 503, and gives up after so many", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  const at = runner.runs.length;
  const first = client().run(python);
  const held = await next(at);
  const full = await errorOf(client({ retries: 0 }).run(python));
  expect([full.status, full.code]).toEqual([503, "too-many-requests"]);
  // The house is full until the refused one has been refused once.
  let calls = 0;
  const patient = createClient({
    url: started.address,
    key: KEY,
    fetch: async (...args) => {
      const response = await fetch(...args);
      if (++calls === 1) held.finish();
      return response;
    },
  }).run(python);
  await first;
  (await next(at + 1)).finish();
  expect((await patient).exit).toEqual({ kind: "exit", code: 0 });
  expect(calls).toBe(2);
});

it("stops waiting for its next try when it is told to", async () => {
  const at = runner.runs.length;
  const first = client().run(python);
  const held = await next(at);
  const controller = new AbortController();
  const second = createClient({
    url: started.address,
    key: KEY,
    fetch: async (...args) => {
      const response = await fetch(...args);
      setTimeout(() => controller.abort(new Error("enough")), 0);
      return response;
    },
  }).run(python, { signal: controller.signal });
  await expect(second).rejects.toThrow("enough");
  held.finish();
  await first;
});

it.each([1, 2, 3, 7, 1000])("reads events cut every %i bytes", async (size) => {
  const bytes = new TextEncoder().encode(
    ":\n\nevent: a\r\ndata: é\r\ndata:2\r\n\r\nid: 1\n\nevent: b\ndata: {}\n\nevent: cut",
  );
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size)
        controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
  const read: object[] = [];
  for await (const event of eventsOf(body)) read.push(event);
  expect(read).toEqual([
    { event: "a", data: "é\n2" },
    { event: "b", data: "{}" },
  ]);
});

it("a stream that is cut is an error", async () => {
  const cut = createClient({
    url: "http://service",
    fetch: async () => new Response('event: stdout\ndata: {"text":"x"}\n\n'),
  });
  const seen: RunEvent[] = [];
  const error = await errorOf(
    (async () => {
      for await (const event of cut.stream(python)) seen.push(event);
    })(),
  );
  expect([seen.length, error.status]).toEqual([1, 0]);
});
