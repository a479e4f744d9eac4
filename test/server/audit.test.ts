/** `/api/v1/check` and its like, and the thread behind them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile } from "../../src/compiler/compile.js";
import { parsePolicy } from "../../src/index.js";
import { Auditor } from "../../src/server/audit/auditor.js";
import { digestOf } from "../../src/server/keys.js";
import type { Lane } from "../../src/server/queue.js";
import {
  call,
  configurationOf,
  HeldRunner,
  postJson,
  start,
  type Started,
} from "./support.js";

let started: Started;
beforeAll(async () => {
  started = await start(new HeldRunner());
});
afterAll(() => started[Symbol.asyncDispose]());

const post = (route: string, body: unknown) =>
  postJson(`${started.address}/api/v1/${route}`, body);

const small = `callgate: 1
name: small
description: Reads.
arches: [x86_64]
params:
  self:
    width: 32
    why: Its own process.
default: deny(EPERM)
rules:
  - allow: [read]
    why: It reads.
  - allow: [kill]
    when: pid == $self
    why: It may signal itself.
`;

describe("check", () => {
  it("tells what is wrong, where, and what to write", async () => {
    const policy = small.replace("[read]", "[raed]");
    const { status, json } = await post("check", { policy });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      ok: false,
      diagnostics: [
        { code: "unknown-syscall", file: "policy.yaml", line: 11, column: 13 },
      ],
    });
  }, 30_000);

  it("finds nothing wrong with a policy that ships", async () => {
    expect((await post("check", { name: "python" })).json).toMatchObject({
      ok: true,
      name: "python",
      diagnostics: [],
    });
  });

  it.each([
    "../../etc/passwd",
    "package",
    "/etc/passwd",
    "./policy/python.yaml",
  ])("opens no file that does not ship: %s", async (name) => {
    const named = await post("check", { name });
    expect(named).toMatchObject({
      status: 422,
      json: { detail: `no policy named "${name}" ships` },
    });
    const parent = await post("check", {
      policy: small.replace(
        "arches:",
        `extends: [${JSON.stringify(name)}]\narches:`,
      ),
    });
    expect(parent.json).toMatchObject({ ok: false });
    expect(parent.text).not.toContain("root:");
  });
});

describe("check of a sound policy", () => {
  it("tells what is dangerous in it, with the policy's reasons for leaving it", async () => {
    const policy = small
      .replace(
        "params:\n  self:\n    width: 32\n    why: Its own process.\n",
        "",
      )
      .replace("when: pid == $self\n    ", "")
      .replace("[kill]", "[ptrace]");
    const { json } = await post("check", { policy });
    expect(json).toMatchObject({
      ok: true,
      findings: expect.arrayContaining([
        expect.objectContaining({
          file: "policy.yaml",
          line: 9,
          message: expect.stringContaining("ptrace"),
          remedy: expect.any(String),
        }),
      ]),
    });
  }, 30_000);
});

describe("explain", () => {
  it("shows the rules on a syscall, each with a call that it answers", async () => {
    const { json } = await post("explain", { policy: small, syscall: "kill" });
    expect(json).toMatchObject({
      syscall: "kill",
      phase: "run",
      absent: [],
      arches: [
        {
          arch: "x86_64",
          nr: 62,
          rules: [
            {
              action: "allow",
              when: "pid == $self",
              file: "policy.yaml",
              line: 13,
              example: expect.stringMatching(/^kill\(/),
            },
          ],
          otherwise: { action: "deny(EPERM)" },
        },
      ],
    });
  }, 30_000);

  it("names the syscall that is none", async () => {
    expect(
      (await post("explain", { name: "python", syscall: "raed" })).json,
    ).toMatchObject({
      type: "urn:callgate:problem:bad-policy",
      detail: '/syscall: no arch has a syscall "raed"',
      hint: "write read",
    });
  });
});

describe("diff", () => {
  const wider = small.replace("[read]", "[read, ptrace]");

  it("tells what became allowed, with a call, the rules behind it and the risk", async () => {
    const { json } = await post("diff", {
      a: { policy: small },
      b: { policy: wider },
    });
    expect(json).toMatchObject({
      a: { name: "small", kind: "policy" },
      arches: ["x86_64"],
      only: { a: [], b: [] },
      changes: [
        {
          kind: "allowed",
          widens: true,
          phase: "run",
          before: "deny(EPERM)",
          after: "allow",
          when: null,
          calls: [{ arch: "x86_64", name: "ptrace", witness: { nr: 101 } }],
          behind: {
            before: [{ kind: "default", file: "a.yaml" }],
            after: [{ kind: "rule", file: "b.yaml", line: 11 }],
          },
          risks: [{ id: "ptrace" }],
        },
      ],
      diagnostics: [],
    });
  }, 30_000);

  it("says nothing where it is proven that nothing differs", async () => {
    const { json } = await post("diff", {
      a: { name: "python" },
      b: { name: "python" },
    });
    expect(json).toMatchObject({ arches: ["x86_64", "aarch64"], changes: [] });
  }, 30_000);

  it.each([
    [{ policy: "callgate: 1\n" }, "the policy b has errors"],
    [{ name: "nothing" }, 'no policy named "nothing" ships'],
    [{ program: "AAA", arch: "x86_64" }, /^\/b\/program must be base64/],
    [{ name: "python", program: undefined }, undefined],
    [
      { program: "BgAAAAAA/38=", arch: "aarch64" },
      /^there is nothing to compare/,
    ],
  ])(
    "says what is wrong with %j",
    async (b, detail) => {
      const { status, json } = await post("diff", { a: { policy: small }, b });
      expect(status).toBe(detail === undefined ? 200 : 422);
      if (detail !== undefined)
        expect(json).toMatchObject({
          type: "urn:callgate:problem:bad-policy",
          detail:
            typeof detail === "string" ? detail : expect.stringMatching(detail),
        });
    },
    30_000,
  );

  it.each([
    [{}, "/b"],
    [{ b: {} }, "/b"],
    [{ b: { name: "python", policy: "x" } }, "/b"],
    [{ b: { program: "" } }, "/b/arch"],
    [{ b: { name: "python", file: "/etc/passwd" } }, "/b/file"],
  ])("refuses %j", async (more, path) => {
    const { status, text } = await post("diff", {
      a: { name: "python" },
      ...more,
    });
    expect(status).toBe(400);
    expect(text).toContain(`"path":"${path}"`);
  });
});

describe("verify", () => {
  const ask = (program: Uint8Array | string, more: object = {}) =>
    post("verify", {
      policy: small,
      arch: "x86_64",
      params: { self: 7 },
      program:
        typeof program === "string"
          ? program
          : Buffer.from(program).toString("base64"),
      ...more,
    });
  const programFor = (self: number) =>
    post("compile", { policy: small, params: { self } }).then(({ json }) =>
      String(
        (json as { readonly programs: readonly { readonly bytes: string }[] })
          .programs[0]?.bytes,
      ),
    );

  it("proves a program, or finds a call at which it differs", async () => {
    expect((await ask(await programFor(7))).json).toMatchObject({
      kind: "proven",
    });
    expect((await ask(await programFor(8))).json).toMatchObject({
      kind: "differs",
      arch: "x86_64",
      witness: { nr: 62, text: expect.stringMatching(/^kill\(pid=0x[78]\)/) },
    });
  }, 30_000);

  it.each([
    ["", "not-loadable"],
    [new Uint8Array(7), "not-loadable"],
    // ld [0]; add x; ret a
    [
      Uint8Array.of(
        32,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        12,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        22,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
      ),
      "undecided",
    ],
  ])("says what is wrong with a program: %.20j", async (program, kind) => {
    expect(await ask(program)).toMatchObject({ status: 200, json: { kind } });
  });

  it.each(["AAA", "A===", "====", "AA=A", "AAA-", "AAA ", "AAAAé"])(
    "takes base64 and nothing else: %s",
    async (program) => {
      expect(await ask(program)).toMatchObject({
        status: 422,
        json: { detail: expect.stringContaining("/program must be base64") },
      });
    },
  );

  it("asks for an arch of the policy", async () => {
    expect(await ask("", { arch: "aarch64" })).toMatchObject({
      status: 422,
      json: { detail: "small is not for aarch64" },
    });
  });
});

describe("compile", () => {
  it("gives the bytes that the library gives, and no path of this machine", async () => {
    const { json, text } = await post("compile", {
      name: "python",
      arches: ["aarch64"],
      phases: ["boot", "run"],
    });
    const { policy } = parsePolicy("python");
    if (policy === undefined) throw new Error("the policy is wrong");
    const bytesOf = (phase: "boot" | "run") =>
      Buffer.from(compile(policy, { arch: "aarch64", phase }).bytes);
    expect(json).toMatchObject({
      programs: [
        { phase: "boot", bytes: bytesOf("boot").toString("base64") },
        { phase: "run", bytes: bytesOf("run").toString("base64") },
      ],
      manifest: { name: "python", programs: [{ proven: true }, {}] },
    });
    expect(text).not.toContain(process.cwd());
  });

  it("asks for the values of parameters, and takes them", async () => {
    const open = await post("compile", { policy: small });
    expect(open).toMatchObject({
      status: 422,
      json: { type: "urn:callgate:problem:bad-policy" },
    });
    expect(JSON.stringify(open.json)).toContain("self");
    const bound = await post("compile", {
      policy: small,
      params: { self: "0x10" },
    });
    expect(bound.status).toBe(200);
    const wide = await post("compile", {
      policy: small,
      params: { self: "0x100000000" },
    });
    expect(wide.json).toMatchObject({ detail: "/params/self has 32 bits" });
  });

  it("gives no program for a policy with errors", async () => {
    const { status, json } = await post("compile", { policy: "callgate: 2\n" });
    expect(status).toBe(422);
    expect(json).toMatchObject({
      type: "urn:callgate:problem:bad-policy",
      diagnostics: [{ severity: "error", line: 1 }, {}],
    });
  });
});

describe("simulate", () => {
  it("answers each call with its rule", async () => {
    const { json } = await post("simulate", {
      policy: small,
      arch: "x86_64",
      params: { self: -2 },
      calls: [
        { syscall: "read" },
        { syscall: "kill", args: [-2] },
        { syscall: "kill", args: ["0xfffffffe"] },
        { syscall: "kill", args: [3] },
        { syscall: 100_000 },
      ],
    });
    expect(json).toMatchObject({
      answers: [
        { action: "allow", rule: { policy: "small", line: 11 } },
        { action: "allow", reason: "rule" },
        { action: "allow" },
        { action: "deny", errno: 1, error: "EPERM", reason: "default" },
        { action: "deny", errno: 38, error: "ENOSYS", reason: "unknown" },
      ],
    });
  });

  it("names the call that is none", async () => {
    const { json } = await post("simulate", {
      name: "python",
      arch: "x86_64",
      calls: [{ syscall: "read" }, { syscall: "raed" }],
    });
    expect(json).toMatchObject({
      detail: '/calls/1/syscall: x86_64 has no syscall "raed"',
      hint: "write read",
    });
  });
});

it.each([
  ["check", {}, "/"],
  ["check", { name: "python", policy: small }, "/"],
  ["check", { name: 1 }, "/name"],
  ["check", { name: "python", extra: 1 }, "/extra"],
  ["check", { policy: "x".repeat(262_145) }, "/policy"],
  ["compile", { name: "python", arches: ["z80"] }, "/arches/0"],
  ["compile", { name: "python", arches: [] }, "/arches"],
  ["compile", { name: "python", params: { a: 1.5 } }, "/params/a"],
  ["simulate", { name: "python", arch: "x86_64" }, "/calls"],
  ["simulate", { name: "python", arch: "x86_64", calls: [] }, "/calls"],
  [
    "simulate",
    { name: "python", arch: "x86_64", calls: [{ syscall: -1 }] },
    "/calls/0/syscall",
  ],
])("%s refuses a body that is wrong", async (route, body, path) => {
  const { status, json, text } = await post(route, body);
  expect(status).toBe(400);
  expect(json).toMatchObject({ type: "urn:callgate:problem:invalid-request" });
  expect(text).toContain(`"path":"${path === "/" ? "" : path}`);
});

describe("the thread", () => {
  const here = new AbortController().signal;
  const limits = {
    timeMs: 20_000,
    waitLimitMs: 20_000,
    requests: 2,
    callers: 2,
    remembered: 100_000,
  };
  const caller = (name: string): Lane => ({
    name,
    maxWorkers: 4,
    maxRequests: 50,
  });
  const anyone = caller("anyone");
  const refused = (reason: string) => ({ kind: "refused", reason });

  it("is ended when a request takes too long, and the next gets another", async () => {
    const auditor = new Auditor({ ...limits, timeMs: 1 });
    const ask = () =>
      auditor.ask({ kind: "check", name: "python" }, anyone, here);
    expect(await ask()).toEqual({ kind: "too-costly" });
    expect(await ask()).toEqual({ kind: "too-costly" });
    await auditor.close(0);
    expect(await ask()).toEqual(refused("closed"));
  });

  it("takes so many requests of a caller and no more, and remembers what it answered", async () => {
    const auditor = new Auditor(limits);
    const check = (policy: string) =>
      auditor.ask({ kind: "check", policy }, anyone, here);
    const [one, two, three] = await Promise.all(["a", "b", "c"].map(check));
    expect([one?.kind, two?.kind]).toEqual(["done", "done"]);
    expect(three).toEqual(refused("full"));
    expect(await check("a")).toBe(one);
    await auditor.close(0);
    expect(await check("a")).toBe(one);
    expect(await check("d")).toEqual(refused("closed"));
  }, 30_000);

  it("lets callers take turns, however many requests one of them has", async () => {
    const auditor = new Auditor({ ...limits, requests: 8 });
    const order: string[] = [];
    const check = async (name: string, policy: string) => {
      const { kind } = await auditor.ask(
        { kind: "check", policy: `${name}${policy}` },
        caller(name),
        here,
      );
      order.push(`${name} ${kind}`);
    };
    await Promise.all([
      ...["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((policy) =>
        check("greedy", policy),
      ),
      check("modest", "1"),
      check("modest", "2"),
    ]);
    expect(order.slice(0, 6)).toEqual([
      "greedy refused",
      "greedy done",
      "greedy done",
      "modest done",
      "greedy done",
      "modest done",
    ]);
    await auditor.close(0);
  }, 30_000);

  it("takes no more of a caller than its key has places", async () => {
    const auditor = new Auditor({ ...limits, requests: 8 });
    const narrow = { ...anyone, maxRequests: 1 };
    const kinds = await Promise.all(
      ["a", "b"].map((policy) =>
        auditor.ask({ kind: "check", policy }, narrow, here),
      ),
    );
    expect(kinds[1]).toEqual(refused("full"));
    await auditor.close(0);
  }, 30_000);

  it("sends away who waits for too long", async () => {
    const auditor = new Auditor({ ...limits, waitLimitMs: 1 });
    const answers = await Promise.all(
      ["a", "b"].map((policy) =>
        auditor.ask({ kind: "check", policy }, anyone, here),
      ),
    );
    expect(answers).toMatchObject([{ kind: "done" }, refused("waited")]);
    await auditor.close(0);
  }, 30_000);

  it("begins nothing for a client that has gone, and gives its place to the next", async () => {
    const auditor = new Auditor(limits);
    const leaving = new AbortController();
    const check = (policy: string, signal: AbortSignal) =>
      auditor.ask({ kind: "check", policy }, anyone, signal);
    const first = check("a", here);
    const second = check("b", leaving.signal);
    leaving.abort();
    expect(await second).toEqual(refused("gone"));
    const third = check("c", here);
    expect(await check("d", AbortSignal.abort())).toEqual(refused("gone"));
    expect([(await first).kind, (await third).kind]).toEqual(["done", "done"]);
    await auditor.close(0);
  }, 30_000);

  it("computes once what two wait for", async () => {
    const auditor = new Auditor(limits);
    const check = () =>
      auditor.ask({ kind: "check", policy: "a" }, anyone, here);
    const [one, other] = await Promise.all([check(), check()]);
    expect(other).toBe(one);
    await auditor.close(0);
  }, 30_000);

  it("answers what it took when it is closed, until the grace time is over", async () => {
    const auditor = new Auditor(limits);
    const check = (policy: string) =>
      auditor.ask({ kind: "check", policy }, anyone, here);
    const taken = [check("a"), check("b")];
    const closed = auditor.close(20_000);
    expect(await check("c")).toEqual(refused("closed"));
    await closed;
    expect(await Promise.all(taken)).toMatchObject([
      { kind: "done" },
      { kind: "done" },
    ]);
    const hasty = new Auditor(limits);
    const given = ["a", "b"].map((policy) =>
      hasty.ask({ kind: "check", policy }, anyone, here),
    );
    await hasty.close(0);
    expect(await Promise.all(given)).toEqual([
      refused("closed"),
      refused("closed"),
    ]);
  }, 30_000);

  it("forgets the answers that nobody asked for longest", async () => {
    const auditor = new Auditor({ ...limits, remembered: 400 });
    const check = (policy: string) =>
      auditor.ask({ kind: "check", policy }, anyone, here);
    const first = await check("a");
    for (const policy of ["b", "c", "d"]) await check(policy);
    const again = await check("a");
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
    await auditor.close(0);
  }, 30_000);
});

describe("a service with several keys", () => {
  it("refuses who asks too much at once, and answers the others", async () => {
    const [greedy, modest] = ["greedy", "modest"].map((name) => ({
      name,
      digest: digestOf(name),
      length: undefined,
      maxWorkers: 1,
      maxRequests: 2,
    }));
    if (greedy === undefined || modest === undefined) throw new Error("no key");
    await using two = await start(new HeldRunner(), {
      ...configurationOf(),
      keys: [greedy, modest],
    });
    const check = (key: string, number: number) =>
      postJson(
        `${two.address}/api/v1/check`,
        { policy: `${key} ${number}` },
        { "x-api-key": key },
      );
    const answers = await Promise.all([
      ...[1, 2, 3, 4].map((number) => check("greedy", number)),
      check("modest", 1),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(
      statuses.slice(0, 4).filter((status) => status === 200),
    ).toHaveLength(2);
    expect(statuses[4]).toBe(200);
    const away = answers.find(({ status }) => status === 503);
    expect(away?.json).toMatchObject({
      type: "urn:callgate:problem:too-many-requests",
    });
    expect(away?.headers.get("retry-after")).toBe("10");
    const { text } = await call(`${two.address}/metrics`, {
      headers: { "x-api-key": "modest" },
    });
    expect(text).toContain('callgate_audits_total{kind="check",end="done"} 3');
    expect(text).toContain(
      'callgate_audits_total{kind="check",end="refused-full"} 2',
    );
    expect(text).toContain("callgate_audit_wait_seconds_count 3");
    expect(text).toContain("callgate_audits_waiting 0");
  }, 30_000);
});
