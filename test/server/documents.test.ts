import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.js";
import { readConfiguration } from "../../src/server/configuration/read.js";
import { PROBLEMS } from "../../src/server/problem.js";
import { hasCommand, requires } from "../support/requires.js";
import { startReal } from "./real.js";
import { call, HeldRunner, start, type Started } from "./support.js";

const execFileAsync = promisify(execFile);
const KEY = "a key that is long enough";
const page = readFileSync(join(packageRoot, "docs/http-api.md"), "utf8");
const rowsOf = (pattern: RegExp) =>
  [...page.matchAll(pattern)].map((row) =>
    row.slice(1).map((cell) => cell?.trim()),
  );

it("docs/http-api.md lists every problem with its status and title", () => {
  const rows = rowsOf(/^\| `([a-z-]+)` +\| (\d{3}) +\| (.*?) *\|$/gm);
  expect(new Set(rows.map(String))).toEqual(
    new Set(
      Object.entries(PROBLEMS).map(([name, { status, title }]) =>
        String([name, status, title]),
      ),
    ),
  );
});

it("docs/http-api.md lists every setting, and none that there is not", () => {
  const rows = rowsOf(/^\| `([a-z_.[\]0-9]+)` +\| (?:`([A-Z0-9_]+)`)? +\|/gm);
  const keys = rows.flatMap(([key]) => (key === undefined ? [] : [key]));
  const text = (key: string) =>
    key
      .replace("[]", "")
      .split(".")
      .map((part, depth) => `${"  ".repeat(depth)}${part}:`)
      .join("\n");
  for (const key of keys) {
    const { diagnostics } = readConfiguration(
      { path: "c", text: `${text(key)}\n` },
      {},
    );
    expect([key, diagnostics.map(({ message }) => message)]).toEqual([key, []]);
  }
  const source = readFileSync(
    join(packageRoot, "src/server/configuration/read.ts"),
    "utf8",
  );
  const named = [...source.matchAll(/"([A-Z][A-Z0-9_]{3,})",?\s*\)/g)].map(
    (match) => match[1],
  );
  const variables = rows.map(([, variable]) => variable);
  const without = [
    "PYTHON_LIB_PATH",
    "PYTHON_DEPS_UPDATE_INTERVAL",
    "ENABLE_PYTHON_DEPS_PERIODIC_UPDATE",
  ];
  for (const variable of named.filter((each) => !without.includes(each ?? "")))
    expect(variables).toContain(variable);
});

it("conf/config.yaml sets what is the default anyway", () => {
  const path = join(packageRoot, "conf/config.yaml");
  const shipped = readConfiguration(
    { path, text: readFileSync(path, "utf8") },
    {},
  );
  expect(shipped.diagnostics).toEqual([]);
  expect(shipped.configuration).toEqual(
    readConfiguration(undefined, {}).configuration,
  );
});

const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(
  ([, block]) =>
    (block ?? "")
      .replaceAll("\\\n", " ")
      .split("\n")
      .filter((line) => line !== ""),
);

/** What each example's answer must hold. */
function expectedOf(command: string): RegExp {
  const answers: readonly [string, RegExp][] = [
    ["dependencies/update", /"code":-500.*PYTHON_PACKAGES/],
    ["/dependencies", /"code":0.*"name":"pip"|"code":0.*"dependencies":\[/],
    ["/v1/sandbox/run", /"stdout":"42\\n"/],
    ["DELETE", /urn:callgate:problem:no-such-run/],
    ["/api/v1/check", /"ok":false.*"line":2/],
    ["/api/v1/compile", /"bytes":"[A-Za-z0-9+/]{100}.*"proven":true/],
    ["/api/v1/simulate", /"answers":\[\{"action":"deny","errno":1/],
    ["/api/v1/explain", /"syscall":"clone".*"example":"clone\(/],
    ["/api/v1/diff", /"widens":true.*"name":"socket"/],
    ["/api/v1/verify", /"kind":"differs".*"program":"allow"/],
    ["event-stream", /event: stdout\ndata: \{"text":"as it comes/],
    ['"policy":"callgate', /PermissionError: .*Permission denied/],
    ["/api/v1/runs", /"stdout":"hello\\n"/],
    ["/policies/python", /"rules":\[\{/],
    ["/policies", /"name":"python"/],
    ["/ready", /"ready":true/],
    ["/metrics", /callgate_runs_total/],
    ["/openapi.json", /"openapi":"3.1.0"/],
    ["/docs", /<!doctype html>/],
    ["/health", /^"ok"$/],
  ];
  const found = answers.find(([part]) => command.includes(part));
  if (found === undefined) throw new Error(`what does ${command} answer?`);
  return found[1];
}

describe.skipIf(!requires(hasCommand("curl"), "curl is not installed"))(
  "docs/http-api.md's examples work when they are pasted",
  () => {
    let started: Started;
    beforeAll(async () => {
      started = await startReal({ API_KEY: KEY, LOOSEST_POLICY: "own" });
    });
    afterAll(() => started[Symbol.asyncDispose]());

    it.each(commands)("%s", async (command) => {
      const line = command.replaceAll("http://127.0.0.1:8194", started.address);
      const { stdout } = await execFileAsync("sh", ["-c", line], {
        env: { ...process.env, API_KEY: KEY },
      });
      expect(stdout).toMatch(expectedOf(command));
    });
  },
);

it("docs/operations.md lists every metric that is callgate's own", async () => {
  const operations = readFileSync(
    join(packageRoot, "docs/operations.md"),
    "utf8",
  );
  await using started = await start(new HeldRunner());
  const { text } = await call(`${started.address}/metrics`);
  const names = [...text.matchAll(/^# TYPE (callgate_\w+)/gm)].map(
    ([, name]) => name,
  );
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) expect(operations).toContain(name);
});
