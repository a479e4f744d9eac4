import { describe, expect, it } from "vitest";
import type { Denial, Exit } from "../../src/runtime/model.js";
import { runDataOf } from "../../src/server/dify/run-data.js";
import { resultOf } from "./support.js";

const execve: Denial = {
  syscall: "execve",
  arch: "x86_64",
  nr: 59,
  args: [{ name: "filename", value: "pointer" }],
  count: 2,
  action: "deny(EPERM)",
  refusedBy: "policy/python.yaml:12",
  allowedBy: "- allow: execve",
};

const cases: readonly [string, Exit, number, string][] = [
  ["a clean exit", { kind: "exit", code: 0 }, 0, ""],
  [
    "an exit code",
    { kind: "exit", code: 7 },
    7,
    "process exited with code 7\nlast words",
  ],
  [
    "a timeout",
    { kind: "timeout", limit: "wall" },
    -1,
    "process exited with code -1\nerror: timeout\nlast words",
  ],
  [
    "the CPU limit",
    { kind: "timeout", limit: "cpu" },
    -1,
    "process exited with code -1\nerror: timeout\nlast words",
  ],
  [
    "a kill by the filter",
    { kind: "denied" },
    -1,
    "process exited with code -1\nerror: operation not permitted\nlast words",
  ],
  [
    "a signal",
    { kind: "signal", signal: "SIGSEGV" },
    -1,
    "process exited with code -1\nerror: signal: SIGSEGV\nlast words",
  ],
  [
    "out of memory",
    { kind: "out-of-memory" },
    -1,
    "process exited with code -1\nerror: out of memory\nlast words",
  ],
  [
    "the output limit",
    { kind: "output-limit" },
    -1,
    "process exited with code -1\nerror: output limit exceeded\nlast words",
  ],
];

describe("a run's end in DifySandbox's words", () => {
  it.each(cases)("%s", (_name, exit, code, error) => {
    const data = runDataOf(
      resultOf(exit, { stdout: "out", stderr: "last words" }),
    );
    expect(data).toEqual({
      stdout: "out",
      stderr: "last words",
      error,
      exit_code: code,
    });
  });

  it("ends after the code where there is nothing more to say", () => {
    const result = resultOf({ kind: "exit", code: 3 });
    expect(runDataOf(result).error).toBe("process exited with code 3");
  });

  it("says nothing of stderr that a clean exit left", () => {
    const result = resultOf({ kind: "exit", code: 0 }, { stderr: "a warning" });
    expect(runDataOf(result).error).toBe("");
  });

  it("names the refused calls after a kill", () => {
    const result = resultOf({ kind: "denied" }, { denials: [execve] });
    expect(runDataOf(result).error).toBe(
      "process exited with code -1\nerror: operation not permitted\n" +
        "operation not permitted: execve(pointer), 2 times, refused by policy/python.yaml:12; " +
        "to allow it:\n    - allow: execve\n",
    );
  });

  it("names them after an exit whose last words tell of one", () => {
    const stderr = "PermissionError: [Errno 1] Operation not permitted\n";
    const result = resultOf(
      { kind: "exit", code: 1 },
      { denials: [execve], stderr },
    );
    expect(runDataOf(result).error).toContain("not permitted: execve");
  });

  it("does not blame a refused call for another error", () => {
    const result = resultOf(
      { kind: "exit", code: 1 },
      { denials: [execve], stderr: "ValueError: bad input\n" },
    );
    expect(runDataOf(result).error).not.toContain("not permitted");
  });

  it("names ten refused calls and counts the others", () => {
    const denials = Array.from({ length: 13 }, () => execve);
    const { error } = runDataOf(resultOf({ kind: "denied" }, { denials }));
    expect(error.match(/^operation not permitted: execve/gm)).toHaveLength(10);
    expect(error).toContain("and 3 more refused calls");
  });
});
