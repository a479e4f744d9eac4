/** What a policy has of those that it extends. */
import { describe, expect, test } from "vitest";
import { HEAD, faults, load, policyOf, rulesOf } from "./support.js";

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
