/** Output is told while the run goes on. */
import { expect, it } from "vitest";
import { createSandbox } from "../../src/runtime/index.js";
import { python } from "../server/real.js";

it("tells output before the run ends, and no more than the result holds", async () => {
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
