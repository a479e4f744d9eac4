import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Fault } from "../../src/document/fault.js";
import { PROBLEMS } from "../../src/server/problem.js";
import {
  call,
  configurationOf,
  HeldRunner,
  postJson,
  postRun,
  resultOf,
  start,
  type Started,
} from "./support.js";

const python = { language: "python3", code: "print(1)" };
const KEY = "a key of thirty-two characters..";

describe("/api/v1", () => {
  const runner = new HeldRunner();
  let started: Started;
  let address: string;
  beforeAll(async () => {
    started = await start(runner);
    ({ address } = started);
  });
  afterAll(() => started[Symbol.asyncDispose]());

  const run = async (body: unknown) => {
    const count = runner.runs.length + 1;
    const answer = postJson(`${address}/api/v1/runs`, body);
    const held = (await runner.started(count))[count - 1];
    if (held === undefined) throw new Error("no run started");
    return { answer, held };
  };

  it("runs code and tells all there is to tell", async () => {
    const request = {
      ...python,
      stdin: "in",
      args: ["a", "b"],
      limits: { timeoutMs: 1000, memoryBytes: 64 * 1024 * 1024 },
    };
    const { answer, held } = await run(request);
    expect(held.job).toEqual({ ...request, network: false });
    const result = resultOf(
      { kind: "timeout", limit: "wall" },
      { stdout: "x" },
    );
    held.finish(result);
    expect((await answer).status).toBe(200);
    expect((await answer).json).toEqual({
      ...result,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      waitMs: expect.any(Number),
    });
  });

  it("ends a run by the id that its client chose", async () => {
    const id = randomUUID();
    const { answer, held } = await run({ ...python, id });
    const again = await postJson(`${address}/api/v1/runs`, { ...python, id });
    expect(again.json).toMatchObject({
      type: "urn:callgate:problem:run-exists",
    });
    const ended = await call(`${address}/api/v1/runs/${id}`, {
      method: "DELETE",
    });
    expect([ended.status, ended.text]).toEqual([204, ""]);
    expect(held.signal.aborted).toBe(true);
    expect((await answer).json).toMatchObject({
      id,
      exit: { kind: "aborted" },
    });
    const gone = await call(`${address}/api/v1/runs/${id}`, {
      method: "DELETE",
    });
    const typed = await call(`${address}/api/v1/runs/${id}`, {
      method: "DELETE",
      headers: { "content-type": "application/json" },
    });
    expect(typed.status).toBe(404);
    expect(gone).toMatchObject({
      status: 404,
      json: { type: "urn:callgate:problem:no-such-run" },
    });
  });

  const limit = (name: string, value: number) => ({
    ...python,
    limits: { [name]: value },
  });
  it.each([
    ["no language", { code: "x" }, "/language", "is missing"],
    ["no code", { language: "python3" }, "/code", "is missing"],
    [
      "an unknown language",
      { ...python, language: "ruby" },
      "/language",
      "must be one of python3, nodejs",
    ],
    ["empty code", { ...python, code: "" }, "/code", /fewer than 1 char/],
    ["a number for code", { ...python, code: 1 }, "/code", "must be string"],
    [
      "an unknown field",
      { ...python, enable_network: true },
      "/enable_network",
      "is not a field of this request",
    ],
    ["a text for args", { ...python, args: "a" }, "/args", "must be array"],
    [
      "257 args",
      { ...python, args: Array(257).fill("a") },
      "/args",
      /more than 256/,
    ],
    [
      "a number in args",
      { ...python, args: ["a", 1] },
      "/args/1",
      "must be string",
    ],
    ["a NUL in args", { ...python, args: ["a\0b"] }, "/args/0", /pattern/],
    [
      "too little memory",
      limit("memoryBytes", 2 ** 24 - 1),
      "/limits/memoryBytes",
      />= 16777216/,
    ],
    ["an id that is no UUID", { ...python, id: "../../etc" }, "/id", /pattern/],
    [
      "a text for network",
      { ...python, network: "true" },
      "/network",
      "must be boolean",
    ],
    [
      "an unknown limit",
      limit("memory", 1),
      "/limits/memory",
      "is not a field of this request",
    ],
    [
      "a limit of 0",
      limit("timeoutMs", 0),
      "/limits/timeoutMs",
      /must be >= 1/,
    ],
    [
      "half a process",
      limit("processes", 1.5),
      "/limits/processes",
      "must be integer",
    ],
    [
      "a limit above the service's",
      limit("timeoutMs", 5001),
      "/limits/timeoutMs",
      "must be 5000 or less",
    ],
  ])(
    "answers 400 to %s and names the field",
    async (_name, body, path, message) => {
      const before = runner.runs.length;
      const answer = await postJson(`${address}/api/v1/runs`, body);
      expect(answer.status).toBe(400);
      expect(answer.json).toMatchObject({
        errors: [
          {
            path,
            message:
              typeof message === "string"
                ? message
                : expect.stringMatching(message),
          },
        ],
      });
      expect(runner.runs).toHaveLength(before);
    },
  );

  it("names every field that is wrong", async () => {
    const body = { language: 1, args: 2, network: 3, more: 4 };
    const { json } = await postJson(`${address}/api/v1/runs`, body);
    const { errors } = json as { errors: { path: string }[] };
    expect(new Set(errors.map(({ path }) => path))).toEqual(
      new Set(["/code", "/more", "/language", "/args", "/network"]),
    );
  });

  it.each([
    ["broken JSON", "{", "application/json", "bad-request"],
    ["nothing", "", "application/json", "bad-request"],
    [
      "a form",
      "language=python3",
      "application/x-www-form-urlencoded",
      "unsupported-media-type",
    ],
    ["XML", "<a/>", "text/xml", "unsupported-media-type"],
    [
      "11 MiB",
      "x".repeat(11 * 1024 * 1024),
      "application/json",
      "body-too-large",
    ],
  ] as const)(
    "answers %s with the problem of its kind",
    async (_name, body, type, problem) => {
      const answer = await call(`${address}/api/v1/runs`, {
        method: "POST",
        headers: { "content-type": type },
        body,
      });
      const { status, title } = PROBLEMS[problem];
      expect(answer.status).toBe(status);
      expect(answer.headers.get("content-type")).toMatch(
        /^application\/problem\+json/,
      );
      expect(answer.json).toMatchObject({
        type: `urn:callgate:problem:${problem}`,
        status,
        title,
      });
    },
  );

  it("refuses network where it is off", async () => {
    const answer = await postJson(`${address}/api/v1/runs`, {
      ...python,
      network: true,
    });
    expect(answer).toMatchObject({
      status: 403,
      json: { type: "urn:callgate:problem:network-disabled" },
    });
  });

  it("tells a failed sandbox from a run that failed", async () => {
    const layer = await run(python);
    layer.held.finish(
      resultOf({
        kind: "sandbox-failure",
        layer: "cgroup",
        message: "no cgroup",
        hint: "mount one",
      }),
    );
    expect(await layer.answer).toMatchObject({
      status: 500,
      json: { detail: "no cgroup", layer: "cgroup", hint: "mount one" },
    });
    const made = await run(python);
    made.held.fail(new Fault("x", "no python"));
    expect(await made.answer).toMatchObject({
      status: 500,
      json: { detail: "no python" },
    });
  });

  it("lists the policies that ship, and shows one with its rules", async () => {
    const { json } = await call(`${address}/api/v1/policies`);
    const { policies } = json as { policies: { name: string }[] };
    expect(policies.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["python", "nodejs"]),
    );
    const one = await call(`${address}/api/v1/policies/python`);
    expect(one.json).toMatchObject({
      name: "python",
      arches: ["x86_64", "aarch64"],
      sources: expect.arrayContaining([
        { name: "python", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      ]),
      programs: expect.arrayContaining([
        expect.objectContaining({
          arch: "x86_64",
          phase: "run",
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        }),
      ]),
      rules: expect.arrayContaining([
        expect.objectContaining({
          phase: "run",
          action: "allow",
          policy: "python",
        }),
      ]),
    });
  });

  it.each(["nothing", "..%2fpython", "groups", "python.yaml"])(
    "has no policy %s",
    async (name) => {
      const answer = await call(`${address}/api/v1/policies/${name}`);
      expect(answer.status).toBe(404);
    },
  );

  it("describes every route that it has", async () => {
    const { json } = await call(`${address}/api/v1/openapi.json`);
    const { openapi, paths } = json as {
      openapi: string;
      paths: Record<string, object>;
    };
    expect(openapi).toBe("3.1.0");
    expect(
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path}`),
      ),
    ).toEqual(
      expect.arrayContaining([
        "get /health",
        "get /ready",
        "get /metrics",
        "post /v1/sandbox/run",
        "get /v1/sandbox/dependencies",
        "get /v1/sandbox/dependencies/refresh",
        "post /v1/sandbox/dependencies/update",
        "post /api/v1/runs",
        "delete /api/v1/runs/{id}",
        "get /api/v1/policies",
        "get /api/v1/policies/{name}",
        "get /api/v1/openapi.json",
      ]),
    );
  });

  it("shows the same to people, with no script in the page", async () => {
    const answer = await call(`${address}/docs`);
    expect(answer.text).toContain("/api/v1/runs");
    expect(answer.text).not.toContain("<script");
    expect(answer.headers.get("content-security-policy")).toContain(
      "default-src 'none'",
    );
  });
});

describe("/api/v1 with keys", () => {
  it("asks for one, and lets nobody end another's run", async () => {
    const runner = new HeldRunner();
    const base = configurationOf({ API_KEY: KEY });
    const [first] = base.keys;
    if (first === undefined) throw new Error("no key");
    const { digestOf } = await import("../../src/server/keys.js");
    const other = { ...first, name: "other", digest: digestOf("other key") };
    await using started = await start(runner, {
      ...base,
      keys: [first, other],
    });
    const runs = `${started.address}/api/v1/runs`;
    const stranger = await postJson(runs, python);
    expect(stranger).toMatchObject({
      status: 401,
      json: { type: "urn:callgate:problem:unauthorized" },
    });
    const id = randomUUID();
    const answer = postJson(runs, { ...python, id }, { "x-api-key": KEY });
    await runner.started(1);
    const end = (key: string) =>
      call(`${runs}/${id}`, {
        method: "DELETE",
        headers: { "x-api-key": key },
      });
    expect((await end("other key")).status).toBe(404);
    expect(runner.runs[0]?.signal.aborted).toBe(false);
    expect((await end(KEY)).status).toBe(204);
    await answer;
  });
});

describe("DifySandbox's routes for packages", () => {
  const listing = resultOf(
    { kind: "exit", code: 0 },
    { stdout: '[["jinja2", "3.1.2"], ["numpy", "1.24.2"]]\n' },
  );

  it("list what a run finds, and remember it until asked anew", async () => {
    const runner = new HeldRunner();
    await using started = await start(runner);
    const url = `${started.address}/v1/sandbox/dependencies`;
    const first = call(`${url}?language=python3`);
    (await runner.started(1))[0]?.finish(listing);
    const expected = {
      code: 0,
      message: "success",
      data: {
        dependencies: [
          { name: "jinja2", version: "3.1.2" },
          { name: "numpy", version: "1.24.2" },
        ],
      },
    };
    expect((await first).json).toEqual(expected);
    expect((await call(`${url}?language=python3`)).json).toEqual(expected);
    expect(runner.runs).toHaveLength(1);
    const anew = call(`${url}/refresh?language=python3`);
    (await runner.started(2))[1]?.finish(listing);
    expect((await anew).json).toEqual(expected);
  });

  it.each([
    ["GET", "", 400, "Language"],
    ["GET", "?language=", 400, "Language"],
    ["GET", "?language=nodejs", 400, "unsupported language"],
    ["GET", "/refresh?language=ruby", 400, "unsupported language"],
    ["POST", "/update", 400, "Language"],
  ])("%s dependencies%s is %i", async (method, rest, status, text) => {
    await using started = await start(new HeldRunner());
    const answer = await call(
      `${started.address}/v1/sandbox/dependencies${rest}`,
      { method },
    );
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({
      code: -400,
      message: expect.stringContaining(text),
      data: null,
    });
  });

  it("say that installing is off where no folder is set", async () => {
    await using started = await start(new HeldRunner());
    const answer = await postJson(
      `${started.address}/v1/sandbox/dependencies/update`,
      { language: "python3" },
    );
    expect(answer).toMatchObject({
      status: 200,
      json: { code: -500, message: expect.stringContaining("PYTHON_PACKAGES") },
    });
  });

  it("count as runs: a full house refuses them", async () => {
    const runner = new HeldRunner();
    const configuration = configurationOf({
      MAX_WORKERS: "1",
      MAX_REQUESTS: "1",
    });
    await using started = await start(runner, configuration);
    const inside = postRun(started.address, python);
    await runner.started(1);
    const answer = await call(
      `${started.address}/v1/sandbox/dependencies?language=python3`,
    );
    expect(answer).toMatchObject({ status: 503, json: { code: -503 } });
    runner.runs[0]?.finish();
    await inside;
  });
});

describe("a policy by name", () => {
  const runner = new HeldRunner();
  let started: Started;
  beforeAll(async () => {
    started = await start(
      runner,
      configurationOf({ ALLOW_POLICIES: "python-network,nodejs" }),
    );
  });
  afterAll(() => started[Symbol.asyncDispose]());

  const ask = (policy: unknown) =>
    postJson(`${started.address}/api/v1/runs`, { ...python, policy });

  it.each(["python", "python-network", "nodejs"])(
    "is %s where that is the language's own, or allowed",
    async (policy) => {
      const count = runner.runs.length + 1;
      const answer = ask(policy);
      const run = (await runner.started(count))[count - 1];
      expect(run?.job.policy).toBe(policy);
      run?.finish();
      expect((await answer).status).toBe(200);
    },
  );

  it.each([
    ["libc", 403, "policy-not-allowed"],
    ["../python", 404, "no-such-policy"],
    ["/etc/passwd", 404, "no-such-policy"],
    ["policy/python.yaml", 404, "no-such-policy"],
    ["", 404, "no-such-policy"],
  ])("is not %s", async (policy, status, type) => {
    const before = runner.runs.length;
    expect(await ask(policy)).toMatchObject({
      status,
      json: { type: `urn:callgate:problem:${type}` },
    });
    expect(runner.runs.length).toBe(before);
  });

  it("is a text", async () => {
    const { json } = await ask(1);
    expect(json).toMatchObject({
      errors: [{ path: "/policy", message: "must be string or object" }],
    });
  });
});
