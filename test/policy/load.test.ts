import { describe, expect, test } from "vitest";
import { archNames, errnos } from "../../syscalls/index.js";
import { actionText } from "../../src/policy/actions.js";
import type { ArchName, ArchRule, Policy } from "../../src/policy/model.js";
import { conditionText, faults, load, policyOf, shown } from "./support.js";

const HEAD = "callgate: 1\nname: test\narches: [x86_64]\n";

/** The rules of an arch: `ACTION NAME CONDITION`. */
function rulesOf(
  policy: Policy,
  arch: ArchName = "x86_64",
  phase: "rules" | "bootRules" = "rules",
): readonly string[] {
  const found = policy.arches.find((one) => one.arch === arch);
  return (found?.[phase] ?? []).map(ruleText);
}

function ruleText({ rule, name, condition }: ArchRule): string {
  const when = condition === undefined ? "" : ` ${conditionText(condition)}`;
  return `${actionText(rule.action)} ${name}${when}`;
}

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

describe("extends", () => {
  const parent = (name: string, rest: string): string =>
    `callgate: 1\nname: ${name}\n${rest}`;

  test("puts the parents' rules behind the policy's own: depth first, each parent once", () => {
    const policy = policyOf(
      `${HEAD}extends: [b, c]\nrules:\n  - allow: read\n`,
      {
        "b.yaml": parent("b", "extends: d\nrules:\n  - allow: write\n"),
        "c.yaml": parent("c", "extends: [d]\nrules:\n  - allow: close\n"),
        "d.yaml": parent("d", "rules:\n  - allow: lseek\n"),
      },
    );
    expect(rulesOf(policy)).toEqual([
      "allow read",
      "allow write",
      "allow lseek",
      "allow close",
    ]);
    expect(policy.rules.map((rule) => rule.policy)).toEqual([
      "test",
      "b",
      "d",
      "c",
    ]);
    expect(policy.files.map(({ path }) => path)).toEqual([
      "test.yaml",
      "b.yaml",
      "d.yaml",
      "c.yaml",
    ]);
  });

  test("brings the parents' boot rules and parameters along", () => {
    const policy = policyOf(
      `${HEAD}extends: a\nrules:\n  - allow: read\n    when: fd == $fd\n`,
      {
        "a.yaml": parent(
          "a",
          "rules: []\nparams:\n  fd: { width: 32 }\nboot:\n  rules:\n    - allow: execve\n",
        ),
      },
    );
    expect(rulesOf(policy, "x86_64", "bootRules")).toEqual(["allow execve"]);
    expect(policy.params.map(({ name, width }) => [name, width])).toEqual([
      ["fd", 32],
    ]);
    expect(policy.rules.map(({ id, phase }) => [id, phase])).toEqual([
      [0, "run"],
      [1, "boot"],
    ]);
  });

  test("lets a parent name what only other arches have", () => {
    const policy = policyOf(`${HEAD}extends: a\nrules: []\n`, {
      "a.yaml": parent("a", "rules:\n  - allow: [cacheflush, read]\n"),
    });
    expect(rulesOf(policy)).toEqual(["allow read"]);
  });

  test.each([
    [
      "a cycle",
      "extends: a\n",
      {
        "a.yaml": parent("a", "extends: b\n"),
        "b.yaml": parent("b", "extends: a\n"),
      },
      'extends-cycle b.yaml:3:10 "a" this policy extends itself: a.yaml extends b.yaml extends a.yaml (leave one of them out)',
    ],
    [
      "itself",
      "extends: test\n",
      { "test.yaml": "" },
      'extends-cycle 4:10 "" this policy extends itself: test.yaml extends test.yaml (leave one of them out)',
    ],
    [
      "a path",
      "extends: [../../etc/passwd]\n",
      {},
      'path-in-extends 4:11 "../../etc/passwd" "extends" takes names of policies beside this one or shipped, never a path (write passwd)',
    ],
    [
      "a file",
      "extends: libc.yaml\n",
      {},
      'path-in-extends 4:10 "libc.yaml" "extends" takes names of policies beside this one or shipped, never a path (write libc)',
    ],
    [
      "what is not there",
      "extends: libd\n",
      { "libc.yaml": parent("libc", "rules: []\n") },
      'unknown-policy 4:10 "libd" there is no policy "libd" to extend (write libc)',
    ],
    [
      "a parent twice",
      "extends: [a, a]\n",
      { "a.yaml": parent("a", "rules: []\n") },
      'duplicate-parent 4:14 "a" "a" is extended twice (keep one of the two)',
    ],
    [
      "a file that has another name",
      "extends: a\n",
      { "a.yaml": parent("b", "rules: []\n") },
      'name-mismatch a.yaml:2:7 "b" this file is the policy "a" and calls itself "b" (write a)',
    ],
    [
      "a parent for other arches",
      "extends: a\n",
      { "a.yaml": parent("a", "arches: [arm]\nrules: []\n") },
      'parent-arch 3:10 "x86_64" this policy is for x86_64, and "a", which it extends, is not ("a" is for arm)',
    ],
    [
      "a parent with a mistake",
      "extends: a\n",
      { "a.yaml": parent("a", "rules:\n  - allow: reed\n") },
      'unknown-syscall a.yaml:4:12 "reed" x86_64, x32, i386, aarch64, arm, riscv64, ppc64le, s390x and loongarch64 have no syscall "reed" (write read)',
    ],
  ])("%s is an error", (_, extended, files, expected) => {
    expect(faults(`${HEAD}${extended}rules: []\n`, files)).toEqual([expected]);
  });

  test("a chain without end is an error, not a crash", () => {
    const files = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [
        `p${index}.yaml`,
        parent(`p${index}`, `extends: p${index + 1}\n`),
      ]),
    );
    expect(load(`${HEAD}extends: p0\n`, files).diagnostics).toMatchObject([
      { code: "too-deep" },
    ]);
  });
});

