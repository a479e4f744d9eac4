/** Actions as they are written, and what answers where no rule does. */
import { describe, expect, test } from "vitest";
import { archNames, errnos } from "../../syscalls/index.js";
import { actionText } from "../../src/policy/actions.js";
import { HEAD, load, policyOf } from "./support.js";

describe("actions", () => {
  test.each([
    ["allow", 0x7fff0000],
    ["log", 0x7ffc0000],
    ["deny", 0x00050001],
    ["deny(EPERM)", 0x00050001],
    ["deny(ENOSYS)", 0x00050026],
    ["deny(0)", 0x00050000],
    ["deny(4095)", 0x00050fff],
    ["kill", 0x80000000],
    ["kill(thread)", 0],
    ["trap(0)", 0x00030000],
    ["trap(65535)", 0x0003ffff],
    ["trace(7)", 0x7ff00007],
    ["notify", 0x7fc00000],
  ])("%s is 0x%s of linux/seccomp.h", (action, value) => {
    const policy = policyOf(`${HEAD}rules:\n  - ${action}: read\n`);
    expect(policy.arches[0]?.rules[0]?.action.value).toBe(value);
    const byDefault = policyOf(`${HEAD}default: ${action}\nrules: []\n`);
    expect(byDefault.arches[0]?.default.value).toBe(value);
  });

  test("an errno has the number that it has on each arch", () => {
    const policy = policyOf(
      `callgate: 1\nname: test\narches: [${archNames.join(", ")}]\nrules:\n  - deny(EDEADLOCK): read\n`,
    );
    for (const { arch, rules } of policy.arches)
      expect(rules[0]?.action.value).toBe(
        0x00050000 + (errnos(arch).get("EDEADLOCK") ?? 0),
      );
  });

  test.each([
    ["deny()", "takes an errno"],
    ["deny(4096)", "takes an errno"],
    ["deny(-1)", "takes an errno"],
    ["deny(010)", "takes an errno"],
    ["deny(eperm)", "takes an errno"],
    ["deny(EPERM) ", ""],
    ["deny (EPERM)", "is not an action"],
    ["deny(EPERM", "is not an action"],
    ["deny(EPERM)x", "is not an action"],
    ["allow()", "takes nothing"],
    ["allow(1)", "takes nothing"],
    ["kill(process)", "ends the process"],
    ["trap", "takes a number"],
    ["trap(65536)", "takes a number"],
    ["trace(-1)", "takes a number"],
    ["notify(1)", "takes nothing"],
    ["Allow", 'no action "Allow"'],
    ["errno(1)", 'no action "errno(1)"'],
  ])("%s where an action stands: %s", (action, said) => {
    const { diagnostics } = load(`${HEAD}default: ${action}\nrules: []\n`);
    expect(diagnostics).toHaveLength(said === "" ? 0 : 1);
    expect(diagnostics[0]?.message ?? "").toContain(said);
  });
});

describe("default, unknown and foreign", () => {
  test("are deny(EPERM), deny(ENOSYS) and kill where nobody says", () => {
    const [arch] = policyOf(`${HEAD}rules: []\n`).arches;
    expect(
      [arch?.default, arch?.unknown, arch?.foreign].map(
        (one) => one && actionText(one.action),
      ),
    ).toEqual(["deny(EPERM)", "deny(ENOSYS)", "kill"]);
  });

  test("are the policy's own, else those of the first parent that states them", () => {
    const [arch] = policyOf(
      `${HEAD}extends: [a, b]\nunknown: kill\nrules: []\n`,
      {
        "a.yaml":
          "callgate: 1\nname: a\nunknown: log\nforeign: log\nrules: []\n",
        "b.yaml":
          "callgate: 1\nname: b\ndefault: kill(thread)\nforeign: kill\n",
      },
    ).arches;
    expect(
      [arch?.default, arch?.unknown, arch?.foreign].map(
        (one) => one && actionText(one.action),
      ),
    ).toEqual(["kill(thread)", "kill", "log"]);
  });
});
