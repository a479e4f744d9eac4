/** Real runs of real interpreters: every end is told apart, and what came before it is kept. */
import { afterAll, describe, expect, it } from "vitest";
import { createSandbox } from "../../src/runtime/index.js";
import type {
  Exit,
  Language,
  RunRequest,
  Sandbox,
} from "../../src/runtime/model.js";
import { needsPython, needsRoot, python } from "./machine.js";

const MIB = 1 << 20;

interface Case {
  readonly title: string;
  readonly request: RunRequest;
  readonly exit: Exit;
  readonly stdout?: string;
}

const pythonCases: readonly Case[] = [
  {
    title: "code that ends is an exit with 0",
    request: { code: "print(6*7)" },
    exit: { kind: "exit", code: 0 },
    stdout: "42\n",
  },
  {
    title: "an exit code is the code's own",
    request: { code: "import sys; print(1); sys.exit(3)" },
    exit: { kind: "exit", code: 3 },
    stdout: "1\n",
  },
  {
    title: "an uncaught error is an exit with 1",
    request: { code: "1/0" },
    exit: { kind: "exit", code: 1 },
  },
  {
    title: "a signal is named",
    request: { code: "import os; os.abort()" },
    exit: { kind: "signal", signal: "SIGABRT" },
  },
  {
    title:
      "too long is a timeout by the wall clock, and what was printed is kept",
    request: {
      code: "print('before')\nimport time\ntime.sleep(60)",
      limits: { timeoutMs: 3000 },
    },
    exit: { kind: "timeout", limit: "wall" },
    stdout: "before\n",
  },
  {
    title: "too much work is a timeout by CPU time",
    request: {
      code: "print('before')\nwhile True: pass",
      limits: { cpuMs: 300, timeoutMs: 60_000 },
    },
    exit: { kind: "timeout", limit: "cpu" },
    stdout: "before\n",
  },
  {
    title: "memory used up piece by piece is out of memory",
    request: {
      code: "print('before')\nkept = []\nwhile True: kept.append(b'x' * (1 << 20))",
      limits: { memoryBytes: 64 * MIB, timeoutMs: 60_000 },
    },
    exit: { kind: "out-of-memory" },
    stdout: "before\n",
  },
  {
    title: "memory asked for at once is out of memory, as an error of the code",
    request: { code: "bytearray(4 << 30)" },
    exit: { kind: "out-of-memory", code: 1 },
  },
  {
    title: "a MemoryError that is caught is no end",
    request: {
      code: "try: bytearray(4 << 30)\nexcept MemoryError: print('caught')",
    },
    exit: { kind: "exit", code: 0 },
    stdout: "caught\n",
  },
  {
    title:
      "output past the limit ends the run, and is cut at a character's edge",
    request: {
      code: "while True: print('€' * 999, end='')",
      limits: { outputBytes: 10_000, timeoutMs: 60_000 },
    },
    exit: { kind: "output-limit" },
    stdout: "€".repeat(3333),
  },
];

const nodeCases: readonly Case[] = [
  {
    title: "code that ends is an exit with 0",
    request: { code: "console.log(6*7)" },
    exit: { kind: "exit", code: 0 },
    stdout: "42\n",
  },
  {
    title: "a module may import and await at its top",
    request: {
      code: 'import { sep } from "node:path"; console.log(await Promise.resolve(sep))',
    },
    exit: { kind: "exit", code: 0 },
    stdout: "/\n",
  },
  {
    title: "an exit code is the code's own",
    request: { code: "console.log(1); process.exit(3)" },
    exit: { kind: "exit", code: 3 },
    stdout: "1\n",
  },
  {
    title: "an uncaught error is an exit with 1",
    request: { code: "throw new Error('x')" },
    exit: { kind: "exit", code: 1 },
  },
  {
    title: "a signal is named",
    request: { code: "process.abort()" },
    exit: { kind: "signal", signal: "SIGABRT" },
  },
  {
    title:
      "too long is a timeout by the wall clock, and what was printed is kept",
    request: {
      code: "console.log('before'); setInterval(() => {}, 1000)",
      limits: { timeoutMs: 3000 },
    },
    exit: { kind: "timeout", limit: "wall" },
    stdout: "before\n",
  },
  {
    title: "too much work is a timeout by CPU time",
    request: {
      code: "console.log('before'); for (;;);",
      limits: { cpuMs: 500, timeoutMs: 60_000 },
    },
    exit: { kind: "timeout", limit: "cpu" },
    stdout: "before\n",
  },
  {
    title: "V8's own limit on the heap is out of memory",
    request: {
      code: "const kept = []; for (;;) kept.push(new Array(1000).fill(kept.length + 0.5))",
      limits: { memoryBytes: 160 * MIB, timeoutMs: 60_000, cpuMs: 60_000 },
    },
    exit: { kind: "out-of-memory" },
  },
  {
    title: "memory beside the heap is out of memory too",
    request: {
      code: "const kept = []; for (;;) kept.push(Buffer.alloc(1 << 20, 1))",
      limits: { memoryBytes: 128 * MIB, timeoutMs: 60_000 },
    },
    exit: { kind: "out-of-memory" },
  },
  {
    title: "memory asked for at once is out of memory, as an error of the code",
    request: { code: "Buffer.alloc(4 * 2 ** 30)" },
    exit: { kind: "out-of-memory", code: 1 },
  },
];

const guests = [
  { language: "python3" as Language, cases: pythonCases },
  { language: "nodejs" as Language, cases: nodeCases },
];

