/** A run as a promise and as events, its stdin as a stream, and that nothing of it stays. */
import { getEventListeners } from "node:events";
import { readdirSync } from "node:fs";
import { PassThrough, Readable } from "node:stream";
import { ReadableStream } from "node:stream/web";
import { Worker } from "node:worker_threads";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunEvent, Sandbox } from "../../src/runtime/model.js";
import { createSandbox } from "../../src/runtime/sandbox.js";
import { becomes, needsPython, needsRoot, python, root } from "./machine.js";
import { marked, newMarker } from "./zygote/marked.js";

const open = (isolation: "process" | "zygote"): Promise<Sandbox> =>
  createSandbox({
    language: "python3",
    interpreter: python,
    isolation,
    limits: { timeoutMs: 60_000, cpuMs: 60_000 },
  });

const isRunnable = needsRoot() && needsPython();

async function all(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const found: RunEvent[] = [];
  for await (const event of events) found.push(event);
  return found;
}

/** The texts of one stream's events, joined. */
const textOf = (
  events: readonly RunEvent[],
  stream: "stdout" | "stderr",
): string =>
  events.map((event) => (event.type === stream ? event.text : "")).join("");

const ECHO =
  "import sys\nfor line in sys.stdin: print('got', line, end='', flush=True)";

describe.skipIf(!isRunnable).each(["process", "zygote"] as const)(
  "isolation %s",
  (isolation) => {
    it("a run tells its output as it comes, and its result last", async () => {
      await using sandbox = await open(isolation);
      const stdin = new PassThrough();
      const run = sandbox.run({ code: ECHO, stdin });
      stdin.write("one\n");
      const seen: string[] = [];
      for await (const event of run) {
        if (event.type !== "stdout") continue;
        seen.push(event.text);
        // Written when the first answer has come: nothing waits for the run's end.
        if (seen.join("") === "got one\n") stdin.end("two\n");
      }
      expect(seen.join("")).toBe("got one\ngot two\n");
      const result = await run;
      expect(result.stdout).toBe("got one\ngot two\n");
      const again = await all(run);
      expect(textOf(again, "stdout")).toBe(result.stdout);
      expect(again.at(-1)).toEqual({ type: "exit", result });
    });

    it("both outputs are told apart, and readers are independent", async () => {
      await using sandbox = await open(isolation);
      const run = sandbox.run({
        code: "import sys\nprint('é' * 3000)\nprint('e' * 5, file=sys.stderr)",
      });
      const [first, second, result] = await Promise.all([
        all(run),
        all(run),
        run,
      ]);
      expect(first).toEqual(second);
      expect([textOf(first, "stdout"), textOf(first, "stderr")]).toEqual([
        result.stdout,
        result.stderr,
      ]);
    });

    it("to stop reading events ends nothing", async () => {
      await using sandbox = await open(isolation);
      const run = sandbox.run({
        code: "print(1, flush=True)\nimport time; time.sleep(0.2)\nprint(2)",
      });
      for await (const event of run) {
        expect(event.type).toBe("stdout");
        break;
      }
      expect((await run).stdout).toBe("1\n2\n");
    });

    it("a request that is wrong rejects, and fails whoever reads its events", async () => {
      await using sandbox = await open(isolation);
      const wrong = { code: "", limits: { timeoutMs: 0 } };
      await expect(sandbox.run(wrong)).rejects.toMatchObject({
        code: "bad-limit",
      });
      await expect(all(sandbox.run(wrong))).rejects.toMatchObject({
        code: "bad-limit",
      });
    });

    it.each([
      [
        "a generator",
        () =>
          (async function* () {
            yield "a\n";
            yield Buffer.from("b\n");
            await Promise.resolve();
            yield "";
          })(),
      ],
      ["a Readable", () => Readable.from(["a\n", "b\n"])],
      [
        "a ReadableStream",
        () =>
          new ReadableStream<Uint8Array>({
            start(controller) {
              controller.enqueue(Buffer.from("a\nb"));
              controller.enqueue(Buffer.from("\n"));
              controller.close();
            },
          }),
      ],
    ])("stdin may be %s", async (_, stream) => {
      await using sandbox = await open(isolation);
      const { stdout } = await sandbox.run({ code: ECHO, stdin: stream() });
      expect(stdout).toBe("got a\ngot b\n");
    });

    it("a stream larger than every buffer passes, read as the code reads", async () => {
      await using sandbox = await open(isolation);
      let given = 0;
      async function* chunks(): AsyncGenerator<Uint8Array> {
        for (let at = 0; at < 64; at++) {
          given++;
          yield Buffer.alloc(1 << 16, at);
          await Promise.resolve();
        }
      }
      const { stdout } = await sandbox.run({
        code: "import sys, time\ntime.sleep(0.3)\nprint(sum(len(c) for c in iter(lambda: sys.stdin.buffer.read(1 << 16), b'')))",
        stdin: chunks(),
      });
      expect(stdout).toBe(`${64 << 16}\n`);
      expect(given).toBe(64);
    });

    it("code that reads none of it, closes it or ends leaves the stream unread, without an error", async () => {
      await using sandbox = await open(isolation);
      for (const code of [
        "print('no')",
        "import os; os.close(0); print('no')",
        "import sys; sys.stdin.readline(); print('no')",
      ]) {
        let isDone = false;
        let given = 0;
        async function* endless(): AsyncGenerator<string> {
          try {
            for (;;) {
              given++;
              yield "x".repeat(1 << 16) + "\n";
              await Promise.resolve();
            }
          } finally {
            isDone = true;
          }
        }
        const { exit, stdout } = await sandbox.run({ code, stdin: endless() });
        expect([exit.kind, stdout]).toEqual(["exit", "no\n"]);
        expect(await becomes(() => isDone)).toBe(true);
        // What a pipe and a socket's buffer take, not more.
        expect(given).toBeLessThan(64);
      }
    });

    it("a stream that never says anything does not hold the run or the sandbox", async () => {
      await using sandbox = await open(isolation);
      const silent = new PassThrough();
      const { stdout } = await sandbox.run({
        code: "print('done')",
        stdin: silent,
      });
      expect(stdout).toBe("done\n");
      expect(await becomes(() => silent.destroyed)).toBe(true);
      const never: AsyncIterable<string> = {
        [Symbol.asyncIterator]: () => ({
          next: () => new Promise(() => undefined),
        }),
      };
      expect(
        (await sandbox.run({ code: "print('done')", stdin: never })).stdout,
      ).toBe("done\n");
    });

    it("a stream that fails ends the run, and is the cause of the fault", async () => {
      await using sandbox = await open(isolation);
      const broken = new Error("the disk is gone");
      async function* failing(): AsyncGenerator<string> {
        yield "a\n";
        await Promise.resolve();
        throw broken;
      }
      await expect(
        sandbox.run({ code: "import time\ntime.sleep(60)", stdin: failing() }),
      ).rejects.toMatchObject({ code: "stdin-failed", cause: broken });
      const odd = Readable.from([{ not: "bytes" }]);
      await expect(
        sandbox.run({ code: "import time\ntime.sleep(60)", stdin: odd }),
      ).rejects.toMatchObject({ code: "stdin-failed" });
    });

    it("a signal ends the run, also one that was given too late to start it", async () => {
      await using sandbox = await open(isolation);
      const controller = new AbortController();
      const run = sandbox.run({
        code: "print('on', flush=True)\nwhile True: pass",
        signal: controller.signal,
      });
      for await (const { type } of run)
        if (type === "stdout") controller.abort();
      expect(await run).toMatchObject({
        exit: { kind: "aborted" },
        stdout: "on\n",
      });
      const late = await sandbox.run({
        code: "while True: pass",
        signal: controller.signal,
      });
      expect(late.exit).toEqual({ kind: "aborted" });
    });

    it("closing the sandbox ends its runs", async () => {
      const sandbox = await open(isolation);
      const run = sandbox.run({
        code: "print('on', flush=True)\nwhile True: pass",
      });
      for await (const { type } of run)
        if (type === "stdout") void sandbox.close();
      expect((await run).exit).toEqual({ kind: "aborted" });
      await sandbox.close();
    });

    it("many runs leave no descriptor and no listener", async () => {
      await using sandbox = await open(isolation);
      const { signal } = new AbortController();
      const descriptors = (): number => readdirSync("/proc/self/fd").length;
      const runs = async (count: number): Promise<void> => {
        for (let at = 0; at < count; at++) {
          const request = {
            code: "print(input())",
            stdin: Readable.from(["x\n"]),
            files: {},
            signal,
          };
          const { stdout } = await sandbox.run(request);
          expect(stdout).toBe("x\n");
        }
      };
      await runs(5);
      const before = descriptors();
      await runs(60);
      // A zygote's children that wait have descriptors: their number varies, and not with the runs'.
      expect(
        await becomes(
          () => descriptors() <= before + (isolation === "zygote" ? 25 : 0),
        ),
      ).toBe(true);
      expect(getEventListeners(signal, "abort")).toEqual([]);
    });
  },
);

