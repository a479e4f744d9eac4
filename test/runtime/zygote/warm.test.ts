/** Warm processes: what a Node.js that can't be forked gets, here where it is asked for. */
import { readdirSync } from "node:fs";
import { Readable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { cgroupsLeft, needsRoot } from "../machine.js";
import { marked, openMarked, type MarkedSandbox } from "./marked.js";

const open = (): Promise<MarkedSandbox> =>
  openMarked("nodejs", { zygotes: { fork: false } });

describe.skipIf(!needsRoot())("a warm process", () => {
  afterEach(() => {
    expect(cgroupsLeft(process.pid)).toEqual([]);
  });

  it("has waited for its run, and is used once", async () => {
    await using sandbox = await open();
    const code = `console.log(process.uptime() > 1, globalThis.before, require("node:fs").readdirSync("/tmp").length);
globalThis.before = 1; require("node:fs").writeFileSync("/tmp/left", "");`;
    await sandbox.run({ code });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (let run = 0; run < 2; run++)
      expect((await sandbox.run({ code })).stdout).toBe("true undefined 0\n");
  });

  it("starts its clocks with its run", async () => {
    await using sandbox = await open();
    const code = `const from = Date.now(); setTimeout(() => console.log(Date.now() - from >= 299), 300);`;
    await sandbox.run({ code });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const { stdout, exit } = await sandbox.run({
      code,
      limits: { timeoutMs: 1_400 },
    });
    expect([stdout, exit.kind]).toEqual(["true\n", "exit"]);
  });

  it("gives the code its arguments and its stdin, of any kind", async () => {
    await using sandbox = await open();
    const code = `let text = ""; process.stdin.on("data", (chunk) => (text += chunk)).on("end", () => console.log(process.argv.slice(1).join(), text.length, text.slice(0, 3)));`;
    const stdins = [
      "abc",
      Buffer.alloc(300_000, "x"),
      Readable.from(["ab", "c"]),
    ];
    const seen: string[] = [];
    for (const stdin of stdins)
      seen.push(
        (await sandbox.run({ code, args: ["a", "b c"], stdin })).stdout,
      );
    seen.push((await sandbox.run({ code })).stdout);
    expect(seen).toEqual([
      "/sandbox/main.js,a,b c 3 abc\n",
      "/sandbox/main.js,a,b c 300000 xxx\n",
      "/sandbox/main.js,a,b c 3 abc\n",
      "/sandbox/main.js 0 \n",
    ]);
  });

  it("ends at each limit, told apart", async () => {
    await using sandbox = await open();
    const stop = new AbortController();
    const aborted = sandbox.run({ code: "for (;;);", signal: stop.signal });
    setTimeout(() => stop.abort(), 300);
    const ends = [
      await sandbox.run({ code: "for (;;);", limits: { timeoutMs: 500 } }),
      await sandbox.run({
        code: "for (;;) console.log('x'.repeat(1000));",
        limits: { outputBytes: 5000 },
      }),
      await aborted,
      await sandbox.run({ code: "process.exit(3)" }),
    ].map(({ exit }) => exit);
    expect(ends).toMatchObject([
      { kind: "timeout", limit: "wall" },
      { kind: "output-limit" },
      { kind: "aborted" },
      { kind: "exit", code: 3 },
    ]);
  });

  it("that is killed while it waits costs no run", async () => {
    await using sandbox = await open();
    await sandbox.run({ code: "" });
    const waiting = marked(sandbox.marker);
    expect(waiting.length).toBeGreaterThan(0);
    for (const pid of waiting) process.kill(pid, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await sandbox.run({ code: "console.log(1)" })).stdout).toBe("1\n");
  });

  it("gives files in and out, by a process of the run's own", async () => {
    await using sandbox = await open();
    const { files } = await sandbox.run({
      code: `require("node:fs").copyFileSync("in.txt", "out.txt")`,
      files: { "in.txt": "text" },
    });
    expect(Buffer.from(files?.["out.txt"] ?? []).toString()).toBe("text");
  });

  it("is not left when its sandbox is closed", async () => {
    const before = readdirSync("/proc/self/fd").length;
    const sandbox = await open();
    await sandbox.run({ code: "" });
    await sandbox.close();
    expect(marked(sandbox.marker)).toEqual([]);
    expect(readdirSync("/proc/self/fd").length).toBeLessThanOrEqual(before);
  });
});
