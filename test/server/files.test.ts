/** Files of runs over HTTP: in, out, and those that no run takes. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { startReal } from "./real.js";
import { postJson, postRun, type Started } from "./support.js";

let started: Started;
beforeAll(async () => {
  started = await startReal();
});
afterAll(() => started[Symbol.asyncDispose]());

const run = (code: string, more: object) =>
  postJson(`${started.address}/api/v1/runs`, {
    language: "nodejs",
    code,
    ...more,
  });
const base64 = (text: string) => Buffer.from(text).toString("base64");

it("a run reads its files and leaves others", async () => {
  const code = `const fs = require("fs");
fs.writeFileSync("out/b.txt", fs.readFileSync("in/a.txt", "utf8").toUpperCase());
fs.unlinkSync("in/a.txt");`;
  const files = { "in/a.txt": base64("hello"), "out/c": "" };
  const { json } = await run(code, { files });
  expect(json).toMatchObject({
    exit: { kind: "exit", code: 0 },
    files: { "out/b.txt": base64("HELLO"), "out/c": "" },
    filesTruncated: false,
  });
}, 60_000);

it("a run that brings none tells of none", async () => {
  const { json } = await run(`require("fs").writeFileSync("x", "x")`, {});
  expect(json).toMatchObject({ files: {}, filesTruncated: false });
  const asked = await run(`require("fs").writeFileSync("x", "x")`, {
    files: {},
  });
  expect(asked.json).toMatchObject({ files: { x: base64("x") } });
}, 60_000);

it("a stream tells of files at its end", async () => {
  const { text } = await postJson(
    `${started.address}/api/v1/runs`,
    { language: "nodejs", code: "1", files: { a: base64("b") } },
    { accept: "text/event-stream" },
  );
  expect(text).toMatch(/event: exit\ndata: .*"files":\{"a":"Yg=="\}/);
}, 60_000);

it.each([
  [{ a: "YQ" }, "/files/a"],
  [{ a: "YQ==", "b/c": "Y Q=" }, "/files/b~1c"],
  [{ a: "-_==" }, "/files/a"],
  [{ a: 1 }, "/files/a"],
  [{ ["x".repeat(1025)]: "" }, "/files"],
  [["YQ=="], "/files"],
])("a file that is not base64 is named: %.40j", async (files, path) => {
  const { status, json, text } = await run("1", { files });
  expect(status).toBe(400);
  expect(json).toMatchObject({ type: "urn:callgate:problem:invalid-request" });
  expect(text).toContain(`"path":"${path}"`);
});

it.each([
  ["../a", "leaves the working folder"],
  ["/etc/passwd", "is absolute"],
  ["a//b", "has an empty part"],
  ["a\0b", "NUL"],
  ["\ud800", "surrogate"],
  ["main.js", "where the code itself is"],
])(
  "a name that no file has is the request's fault: %j",
  async (name, message) => {
    expect(await run("1", { files: { [name]: "" } })).toMatchObject({
      status: 400,
      json: {
        type: "urn:callgate:problem:invalid-request",
        detail: expect.stringContaining(message),
      },
    });
  },
  60_000,
);

it("__proto__ is a name like any other", async () => {
  const body = `{"language":"nodejs","code":"console.log(require('fs').readdirSync('.').includes('__proto__'))","files":{"__proto__":"YQ=="}}`;
  const response = await fetch(`${started.address}/api/v1/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  expect(await response.text()).toContain(`"stdout":"true\\n"`);
}, 60_000);

it("more than the scratch has room for is the request's fault", async () => {
  const files = { big: Buffer.alloc(100_000).toString("base64") };
  const answer = await run("1", { files, limits: { scratchBytes: 8192 } });
  expect(answer).toMatchObject({
    status: 400,
    json: { detail: expect.stringContaining("scratchBytes") },
  });
}, 60_000);

it("half of a surrogate pair in code is what it is in any UTF-8, by both contracts", async () => {
  const code = "console.log('\ud800')";
  expect(await run(code, {})).toMatchObject({
    status: 200,
    json: { stdout: "\ufffd\n" },
  });
  const body = { language: "nodejs", code };
  expect(await postRun(started.address, body)).toMatchObject({
    status: 200,
    json: { code: 0, data: { stdout: "\ufffd\n" } },
  });
  expect(started.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
}, 60_000);
