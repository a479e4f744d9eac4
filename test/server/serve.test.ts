import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { projectRoot } from "../support/cli.js";
import { hasCommand, requires } from "../support/requires.js";
import { python } from "./real.js";
import { cgroupsLeft } from "../runtime/machine.js";
import { call, postJson, postRun } from "./support.js";

const cwd = mkdtempSync(join(tmpdir(), "callgate-serve-"));
const command = [join(projectRoot, "dist/cli.js"), "serve"];
const environment = {
  ...process.env,
  SANDBOX_PORT: "0",
  PYTHON_PATH: python,
  NODEJS_PATH: process.execPath,
  MAX_WORKERS: "2",
  WORKER_TIMEOUT: "20",
};
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(cwd, { recursive: true, force: true });
});

interface Serving {
  readonly process: ChildProcess;
  readonly greeting: string;
  readonly address: string;
  /** Its exit code, or the signal that ended it. */
  readonly end: Promise<number | string | null>;
  readonly log: () => string;
}

async function serving(env: Record<string, string> = {}): Promise<Serving> {
  const child = spawn(process.execPath, command, {
    cwd: projectRoot,
    env: { ...environment, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
  const end = new Promise<number | string | null>((resolve) =>
    child.once("exit", (code, signal) => resolve(code ?? signal)),
  );
  const greeting = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (more: string) => {
      text += more;
      if (text.includes("\n")) resolve(text);
    });
    void end.then((code) => reject(new Error(`ended with ${code}: ${log}`)));
  });
  const address = /http:\/\/\S+/.exec(greeting)?.[0] ?? "";
  return { process: child, greeting, address, end, log: () => log };
}

/** Resolves once `count` runs run. */
async function running(address: string, count: number): Promise<void> {
  for (;;) {
    const { text } = await call(`${address}/metrics`);
    if (text.includes(`callgate_runs_running ${count}\n`)) return;
  }
}

/** Processes that have `word` in their arguments or code, as /proc shows them. */
function processesWith(word: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "utf8").includes(word);
      } catch {
        return false;
      }
    });
}

const sleeps = {
  language: "python3",
  code: "import time\ntime.sleep(1)\nprint('slept')",
};
const spins = { language: "python3", code: "while True: pass" };

