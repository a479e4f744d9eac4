/** The rules that hold until the program is up. */
import { describe, expect, test } from "vitest";
import { HEAD, faults, policyOf, rulesOf } from "./support.js";

describe("boot", () => {
  test("allows and logs, before the run's rules", () => {
    const policy = policyOf(
      `${HEAD}rules:\n  - allow: read\nboot:\n  rules:\n    - allow: execve\n    - log: uname\n`,
    );
    expect(rulesOf(policy, "x86_64", "bootRules")).toEqual([
      "allow execve",
      "log uname",
    ]);
    // ENOSYS without a tracer, and weaker than a listener's notification.
    expect(policy.arches[0]?.bootRefusal.value).toBe(0x7ff00000);
  });

  test("never refuses", () => {
    expect(
      faults(
        `${HEAD}rules: []\nboot:\n  rules:\n    - deny(EACCES): execve\n    - kill: fork\n    - trap(1): vfork\n    - notify: uname\n`,
      ).map((line) => line.split(" ").slice(0, 3).join(" ")),
    ).toEqual([
      'boot-denies 7:7 "deny(EACCES)"',
      'boot-denies 8:7 "kill"',
      'boot-denies 9:7 "trap(1)"',
      'boot-denies 10:7 "notify"',
    ]);
  });
});
