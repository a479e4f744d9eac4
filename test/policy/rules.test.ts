/** What the rules of a file become: names, exceptions, arches. */
import { describe, expect, test } from "vitest";
import { archNames } from "../../syscalls/index.js";
import { HEAD, faults, group, policyOf, rulesOf } from "./support.js";

describe("rules", () => {
  test("stand in the order of the file, each name at its place", () => {
    const policy = policyOf(
      `${HEAD}rules:\n  - deny: write\n    when: fd == 2\n  - allow: [write, read]\n`,
    );
    expect(rulesOf(policy)).toEqual([
      "deny(EPERM) write a0:32 == 0x2",
      "allow write",
      "allow read",
    ]);
  });

  test("keep what their author wrote, for people", () => {
    const policy = policyOf(
      `${HEAD}rules:\n  - allow: read\n    when: >-\n      fd == 1\n      or fd == 2\n    why: |\n      Because.\n`,
    );
    expect(policy.rules).toHaveLength(1);
    expect(policy.rules[0]).toMatchObject({
      id: 0,
      phase: "run",
      when: "fd == 1 or fd == 2",
      why: "Because.",
      policy: "test",
      range: { line: 5, column: 5, endLine: 5, endColumn: 16 },
    });
  });

  test("name what exists on their arches, and skip it elsewhere", () => {
    const policy = policyOf(
      "callgate: 1\nname: test\narches: [x86_64, aarch64]\nrules:\n  - allow: [open, openat]\n",
    );
    expect(rulesOf(policy, "x86_64")).toEqual(["allow open", "allow openat"]);
    expect(rulesOf(policy, "aarch64")).toEqual(["allow openat"]);
  });

  test("with an arch are for that arch alone", () => {
    const policy = policyOf(
      "callgate: 1\nname: test\narches: [x86_64, aarch64]\nrules:\n  - allow: read\n    arch: aarch64\n",
    );
    expect(rulesOf(policy, "x86_64")).toEqual([]);
    expect(rulesOf(policy, "aarch64")).toEqual(["allow read"]);
  });

  test("give each name once, however often groups repeat it", () => {
    const policy = policyOf(`${HEAD}rules:\n  - allow: [read, "@io", read]\n`, {
      "groups/io.yaml": group("io", "[write, read]"),
    });
    expect(rulesOf(policy)).toEqual(["allow read", "allow write"]);
  });

  test("leave out what except names, groups too", () => {
    const policy = policyOf(
      `${HEAD}rules:\n  - allow: ["@io", close, lseek]\n    except: ["@seek", read]\n`,
      {
        "groups/io.yaml": group("io", "[write, read]"),
        "groups/seek.yaml": group("seek", "[lseek]"),
      },
    );
    expect(rulesOf(policy)).toEqual(["allow write", "allow close"]);
  });

  test.each([
    [
      "takes nothing out",
      "  - allow: read\n    except: write\n",
      'except-nothing 6:13 "write" "write" takes nothing out: the rule is not for it (leave it out, or add it to the rule\'s names)',
    ],
    [
      "takes everything out",
      "  - allow: read\n    except: read\n",
      'empty-rule 5:5 "allow: read" everything this rule is for is taken out again (change "except")',
    ],
    [
      "is for an arch that the policy is not for",
      "  - allow: read\n    arch: arm\n",
      'arch-not-listed 6:11 "arm" this policy is not for arm, so the rule is never for it (leave it out, or add it to the policy\'s "arches")',
    ],
    [
      "takes out what is misspelt in it",
      "  - allow: [raed, write]\n    except: raed\n",
      'unknown-syscall 5:13 "raed" x86_64 has no syscall "raed" (write read)',
    ],
    [
      "takes out what is left beside a name that is misspelt",
      "  - allow: [raed, write]\n    except: write\n",
      'unknown-syscall 5:13 "raed" x86_64 has no syscall "raed" (write read)',
    ],
    [
      "names what no listed arch has",
      "  - allow: cacheflush\n",
      'unknown-syscall 5:12 "cacheflush" x86_64 has no syscall "cacheflush" (only arm has it)',
    ],
    [
      "names what no arch has",
      "  - allow: opneat\n",
      'unknown-syscall 5:12 "opneat" x86_64 has no syscall "opneat" (write openat)',
    ],
    [
      "names a group that is not there",
      '  - allow: "@oi"\n',
      'unknown-group 5:12 "\\"@oi\\"" there is no group "@oi" (write "@io")',
    ],
  ])("a rule that %s is an error", (_, rules, expected) => {
    expect(
      faults(`${HEAD}rules:\n${rules}`, {
        "groups/io.yaml": group("io", "[read]"),
      }),
    ).toEqual([expected]);
  });
});

describe("arches", () => {
  test("are x86_64 and aarch64 where nobody says", () => {
    const policy = policyOf("callgate: 1\nname: test\nrules: []\n");
    expect(policy.arches.map(({ arch }) => arch)).toEqual([
      "x86_64",
      "aarch64",
    ]);
  });

  test("are those of the first parent that states them", () => {
    const policy = policyOf("callgate: 1\nname: test\nextends: [a, b]\n", {
      "a.yaml": "callgate: 1\nname: a\n",
      "b.yaml": "callgate: 1\nname: b\narches: riscv64\n",
    });
    expect(policy.arches.map(({ arch }) => arch)).toEqual(["riscv64"]);
  });

  test("may be all nine", () => {
    const policy = policyOf(
      `callgate: 1\nname: test\narches: [${archNames.join(", ")}]\nrules:\n  - allow: read\n`,
    );
    expect(policy.arches.map(({ arch }) => arch)).toEqual(archNames);
    expect(policy.arches.map(({ rules }) => rules.length)).toEqual(
      archNames.map(() => 1),
    );
  });
});
