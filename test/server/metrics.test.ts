/** `/metrics`, read by Prometheus's own tool, after runs of every kind. */
import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hasCommand, requires } from "../support/requires.js";
import { startReal } from "./real.js";
import { call, postJson, postRun, type Started } from "./support.js";

let started: Started;
let text: string;
beforeAll(async () => {
  started = await startReal();
  const { address } = started;
  for (const body of [
    { language: "python3", code: "print(1)" },
    { language: "python3", code: "raise ValueError" },
    { language: "nodejs", code: "console.log(1)" },
  ])
    expect((await postRun(address, body)).status).toBe(200);
  await postJson(`${address}/api/v1/runs`, {
    language: "python3",
    code: "while True: pass",
    limits: { timeoutMs: 200 },
  });
  await call(`${address}/nothing`);
  text = (await call(`${address}/metrics`)).text;
}, 120_000);
afterAll(() => started[Symbol.asyncDispose]());

const valueOf = (series: string) =>
  Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${series} `))
      ?.split(" ")[1],
  );

it.skipIf(!requires(hasCommand("promtool"), "prometheus is not installed"))(
  "promtool finds nothing to say",
  () => {
    const { status, stdout, stderr } = spawnSync(
      "promtool",
      ["check", "metrics"],
      { input: text, encoding: "utf8" },
    );
    expect([stdout, stderr, status]).toEqual(["", "", 0]);
  },
);

it("counts runs by how they ended, and the zygotes behind them", () => {
  const runs = (language: string, end: string) =>
    valueOf(`callgate_runs_total{language="${language}",end="${end}"}`);
  expect(runs("python3", "exit")).toBe(2);
  expect(runs("python3", "timeout")).toBe(1);
  expect(runs("nodejs", "exit")).toBe(1);
  expect(
    valueOf(`callgate_run_duration_seconds_count{language="python3"}`),
  ).toBe(3);
  for (const language of ["python3", "nodejs"]) {
    const forks = valueOf(
      `callgate_zygote_forks_total{language="${language}"}`,
    );
    const starts = ["first", "old", "died"].map((reason) =>
      valueOf(
        `callgate_zygote_starts_total{language="${language}",reason="${reason}"}`,
      ),
    );
    // An interpreter that can't be forked gets a process a run, and no zygote but the one that tried.
    expect(starts[0]).toBeGreaterThanOrEqual(1);
    expect(starts.slice(1)).toEqual([0, 0]);
    expect(forks).toBeGreaterThanOrEqual(1);
  }
});

it("has no label that a caller could make up", () => {
  expect(
    valueOf(
      `callgate_http_requests_total{route="unknown",method="GET",status="404"}`,
    ),
  ).toBe(1);
  expect(text).not.toContain("/nothing");
});
