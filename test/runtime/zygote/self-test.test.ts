/** Whether an interpreter is forked at all is decided by what a forked child answers. */
import { expect, it } from "vitest";
import type { Ended } from "../../../src/runtime/isolation.js";
import { canFork } from "../../../src/runtime/zygote/self-test.js";
import { findInterpreter } from "../../../src/runtime/interpreter.js";

const nothing = { text: "", truncated: false, tail: "" };

function ended(stdout: string, changes: Partial<Ended> = {}): Ended {
  return {
    failure: undefined,
    end: { kind: "exit", code: 0 },
    started: true,
    reason: "ended",
    cpuIsUp: false,
    oomKills: 0,
    aborted: false,
    files: { files: [], truncated: false },
    stdinFailure: undefined,
    stdout: { ...nothing, text: stdout },
    stderr: nothing,
    durationMs: 1,
    cpuMs: 1,
    maxRssBytes: 1,
    launcherEnd: undefined,
    ...changes,
  };
}

const node = await findInterpreter("nodejs", process.execPath);
let files = 0;
const another = () => ({ ...node, file: `/another/node-${++files}` });

it("a Node.js whose forked child answers rightly is forked, and asked once", async () => {
  const interpreter = another();
  let runs = 0;
  const run = async (): Promise<Ended> => {
    runs++;
    return Promise.resolve(ended("forked 50000\n"));
  };
  expect(await canFork(interpreter, run)).toBe(true);
  expect(await canFork(interpreter, run)).toBe(true);
  expect(runs).toBe(1);
});

it.each([
  ["crashes", ended("", { end: { kind: "signal", signal: "SIGSEGV" } })],
  [
    "hangs",
    ended("", {
      end: { kind: "signal", signal: "SIGKILL" },
      reason: "wall-clock",
    }),
  ],
  ["is never made", ended("", { end: undefined })],
] as const)("one whose child %s is not", async (_, answer) => {
  expect(await canFork(another(), () => Promise.resolve(answer))).toBe(false);
});

it("a failure of the sandbox says nothing about the interpreter, and it is asked again", async () => {
  const interpreter = another();
  const failure = {
    step: "root",
    errno: "EPERM",
    item: 0,
    subject: "",
  } as const;
  expect(
    await canFork(interpreter, () => Promise.resolve(ended("", { failure }))),
  ).toBe(true);
  expect(
    await canFork(interpreter, () => Promise.resolve(ended("other"))),
  ).toBe(false);
});
