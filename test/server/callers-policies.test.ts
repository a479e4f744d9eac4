/** Policies that come with a run: within the operator's loosest, or refused with a call. */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfiguration } from "../../src/server/configuration/read.js";
import { startReal } from "./real.js";
import {
  configurationOf,
  HeldRunner,
  postJson,
  start,
  type Started,
} from "./support.js";

const head = "callgate: 1\nname: mine\ndescription: Mine.\n";
const own = (rules: string) => `${head}extends: [python]\nrules:\n${rules}`;
const noCwd = own("  - deny(EACCES): [getcwd]\n    why: It has no need.\n");
const asksForCwd = `import os
try:
    print(os.getcwd())
except OSError as error:
    print(error.strerror)`;

describe("a policy that comes with a run", () => {
  let started: Started;
  beforeAll(async () => {
    started = await startReal({ LOOSEST_POLICY: "own" });
  });
  afterAll(() => started[Symbol.asyncDispose]());

  const run = (policy: unknown, more: object = {}) =>
    postJson(`${started.address}/api/v1/runs`, {
      language: "python3",
      code: "print(6*7)",
      policy,
      ...more,
    });

  it.each([
    ["a text", noCwd],
    ["a text by its key", { text: noCwd }],
  ])(
    "is what the kernel holds the code to: %s",
    async (_name, policy) => {
      const { status, json } = await run(policy, { code: asksForCwd });
      expect(status).toBe(200);
      expect(json).toMatchObject({ stdout: "Permission denied\n" });
    },
    30_000,
  );

  it("stands in the log by its digest, and never by its text", async () => {
    await run(noCwd);
    const digest = createHash("sha256").update(noCwd).digest("hex");
    while (!JSON.stringify(started.log).includes(`sha256:${digest}`))
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(JSON.stringify(started.log)).not.toContain("no need");
  }, 30_000);

  it("that allows more is refused with calls that it lets through", async () => {
    const answer = await run(
      own("  - allow: [socket, ptrace]\n    why: I want to.\n"),
    );
    expect(answer).toMatchObject({
      status: 403,
      json: {
        type: "urn:callgate:problem:policy-too-loose",
        detail: expect.stringMatching(
          /^socket\(.*\) on \w+: the policy says allow \(mine:6\), .* says deny\(EPERM\)$/,
        ),
        beyond: [
          {
            call: expect.stringMatching(/^socket\(/),
            phase: "run",
            action: "allow",
            loosest: "deny(EPERM)",
            policy: "mine",
            line: 6,
          },
          { call: expect.stringMatching(/^ptrace\(/) },
        ],
      },
    });
  }, 30_000);

  it("is held to it in its rules at boot too, and in its defaults", async () => {
    const atBoot = `${head}extends: [python]\nboot:\n  rules:\n    - allow: [socket]\n      why: At boot.\n`;
    expect((await run(atBoot)).json).toMatchObject({
      type: "urn:callgate:problem:policy-too-loose",
      beyond: [{ phase: "boot" }],
    });
    const byDefault = `${head}default: allow\nrules: []\n`;
    expect((await run(byDefault)).json).toMatchObject({
      type: "urn:callgate:problem:policy-too-loose",
      detail: expect.stringContaining("(by its default)"),
    });
  }, 30_000);

  it("that lets no interpreter start is its author's fault, not the service's", async () => {
    const policy = own("  - deny(EPERM): [read]\n    why: It reads nothing.\n");
    expect(await run(policy)).toMatchObject({
      status: 422,
      json: {
        type: "urn:callgate:problem:policy-unfit",
        detail: expect.stringContaining("before the code ran"),
      },
    });
    expect(started.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  }, 30_000);

  it("is told with its errors, at their places", async () => {
    expect(await run(noCwd.replace("getcwd", "getcdw"))).toMatchObject({
      status: 422,
      json: {
        type: "urn:callgate:problem:bad-policy",
        diagnostics: [{ code: "unknown-syscall", line: 6, column: 20 }],
      },
    });
  }, 30_000);
});

describe("a service", () => {
  const run = (started: Started, policy: unknown) =>
    postJson(`${started.address}/api/v1/runs`, {
      language: "nodejs",
      code: "1",
      policy,
    });

  it("takes no policies unless its configuration says so", async () => {
    await using started = await start(new HeldRunner());
    expect(await run(started, noCwd)).toMatchObject({
      status: 403,
      json: {
        type: "urn:callgate:problem:policy-not-allowed",
        detail: expect.stringContaining("loosest_policy"),
      },
    });
  });

  it("compiles a policy once, and gives its runs the same filters", async () => {
    const runner = new HeldRunner();
    await using started = await start(
      runner,
      configurationOf({ LOOSEST_POLICY: "python" }),
    );
    for (let count = 1; count <= 2; count++) {
      const answer = run(started, noCwd);
      (await runner.started(count))[count - 1]?.finish();
      expect((await answer).status).toBe(200);
    }
    const [first, second] = runner.runs.map(({ job }) => job.policy);
    expect(first).toMatchObject({
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    if (typeof first !== "object" || typeof second !== "object")
      throw new Error("the runs have no policy of their caller's");
    expect(second.filters.run).toBe(first.filters.run);
  }, 30_000);

  it("holds policies to a file of the operator's", async () => {
    const folder = mkdtempSync(join(tmpdir(), "callgate-loosest-"));
    try {
      const path = join(folder, "loosest.yaml");
      writeFileSync(path, noCwd.replace("name: mine", "name: loosest"));
      const runner = new HeldRunner();
      await using started = await start(
        runner,
        configurationOf({ LOOSEST_POLICY: path }),
      );
      const refused = await run(started, `${head}extends: [python]\n`);
      expect(refused.json).toMatchObject({
        detail: expect.stringMatching(/^getcwd\(.*says deny\(EACCES\)$/),
      });
      expect(refused.text).not.toContain(folder);
      const answer = run(started, noCwd);
      (await runner.started(1))[0]?.finish();
      expect((await answer).status).toBe(200);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 30_000);

  it.each([
    [3, "must be string or object"],
    [{}, "is missing"],
    [{ text: "x", file: "/etc/passwd" }, "is not a field of this request"],
    [`x: ${"y".repeat(300_000)}`, "must NOT have more than 262144 characters"],
  ])("refuses the policy %.20j", async (policy, message) => {
    await using started = await start(new HeldRunner());
    const { status, json } = await run(started, policy);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      type: "urn:callgate:problem:invalid-request",
      errors: [{ path: expect.stringMatching(/^\/policy/), message }],
    });
  });

  it("does not start with a loosest policy that is none", () => {
    const folder = mkdtempSync(join(tmpdir(), "callgate-loosest-"));
    try {
      const path = join(folder, "bad.yaml");
      writeFileSync(path, noCwd.replace("getcwd", "getcdw"));
      const faults = (value: string) =>
        readConfiguration(
          { path: "c.yaml", text: `loosest_policy: ${value}\n` },
          {},
        ).diagnostics.map(
          ({ code, range, message }) => `${code} ${range.line} ${message}`,
        );
      expect(faults("own")).toEqual([]);
      expect(faults("pyhton")).toEqual([
        'unknown-policy 1 no policy named "pyhton" ships',
      ]);
      expect(faults(path)).toEqual([
        `bad-policy 1 loosest_policy has errors: ${path}:6: x86_64 and aarch64 have no syscall "getcdw"`,
      ]);
      expect(faults(join(folder, "none.yaml"))).toEqual([
        `unknown-policy 1 there is no file ${join(folder, "none.yaml")}`,
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