describe.skipIf(!isRunnable)("a worker thread", () => {
  it("has sandboxes of its own, beside the main thread's", async () => {
    const index = JSON.stringify(join(root, "src/runtime/index.ts"));
    const script = `
const { parentPort, workerData } = require("node:worker_threads");
require("tsx/cjs/api").register();
const { createSandbox } = require(${index});
(async () => {
  const texts = [];
  process.on("warning", ({ message }) => texts.push(message));
  for (const isolation of ["process", "zygote"]) {
    const sandbox = await createSandbox({ language: "python3", interpreter: workerData, isolation });
    texts.push((await sandbox.run({ code: "print(6 * 7)" })).stdout);
    await sandbox.close();
  }
  parentPort.postMessage(texts);
})();
`;
    const answerOf = (worker: Worker): Promise<unknown> =>
      new Promise((resolve, reject) => {
        worker.once("message", resolve);
        worker.once("error", reject);
      });
    const workers = [1, 2].map(
      () =>
        new Worker(script, { eval: true, workerData: python, execArgv: [] }),
    );
    await using sandbox = await open("process");
    const [own, ...others] = await Promise.all([
      sandbox.run({ code: "print(1)" }),
      ...workers.map(answerOf),
    ]);
    expect(own.stdout).toBe("1\n");
    expect(others).toEqual([
      ["42\n", "42\n"],
      ["42\n", "42\n"],
    ]);
    await Promise.all(workers.map((worker) => worker.terminate()));
    // The addon outlives the threads that loaded it.
    expect((await sandbox.run({ code: "print(2)" })).stdout).toBe("2\n");
  });

  it.each(["process", "zygote"])(
    "that ends while calls of its run are refused ends the run and no more: %s",
    async (isolation) => {
      const index = JSON.stringify(join(root, "src/runtime/index.ts"));
      const code = `
import ctypes
call = ctypes.CDLL(None).socket
while True:
    for protocol in range(100):
        call(2, 1, protocol)
`;
      const script = `
const { parentPort, workerData } = require("node:worker_threads");
require("tsx/cjs/api").register();
const { createSandbox } = require(${index});
(async () => {
  const sandbox = await createSandbox({ ...workerData.options, limits: { timeoutMs: 60_000 } });
  const { code } = workerData;
  await sandbox.run({ code, onDenied: ({ args }) => parentPort.postMessage(args) });
})();
`;
      const marker = newMarker();
      const options = {
        language: "python3",
        interpreter: python,
        isolation,
        env: { MARKER: marker },
      };
      // What the addon does at that moment differs from one to the next.
      for (let times = 0; times < 5; times++) {
        const worker = new Worker(script, {
          eval: true,
          workerData: { options, code },
          execArgv: [],
        });
        await new Promise((resolve, reject) => {
          worker.once("message", resolve);
          worker.once("error", reject);
        });
        await worker.terminate();
      }
      expect(await becomes(() => marked(marker).length === 0)).toBe(true);
      await using sandbox = await open("process");
      const { denials } = await sandbox.run({
        code: "import ctypes\nctypes.CDLL(None).socket(2, 1, 0)",
      });
      expect(denials).toHaveLength(1);
    },
  );
});
