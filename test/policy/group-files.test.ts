/** Groups as rules name them, and what is wrong with their files. */
import { describe, expect, test } from "vitest";
import { HEAD, faults, group, policyOf, rulesOf } from "./support.js";

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
      'empty-value groups/a.yaml:4:8 "[]" "names" is empty (name a syscall or a "@group")',
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
