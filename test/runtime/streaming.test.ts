/** Output and refused calls are told while the run goes on. */
import { describe, expect, it } from "vitest";
import type { Language } from "../../src/runtime/model.js";
import { createSandbox } from "../../src/runtime/index.js";
import { needsPython, needsRoot, python } from "./machine.js";

const isolations = ["process", "zygote"] as const;
const interpreters = { python3: python, nodejs: process.execPath } as const;

/** Three refused calls of two kinds, then a wait for the time limit. */
const REFUSED_THEN_WAITS: Readonly<Record<Language, string>> = {
  python3: `
import socket, time
for family in (socket.AF_INET, socket.AF_INET, socket.AF_INET6):
    try:
        socket.socket(family)
    except OSError:
        pass
time.sleep(60)
`,
  nodejs: `
const { connect } = require("node:net");
for (const host of ["127.0.0.1", "127.0.0.1", "::1"])
  connect({ port: 9, host }).on("error", () => undefined);
setTimeout(() => undefined, 60_000);
`,
};

describe.skipIf(!needsRoot() || !needsPython())("while a run goes on", () => {
  it("output is told, and no more than the result holds", async () => {
    await using sandbox = await createSandbox({
      language: "python3",
      interpreter: python,
    });
    const told = { stdout: "", stderr: "" };
    const seen = new AbortController();
    // It would wait for its time limit: what it told ends it.
    const result = await sandbox.run({
      code: 'import sys, time\nprint("é1", flush=True)\nprint("e1", file=sys.stderr, flush=True)\ntime.sleep(60)\n',
      limits: { timeoutMs: 60_000 },
      signal: seen.signal,
      onOutput(stream, text) {
        told[stream] += text;
        if (told.stdout !== "" && told.stderr !== "") seen.abort();
      },
    });
    expect(result.exit).toEqual({ kind: "aborted" });
    expect(told).toEqual({ stdout: "é1\n", stderr: "e1\n" });
    expect(told).toEqual({ stdout: result.stdout, stderr: result.stderr });
  }, 90_000);

  it.each(
    isolations.flatMap((isolation) =>
      (["python3", "nodejs"] as const).flatMap((language) =>
        // A zygote's run in Node.js that is not forked is one of a warm process.
        language === "nodejs" && isolation === "zygote"
          ? [
              { isolation, language, fork: true },
              { isolation, language, fork: false },
            ]
          : [{ isolation, language, fork: true }],
      ),
    ),
  )(
    "the first refused call of each kind is: $language, $isolation, fork: $fork",
    { timeout: 90_000 },
    async ({ isolation, language, fork }) => {
      await using sandbox = await createSandbox({
        language,
        isolation,
        interpreter: interpreters[language],
        zygotes: { fork },
      });
      const seen = new AbortController();
      const run = sandbox.run({
        code: REFUSED_THEN_WAITS[language],
        limits: { timeoutMs: 60_000 },
        signal: seen.signal,
      });
      const told = [];
      for await (const event of run) {
        if (event.type !== "denied") continue;
        told.push(event.denial);
        if (told.length === 2) seen.abort();
      }
      const { exit, denials } = await run;
      expect(exit).toEqual({ kind: "aborted" });
      expect(denials.map(({ count }) => count)).toEqual([2, 1]);
      expect(told).toEqual(denials.map((denial) => ({ ...denial, count: 1 })));
    },
  );

  it.each(isolations)(
    "a flood of refused calls is told once a kind, all before the end: %s",
    async (isolation) => {
      await using sandbox = await createSandbox({
        language: "python3",
        isolation,
        interpreter: python,
      });
      const told: number[] = [];
      const run = sandbox.run({
        code: `
import ctypes
call = ctypes.CDLL(None).socket
for _ in range(100):
    for protocol in range(100):
        call(2, 1, protocol)
`,
        onDenied: ({ count }) => told.push(count),
      });
      const events = [];
      for await (const { type } of run) events.push(type);
      const { denials } = await run;
      expect(denials).toHaveLength(64);
      expect(denials[0]?.count).toBe(100);
      expect(told).toEqual(denials.map(() => 1));
      expect(events).toEqual([...denials.map(() => "denied"), "exit"]);
    },
  );
});