function group(name: string, names: string): string {
  return `callgate: 1\ngroup: ${name}\ndescription: A group.\nnames: ${names}\n`;
}

describe("groups", () => {
  const rules = `${HEAD}rules:\n  - allow: "@a"\n`;

  test("nest", () => {
    const policy = policyOf(rules, {
      "groups/a.yaml": group("a", '[read, "@b"]'),
      "groups/b.yaml": group("b", "[write, cacheflush]"),
    });
    expect(rulesOf(policy)).toEqual(["allow read", "allow write"]);
  });

  test.each([
    [
      "a cycle",
      {
        "groups/a.yaml": group("a", '["@b"]'),
        "groups/b.yaml": group("b", '["@a"]'),
      },
      'group-cycle groups/b.yaml:4:9 "\\"@a\\"" @a holds itself: @a, which holds @b, which holds @a (leave one of them out)',
    ],
    [
      "an empty group",
      { "groups/a.yaml": group("a", "[]") },
      'empty-value groups/a.yaml:4:8 "[]" "names" is empty',
    ],
    [
      "a name that no arch has",
      { "groups/a.yaml": group("a", "[reed]") },
      'unknown-syscall groups/a.yaml:4:9 "reed" no arch has a syscall "reed" (write read)',
    ],
    [
      "a file that has another name",
      { "groups/a.yaml": group("b", "[read]") },
      'name-mismatch groups/a.yaml:2:8 "b" this file is the group "@a" and calls itself "b" (write a)',
    ],
    [
      "another key",
      { "groups/a.yaml": group("a", "[read]") + "rules: []\n" },
      'unknown-key groups/a.yaml:5:1 "rules" a group has no key "rules" (its keys are callgate, group, description, names)',
    ],
    [
      "a group without its sentence",
      { "groups/a.yaml": "callgate: 1\ngroup: a\nnames: [read]\n" },
      'missing-key groups/a.yaml:1:1 "callgate: 1" a group needs the key "description" (one sentence: what these syscalls have in common)',
    ],
  ])("%s is an error in the group's file", (_, files, expected) => {
    expect(faults(rules, files)).toEqual([expected]);
  });
});

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

