/** `callgate explain` as a user sees it. */
import { expect, it } from "vitest";
import { callgate } from "../support/cli.js";

it("the rules on clone of the policy for Python, with reasons", () => {
  const { status, stdout } = callgate(["explain", "python", "clone"]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^clone on x86_64, aarch64\n {2}1\. allow when /);
  expect(stdout).toMatch(/policy\/libc\.yaml:\d+\)\n {5}why: Threads/);
  expect(stdout).toContain("otherwise deny(EPERM), by default");
});

it("JSON has the rules of each arch", () => {
  const { stdout } = callgate([
    "explain",
    "python",
    "clone3",
    "--format",
    "json",
  ]);
  expect(JSON.parse(stdout)).toMatchObject({
    syscall: "clone3",
    phase: "run",
    arches: [
      { arch: "x86_64", nr: 435, rules: [{ action: "deny(ENOSYS)" }] },
      { arch: "aarch64", nr: 435 },
    ],
  });
});

it("a name that no arch has is an error with the nearest", () => {
  const { status, stderr } = callgate(["explain", "python", "cloen"]);
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /no arch has a syscall "cloen"\n {2}= did you mean clone\?/,
  );
});