describe("callgate serve", () => {
  it.skipIf(!requires(hasCommand("curl"), "curl is not installed"))(
    "prints one line, with a curl that works when it is pasted",
    async () => {
      const { greeting, process: child, end } = await serving();
      expect(greeting.trimEnd().split("\n")).toHaveLength(1);
      const curl = greeting.slice(greeting.indexOf("curl "));
      const { stdout } = spawnSync("sh", ["-c", curl], { encoding: "utf8" });
      expect(JSON.parse(stdout)).toMatchObject({ data: { stdout: "42\n" } });
      child.kill("SIGTERM");
      expect(await end).toBe(0);
    },
  );

  it("on SIGTERM answers what it took, refuses more, and exits 0", async () => {
    const { address, process: child, end } = await serving();
    const answers = [sleeps, sleeps, sleeps].map((body) =>
      postRun(address, body),
    );
    await running(address, 2);
    child.kill("SIGTERM");
    const statuses = async () => (await call(`${address}/ready`)).status;
    while ((await statuses()) !== 503);
    expect((await postRun(address, sleeps)).status).toBe(503);
    for (const answer of await Promise.all(answers))
      expect(answer.json).toMatchObject({ data: { stdout: "slept\n" } });
    expect(await end).toBe(0);
  });

  it("on SIGTERM under load answers every run that it took, each with its own, and leaves nothing", async () => {
    const mark = `under-load-${process.pid}`;
    const temporary = mkdtempSync(join(tmpdir(), "callgate-load-"));
    const {
      address,
      process: child,
      end,
      log,
    } = await serving({
      ALLOWED_ENV_VARS: "TEST_MARK",
      TEST_MARK: mark,
      TMPDIR: temporary,
      MAX_REQUESTS: "16",
      LOOSEST_POLICY: "own",
    });
    const kinds = [
      (token: string) => ({ language: "python3", code: `print("${token}")` }),
      (token: string) => ({
        language: "nodejs",
        code: `console.log("${token}")`,
      }),
      (token: string) => ({
        language: "python3",
        code: `print("${token}"); raise SystemExit(3)`,
      }),
      (token: string) => ({
        language: "python3",
        code: `print("${token}", flush=True)\nwhile True: pass`,
        limits: { timeoutMs: 300 },
      }),
      (token: string) => ({
        language: "python3",
        code: `print("${token}")`,
        policy: "callgate: 1\nname: mine\nextends: [python]\n",
      }),
      (token: string) => ({
        language: "nodejs",
        code: `console.log("${token}"); for (;;) console.log("x".repeat(1000))`,
        limits: { outputBytes: 4096 },
      }),
    ];
    let served = 0;
    const client = async (number: number): Promise<void> => {
      for (let round = 0; ; round++) {
        const token = `token-${number}-${round}.`;
        const body = kinds[(number + round) % kinds.length]?.(token);
        const answer = await postJson(`${address}/api/v1/runs`, body).catch(
          (error: unknown) => {
            // What was not read when the connections were closed was not taken.
            if (child.killed) return undefined;
            throw error;
          },
        );
        if (answer === undefined) return;
        if (answer.status !== 503) {
          const said = answer.status === 200 ? "" : answer.text + log();
          expect([answer.status, said]).toEqual([200, ""]);
          const { stdout } = answer.json as { readonly stdout: string };
          expect(stdout.startsWith(token)).toBe(true);
          served++;
        }
        if (served === 24 && !child.killed) child.kill("SIGTERM");
        if (child.killed && answer.status === 503) return;
      }
    };
    const clients = Array.from({ length: 20 }, (_, number) => client(number));
    await Promise.all(clients);
    expect(await end).toBe(0);
    expect(served).toBeGreaterThanOrEqual(24);
    // Each run that was made was answered, and each answer was read.
    const made = log()
      .split("\n")
      .filter((line) => line.includes('"runMs"'))
      .map((line) => JSON.parse(line) as { readonly status: number });
    expect(made.map(({ status }) => status)).toEqual(
      Array.from({ length: served }, () => 200),
    );
    expect(processesWith(mark)).toEqual([]);
    expect(cgroupsLeft(child.pid ?? 0)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    rmSync(temporary, { recursive: true });
  }, 120_000);

  it.each(["SIGINT", "SIGTERM"] as const)(
    "on SIGINT after %s ends at once, and what it took is answered and in the log",
    async (first) => {
      const mark = `interrupted-${first}-${process.pid}`;
      const served = await serving({
        ALLOWED_ENV_VARS: "TEST_MARK",
        TEST_MARK: mark,
      });
      const { address, process: child, end, log } = served;
      const events = { accept: "text/event-stream" };
      const taken = [
        postRun(address, spins),
        postJson(`${address}/api/v1/runs`, spins, events),
        // This one waits.
        postJson(`${address}/api/v1/runs`, spins),
      ];
      await running(address, 2);
      child.kill(first);
      while ((await call(`${address}/ready`)).status !== 503);
      const from = performance.now();
      child.kill("SIGINT");
      const answers = await Promise.all(taken);
      expect(await end).toBe(130);
      expect(performance.now() - from).toBeLessThan(5000);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 409]);
      expect(answers[0]?.text).toContain("the run was ended");
      expect(answers[1]?.text).toContain('"aborted"');
      const runs = log()
        .split("\n")
        .filter((line) => line.includes('"run":'))
        .map((line) => (JSON.parse(line) as { run: { end: string } }).run.end);
      expect(runs.toSorted()).toEqual(["aborted", "aborted", "refused-gone"]);
      expect(processesWith(mark)).toEqual([]);
      expect(cgroupsLeft(child.pid ?? 0)).toEqual([]);
    },
  );

  it("ends the processes of a client that goes away", async () => {
    const mark = `gone-${process.pid}`;
    const env = { ALLOWED_ENV_VARS: "TEST_MARK", TEST_MARK: mark };
    const { address, process: child, end } = await serving(env);
    const leaving = new AbortController();
    const gone = postRun(address, spins, {}, leaving.signal);
    // The server has the mark too: two are the server and the code.
    while (processesWith(mark).length < 2);
    leaving.abort();
    await expect(gone).rejects.toThrow();
    while (processesWith(mark).length > 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill("SIGTERM");
    expect(await end).toBe(0);
  });

  it("killed leaves no process behind, and the next one starts", async () => {
    const mark = `orphan-${process.pid}`;
    const env = { ALLOWED_ENV_VARS: "TEST_MARK", TEST_MARK: mark };
    const { address, process: child, end } = await serving(env);
    const answer = postRun(address, spins).catch(() => undefined);
    while (processesWith(mark).length < 2);
    child.kill("SIGKILL");
    expect(await end).toBe("SIGKILL");
    while (processesWith(mark).length > 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await answer;
    const next = await serving(env);
    expect((await postRun(next.address, sleeps)).json).toMatchObject({
      code: 0,
    });
    // Control groups have no owner who could take them away: the next service does.
    expect(cgroupsLeft(child.pid ?? 0)).toEqual([]);
    next.process.kill("SIGTERM");
    expect(await next.end).toBe(0);
  });

  it("says everything that is wrong with its configuration, and exits 2", () => {
    const config = join(cwd, "bad.yaml");
    writeFileSync(config, "max_wokers: 4\nqueue_timeout: soon\n");
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [...command, "--config", config, "--check-config"],
      {
        cwd: projectRoot,
        env: { ...environment, SANDBOX_HOST: "0.0.0.0", MAX_REQUESTS: "many" },
        encoding: "utf8",
      },
    );
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(`${config}:1:1\n`);
    expect(stderr).toContain("write max_workers");
    expect(stderr).toContain(`${config}:2:16\n`);
    expect(stderr).toContain("2 | queue_timeout: soon");
    expect(stderr).toContain("$MAX_REQUESTS:1:1");
    expect(stderr).toContain("others can reach 0.0.0.0");
  });

  it.each([
    [
      "a file that is not there",
      ["--config", "/nowhere.yaml"],
      /there is no file \/nowhere.yaml/,
    ],
    ["an address that is not here", ["--host", "127.300.0.1"], /127.300.0.1/],
  ])(
    "says in a sentence that it can't start with %s",
    (_name, args, message) => {
      const { status, stderr } = spawnSync(
        process.execPath,
        [...command, ...args],
        {
          cwd: projectRoot,
          env: { ...environment, API_KEY: "a key that is long enough" },
          encoding: "utf8",
        },
      );
      expect(status).toBe(2);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/^\s+at /m);
    },
  );
});