describe("parameters", () => {
  const params =
    "params:\n  self: { width: 32, why: The process. }\n  wide: { width: 64 }\n";

  test("stand where a value stands", () => {
    const policy = policyOf(
      `${HEAD}${params}rules:\n  - allow: tgkill\n    when: tgid == $self and pid in {$self..100, $self}\n  - allow: kexec_load\n    when: flags == $wide or entry <= $self\n`,
    );
    expect(rulesOf(policy)).toEqual([
      "allow tgkill all(a0:32 == $self, any(all(a1:32s >= $self, a1:32s <= 0x64), a1:32 == $self))",
      "allow kexec_load any(a3:64 == $wide, a0:64 <= $self)",
    ]);
    expect(policy.params).toMatchObject([
      { name: "self", width: 32, why: "The process.", range: { line: 5 } },
      { name: "wide", width: 64, why: undefined, range: { line: 6 } },
    ]);
  });

  test.each([
    [
      "wider than the argument",
      "tgid == $wide",
      'value-too-wide "$wide" $wide has 64 bits, and the kernel reads 32 of tgid',
    ],
    [
      "not declared",
      "tgid == $slef",
      'unknown-parameter "$slef" there is no parameter $slef (write $self)',
    ],
    [
      "part of an expression",
      "tgid == $self + 1",
      'parameter-in-expression "$self" $self is bound when the filter loads, so it can\'t be part of an expression or a mask (compare an argument with the parameter alone)',
    ],
  ])("one that is %s is an error", (_, when, expected) => {
    const text = `${HEAD}${params}rules:\n  - allow: tgkill\n    when: ${when}\n`;
    expect(faults(text).map((line) => line.replace(/ [0-9:]+ /, " "))).toEqual([
      expected,
    ]);
  });

  test("a parent and its child agree on the width", () => {
    expect(
      faults(`${HEAD}${params}extends: a\nrules: []\n`, {
        "a.yaml": "callgate: 1\nname: a\nparams:\n  self: { width: 64 }\n",
      }),
    ).toEqual([
      'parameter-width a.yaml:4:3 "self" $self has 64 bits here and 32 in test.yaml (give both the same width)',
    ]);
  });
});

describe("a rule on a call that a multiplexer makes as well", () => {
  const head = "callgate: 1\nname: test\narches: [i386, s390x]\nrules:\n";

  test("covers the multiplexer's first argument", () => {
    const policy = policyOf(`${head}  - allow: [socket, accept, shmget]\n`);
    expect(rulesOf(policy, "i386")).toEqual([
      "allow socket",
      "allow shmget",
      "allow socketcall a0:32 == 0x1",
      "allow socketcall a0:32 == 0x5",
      "allow ipc a0:32 & 0xffff == 0x17",
    ]);
    expect(rulesOf(policy, "s390x")).toContain("allow socketcall a0:32 == 0x5");
  });

  test("says nothing of the multiplexer where it names that too", () => {
    const policy = policyOf(`${head}  - allow: [socket, socketcall]\n`);
    expect(rulesOf(policy, "i386")).toEqual([
      "allow socket",
      "allow socketcall",
    ]);
  });

  test("tests the arguments that stand in registers", () => {
    const policy = policyOf(
      `${head}  - allow: shmget\n    when: key == IPC_PRIVATE and shmflg & IPC_CREAT\n`,
    );
    expect(rulesOf(policy, "s390x")).toEqual([
      "allow shmget all(a0:32 == 0x0, a2:32 & 0x200 != 0x0)",
      "allow ipc all(a0:32 & 0xffff == 0x17, all(a1:32 == 0x0, a3:32 & 0x200 != 0x0))",
    ]);
  });

  test("is stricter where a filter can't read the arguments, and says so", () => {
    const text = `${head}  - allow: socket\n    when: domain == AF_UNIX\n  - deny: bind\n    when: fd == 3\n`;
    const { policy, diagnostics } = load(text);
    expect(policy && rulesOf(policy, "i386")).toEqual([
      "allow socket a0:32 == 0x1",
      "deny(EPERM) bind a0:32 == 0x3",
      "deny(EPERM) socketcall a0:32 == 0x2",
    ]);
    expect(shown(diagnostics)).toEqual([
      "warning multiplexed-call 6:11 on i386 and s390x socketcall can make this call too, and no filter can read its arguments there (made that way, this rule does not allow it)",
      "warning multiplexed-call 8:11 on i386 and s390x socketcall can make this call too, and no filter can read its arguments there (made that way, this rule is for it whatever its arguments)",
    ]);
  });
});
