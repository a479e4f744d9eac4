/** Parameters as policies declare and name them. */
import { describe, expect, test } from "vitest";
import { HEAD, faults, policyOf, rulesOf } from "./support.js";

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
      'value-too-wide "$wide" $wide has 64 bits, and the kernel reads 32 of tgid (declare it with width: 32)',
    ],
    [
      "the only value, and then another",
      "tgid == $self and tgid < $self",
      'never-true "tgid == $self and tgid < $self" this can never be true: its tests exclude each other (where either may hold, write "or")',
    ],
    [
      "every value",
      "tgid >= $self or tgid <= $self",
      'always-true "tgid >= $self or tgid <= $self" this is always true: its tests leave nothing out (where all must hold, write "and"; else leave it out)',
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