describe.skipIf(!needsRoot() || !needsPython()).each(guests)(
  "$language",
  ({ language, cases }) => {
    let sandbox: Promise<Sandbox> | undefined;
    const opened = (): Promise<Sandbox> =>
      (sandbox ??= createSandbox({
        language,
        interpreter: language === "python3" ? python : process.execPath,
      }));
    afterAll(async () => (await sandbox)?.close());

    it.each(cases)("$title", async ({ request, exit, stdout }) => {
      const result = await (await opened()).run(request);
      expect({ exit: result.exit, stderr: result.stderr }).toMatchObject({
        exit,
      });
      if (stdout !== undefined) expect(result.stdout).toBe(stdout);
      expect(result.truncated).toEqual({
        stdout: exit.kind === "output-limit",
        stderr: false,
      });
      expect(result.missingLayers).toEqual([]);
    });
  },
);

describe.skipIf(!needsRoot() || !needsPython())("a run", () => {
  const open = (): Promise<Sandbox> =>
    createSandbox({ language: "python3", interpreter: python });

  it("is measured: time, CPU time and memory", async () => {
    await using sandbox = await open();
    const { durationMs, cpuMs, maxRssBytes } = await sandbox.run({
      code: "import time\nkept = b'x' * (40 << 20)\nuntil = time.process_time() + 0.2\nwhile time.process_time() < until: pass",
    });
    expect(cpuMs).toBeGreaterThan(200);
    expect(durationMs).toBeGreaterThan(200);
    expect(maxRssBytes).toBeGreaterThan(40 * MIB);
    expect(maxRssBytes).toBeLessThan(100 * MIB);
  });

  it("is measured when it is ended, too", async () => {
    await using sandbox = await open();
    const { cpuMs, exit } = await sandbox.run({
      code: "while True: pass",
      limits: { timeoutMs: 1500 },
    });
    expect(exit).toEqual({ kind: "timeout", limit: "wall" });
    expect(cpuMs).toBeGreaterThan(100);
  });

  it("keeps stdout and stderr apart, each with its own limit", async () => {
    await using sandbox = await open();
    const result = await sandbox.run({
      code: "import sys\nsys.stdout.write('out'); sys.stdout.flush()\nsys.stderr.write('e' * 5000)",
      limits: { outputBytes: 1000 },
    });
    expect(result.stdout).toBe("out");
    expect(result.stderr).toBe("e".repeat(1000));
    expect(result.truncated).toEqual({ stdout: false, stderr: true });
    expect(result.exit).toEqual({ kind: "output-limit" });
  });

  it("has output up to its limit and not a byte more", async () => {
    await using sandbox = await open();
    const write = (count: number): Promise<string> =>
      sandbox
        .run({
          code: `import sys; sys.stdout.write("x" * ${count})`,
          limits: { outputBytes: 1000 },
        })
        .then(({ exit }) => exit.kind);
    expect(await write(999)).toBe("exit");
    expect(await write(1000)).toBe("exit");
    expect(await write(1001)).toBe("output-limit");
  });

  it("shows bytes that are no UTF-8 as U+FFFD", async () => {
    await using sandbox = await open();
    const { stdout } = await sandbox.run({
      code: "import sys; sys.stdout.buffer.write(b'a\\xff\\xe2\\x82b\\xe2\\x82')",
    });
    expect(stdout).toBe("a\ufffd\ufffdb\ufffd");
  });

  it("reads its stdin, text or bytes, to the end", async () => {
    await using sandbox = await open();
    const code = "import sys; print(len(sys.stdin.buffer.read()))";
    const stdin = "x".repeat(300_000);
    expect((await sandbox.run({ code, stdin })).stdout).toBe("300000\n");
    expect(
      (await sandbox.run({ code, stdin: new Uint8Array(70_000) })).stdout,
    ).toBe("70000\n");
    expect((await sandbox.run({ code })).stdout).toBe("0\n");
  });

  it("may leave a long stdin unread", async () => {
    await using sandbox = await open();
    const { exit } = await sandbox.run({
      code: "pass",
      stdin: "x".repeat(5_000_000),
    });
    expect(exit).toEqual({ kind: "exit", code: 0 });
  });

  it("gets its arguments", async () => {
    await using sandbox = await open();
    const { stdout } = await sandbox.run({
      code: "import sys; print(sys.argv)",
      args: ["a b", "", "--c", "é"],
    });
    expect(stdout).toBe("['/sandbox/main.py', 'a b', '', '--c', 'é']\n");
  });

  it("is ended by its signal, before it starts and while it runs", async () => {
    await using sandbox = await open();
    const code = "print('up')\nimport time\ntime.sleep(60)";
    const before = await sandbox.run({ code, signal: AbortSignal.abort() });
    expect(before.exit).toEqual({ kind: "aborted" });
    const during = await sandbox.run({
      code,
      signal: AbortSignal.timeout(1500),
      limits: { timeoutMs: 60_000 },
    });
    expect(during.exit).toEqual({ kind: "aborted" });
    expect(during.durationMs).toBeLessThan(20_000);
  });

  it("ends when its sandbox is closed", async () => {
    const sandbox = await open();
    const run = sandbox.run({
      code: "import time; time.sleep(60)",
      limits: { timeoutMs: 60_000 },
    });
    await sandbox.close();
    expect((await run).exit).toEqual({ kind: "aborted" });
  });

  it("takes code that is empty, of 10 MiB, or no UTF-16", async () => {
    await using sandbox = await open();
    const exitOf = async (code: string): Promise<Exit> =>
      (await sandbox.run({ code })).exit;
    expect(await exitOf("")).toEqual({ kind: "exit", code: 0 });
    expect(await exitOf(`#${"x".repeat(10 * MIB)}`)).toEqual({
      kind: "exit",
      code: 0,
    });
    expect(await exitOf("print('\ud800')")).toEqual({ kind: "exit", code: 0 });
  });
});
