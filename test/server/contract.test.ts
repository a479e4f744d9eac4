import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Fault } from "../../src/document/fault.js";
import {
  call,
  configurationOf,
  HeldRunner,
  postRun,
  resultOf,
  start,
  type Started,
} from "./support.js";

const KEY = "a key of thirty-two characters..";
const python = { language: "python3", code: "print(1)" };

/** Bytes to the server, and everything it says until it closes the connection. */
function raw(address: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => (answer += text));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

describe("a server without keys", () => {
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
    const answer = postRun(address, body);
    const held = (await runner.started(count))[count - 1];
    if (held === undefined) throw new Error("no run started");
    return { answer, held };
  };

  it("says that it is healthy", async () => {
    const answer = await call(`${address}/health`);
    expect([answer.status, answer.text]).toEqual([200, '"ok"']);
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  });

  it("answers a run in the envelope", async () => {
    const { answer, held } = await run(python);
    expect(held.job).toEqual({ ...python, network: false });
    held.finish(
      resultOf({ kind: "exit", code: 0 }, { stdout: "1\n", stderr: "w" }),
    );
    expect(await answer).toMatchObject({
      status: 200,
      json: {
        code: 0,
        message: "success",
        data: { stdout: "1\n", stderr: "w", error: "", exit_code: 0 },
      },
    });
  });

  it("takes nodejs, and ignores fields that it does not know", async () => {
    const body = {
      language: "nodejs",
      code: "1",
      dependencies: [{ name: "x" }],
    };
    const { answer, held } = await run(body);
    held.finish();
    expect(held.job.language).toBe("nodejs");
    expect((await answer).json).toMatchObject({ code: 0 });
  });

  it("ignores a preload where preloading is off", async () => {
    const { answer, held } = await run({ ...python, preload: "import os" });
    held.finish();
    expect(held.job.code).toBe("print(1)");
    expect((await answer).json).toMatchObject({ code: 0 });
  });

  it("takes a form as DifySandbox does", async () => {
    const count = runner.runs.length + 1;
    const answer = call(`${address}/v1/sandbox/run`, {
      method: "POST",
      body: new URLSearchParams({ language: "python3", code: "a=1&b" }),
    });
    const held = (await runner.started(count))[count - 1];
    held?.finish();
    expect(held?.job.code).toBe("a=1&b");
    expect((await answer).json).toMatchObject({ code: 0 });
  });

  it("refuses network where it is off, with status 200", async () => {
    const answer = await postRun(address, { ...python, enable_network: true });
    expect(answer).toMatchObject({
      status: 200,
      json: {
        code: -400,
        message: "network is disabled, please enable it in the configuration",
        data: null,
      },
    });
  });

  it("answers -500 where the sandbox fails, with what to do", async () => {
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
      status: 200,
      json: { code: -500, message: "no cgroup; mount one", data: null },
    });
    const made = await run(python);
    made.held.fail(new Fault("x", "no python", { hint: "install it" }));
    expect((await made.answer).json).toMatchObject({
      code: -500,
      message: "no python; install it",
    });
    const broken = await run(python);
    broken.held.fail(new Error("at /root/secret.ts:12"));
    expect((await broken.answer).text).not.toContain("secret.ts");
  });

  const required = (name: string) =>
    `Key: '${name}' Error:Field validation for '${name}' failed on the 'required' tag`;
  const json = "application/json";
  const bad: readonly [string, string | Uint8Array, string, string | RegExp][] =
    [
      ["no language", '{"code":"x"}', json, required("Language")],
      ["no code", '{"language":"python3"}', json, required("Code")],
      [
        "empty code",
        '{"language":"python3","code":""}',
        json,
        required("Code"),
      ],
      [
        "null code",
        '{"language":"python3","code":null}',
        json,
        required("Code"),
      ],
      ["neither", "{}", json, `${required("Language")}\n${required("Code")}`],
      [
        "an unknown language",
        '{"language":"ruby","code":"x"}',
        json,
        "unsupported language",
      ],
      [
        "another case",
        '{"language":"Python3","code":"x"}',
        json,
        "unsupported language",
      ],
      [
        "a number for language",
        '{"language":3,"code":"x"}',
        json,
        '"language" must be a string',
      ],
      [
        "a list for code",
        '{"language":"python3","code":["x"]}',
        json,
        '"code" must be a string',
      ],
      [
        "a number for preload",
        '{"language":"python3","code":"x","preload":1}',
        json,
        '"preload" must be a string',
      ],
      [
        "a word for enable_network",
        '{"language":"python3","code":"x","enable_network":"maybe"}',
        json,
        '"enable_network" must be a boolean',
      ],
      ["a list", "[]", json, "the body must be a JSON object"],
      ["a text", '"x"', json, "the body must be a JSON object"],
      ["null", "null", json, "the body must be a JSON object"],
      ["nothing", "", json, "the body is empty"],
      ["broken JSON", '{"language"', json, /^the body is not JSON: /],
      ["two values", "{} {}", json, /^the body is not JSON: /],
      [
        "bytes that are not UTF-8",
        Uint8Array.of(0x22, 0xff, 0x22),
        json,
        "the body is not UTF-8",
      ],
      [
        "a body of another type",
        "<a/>",
        "text/xml",
        new RegExp(required("Language").replaceAll("'", ".")),
      ],
      [
        "a type that is none",
        '{"language":"python3","code":"x"}',
        "! application/json",
        /./,
      ],
      [
        "JSON that says it is text",
        '{"language":"python3","code":"x"}',
        "text/plain",
        /required/,
      ],
      [
        "a prototype in place of fields",
        '{"__proto__":{"language":"python3","code":"x"}}',
        json,
        /required/,
      ],
    ];
  it.each(bad)("answers 400 to %s", async (_name, body, type, message) => {
    const before = runner.runs.length;
    const answer = await call(`${address}/v1/sandbox/run`, {
      method: "POST",
      headers: { "content-type": type },
      body,
    });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ code: -400, data: null });
    expect(answer.json).toHaveProperty(
      "message",
      typeof message === "string" ? message : expect.stringMatching(message),
    );
    expect(runner.runs).toHaveLength(before);
  });

  it("answers 400 to a post without body and type", async () => {
    const answer = await call(`${address}/v1/sandbox/run`, { method: "POST" });
    expect([answer.status, answer.json]).toMatchObject([400, { code: -400 }]);
  });

  it("reads 10 MiB and not a byte more", async () => {
    const frame = JSON.stringify({ ...python, code: "" }).length;
    const code = "x".repeat(10 * 1024 * 1024 - frame);
    const { answer, held } = await run({ ...python, code });
    held.finish(resultOf({ kind: "exit", code: 0 }));
    expect((await answer).status).toBe(200);
    const more = await postRun(address, { ...python, code: code + "x" });
    expect(more).toMatchObject({
      status: 413,
      json: { code: -413, data: null },
    });
  });

  it.each(["Content-Length: 20971520", "Transfer-Encoding: chunked"])(
    "answers a client that sends 20 MiB before it reads (%s)",
    async (length) => {
      const { hostname, port } = new URL(address);
      const socket = connect(Number(port), hostname);
      const isChunked = length.startsWith("T");
      const mebibyte = "x".repeat(1 << 20);
      const piece = isChunked ? `100000\r\n${mebibyte}\r\n` : mebibyte;
      socket.write(
        `POST /v1/sandbox/run HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${length}\r\n\r\n`,
      );
      for (let sent = 0; sent < 20; sent++)
        await new Promise<void>((resolve, reject) =>
          socket.write(piece, (error) => (error ? reject(error) : resolve())),
        );
      if (isChunked) socket.write("0\r\n\r\n");
      // Nor does the connection end with it.
      socket.write("GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n");
      let text = "";
      for await (const more of socket.setEncoding("latin1")) text += more;
      expect(text.match(/HTTP\/1.1 \d+/g)).toEqual([
        "HTTP/1.1 413",
        "HTTP/1.1 200",
      ]);
      expect(text).toContain('"code":-413');
    },
  );

  it.each([
    ["PUT", "/api/v1/runs", 405],
    ["PATCH", "/v1/sandbox/run", 405],
    ["DELETE", "/health", 405],
    ["POST", "/nothing", 404],
  ])(
    "%s %s is %i whatever its body is said to be",
    async (method, path, status) => {
      for (const type of ["application/json", "text/xml"])
        for (const body of [undefined, "{"]) {
          const init = { method, headers: { "content-type": type } };
          const answer = await call(
            address + path,
            body === undefined ? init : { ...init, body },
          );
          expect(answer).toMatchObject({ status, json: { status } });
        }
    },
  );

  it.each([
    ["GET", "/", 404],
    ["GET", "/v1/sandbox", 404],
    ["POST", "/v1/sandbox/runs", 404],
    ["GET", "/v1/sandbox/run/", 404],
    ["GET", "/%ff", 400],
    ["GET", "/v1/sandbox/run", 405],
    ["DELETE", "/v1/sandbox/run", 405],
    ["POST", "/health", 405],
  ])("%s %s is %i, as a problem document", async (method, path, status) => {
    const answer = await call(address + path, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toMatch(
      /^application\/problem\+json/,
    );
    expect(answer.json).toMatchObject({
      status,
      type: expect.stringMatching(/^urn:callgate:problem:[a-z-]+$/),
    });
    if (status === 405) expect(answer.headers.get("allow")).toMatch(/[A-Z]/);
  });

  it.each([
    ["a page of another origin", { origin: "https://evil.example" }],
    ["a page without an origin", { origin: "null" }],
  ])("refuses %s", async (_name, headers) => {
    const answer = await postRun(address, python, headers);
    expect(answer).toMatchObject({
      status: 403,
      json: { type: "urn:callgate:problem:foreign-origin" },
    });
  });

  it("refuses a name that was rebound to this machine", async () => {
    const answer = await raw(
      address,
      "GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1.1 403 /);
  });

  it("takes a page of its own", async () => {
    const answer = await call(`${address}/health`, {
      headers: { origin: address },
    });
    expect(answer.status).toBe(200);
  });

  it.each([
    ["no HTTP at all", "hello\r\n\r\n", /^HTTP\/1.1 400 /],
    [
      "headers of 20 KiB",
      `GET /health HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
      /^HTTP\/1.1 431 /,
    ],
    [
      "two lengths",
      "POST /v1/sandbox/run HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
      /^HTTP\/1.1 400 /,
    ],
    [
      "a length and chunks",
      "POST /v1/sandbox/run HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      /^HTTP\/1.1 400 /,
    ],
  ])("ends a connection that sends %s", async (_name, bytes, status) => {
    const answer = await raw(address, bytes);
    expect(answer).toMatch(status);
    expect(answer).not.toMatch(/at .*\.[jt]s:\d/);
  });

  it("echoes a request id that is fit for a log, and no other", async () => {
    const idFor = async (given: string) => {
      const headers = { "x-request-id": given };
      const answer = await call(`${address}/health`, { headers });
      return answer.headers.get("x-request-id");
    };
    expect(await idFor("abc-1.2_3")).toBe("abc-1.2_3");
    expect(await idFor('a"b')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idFor("x".repeat(65))).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("a server with a key", () => {
  const runner = new HeldRunner();
  let started: Started;
  let address: string;
  beforeAll(async () => {
    started = await start(
      runner,
      configurationOf({
        API_KEY: KEY,
        ENABLE_NETWORK: "true",
        ENABLE_PRELOAD: "true",
      }),
    );
    ({ address } = started);
  });
  afterAll(() => started[Symbol.asyncDispose]());

  it.each([
    ["no key", {}],
    ["an empty key", { "x-api-key": "" }],
    ["a wrong key", { "x-api-key": KEY.replace("a", "b") }],
    ["a part of the key", { "x-api-key": KEY.slice(1) }],
    ["the key and more", { "x-api-key": `${KEY}x` }],
  ])("answers 401 with no body to %s", async (_name, headers) => {
    const answer = await postRun(address, python, headers);
    expect([answer.status, answer.text]).toEqual([401, ""]);
  });

  it("refuses before it reads the body", async () => {
    const answer = await raw(
      address,
      "POST /v1/sandbox/run HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\nConnection: close\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1.1 401 /);
  });

  it("runs with the key, with network and preload where they are on", async () => {
    const body = { ...python, preload: "import json", enable_network: true };
    const answer = postRun(address, body, { "x-api-key": KEY });
    const [held] = await runner.started(1);
    held?.finish();
    expect(held?.job).toEqual({
      language: "python3",
      code: "import json\nprint(1)",
      network: true,
    });
    expect((await answer).json).toMatchObject({ code: 0 });
  });

  it("asks for no key to tell its health", async () => {
    expect((await call(`${address}/health`)).status).toBe(200);
    expect((await call(`${address}/ready`)).status).toBe(200);
  });

  it("takes the key as a bearer token for its metrics", async () => {
    expect((await call(`${address}/metrics`)).status).toBe(401);
    const answer = await call(`${address}/metrics`, {
      headers: { authorization: `Bearer ${KEY}` },
    });
    expect(answer.text).toContain("callgate_runs_running");
  });

  it("never logs code, output or keys", async () => {
    const secretCode = "print('secret-code')";
    const count = runner.runs.length + 1;
    const answer = postRun(
      address,
      { language: "python3", code: secretCode },
      { "x-api-key": KEY },
    );
    (await runner.started(count))[count - 1]?.finish(
      resultOf({ kind: "exit", code: 1 }, { stdout: "secret-output" }),
    );
    await answer;
    const text = JSON.stringify(started.log);
    expect(text).toContain('"language":"python3"');
    expect(text).not.toContain("secret-");
    expect(text).not.toContain(KEY);
  });
});
