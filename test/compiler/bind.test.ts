/** Parameters: places in a program that are filled, and proven, before it is loaded. */
import { describe, expect, it } from "vitest";
import { archTable, type ArchName } from "../../syscalls/index.js";
import { bind, isBound, requireBound } from "../../src/compiler/bind.js";
import { compileArch } from "../../src/compiler/compile.js";
import { simulatorOf } from "../../src/compiler/simulate.js";
import type { Comparison, Condition } from "../../src/policy/model.js";
import { meaningOf } from "./support/meaning.js";
import { allow, policyOf, rule, test } from "./support/policies.js";

const operators: readonly Comparison[] = ["==", "!=", "<", "<=", ">", ">="];
const values = [
  0n,
  0x7fffffffn,
  0x80000000n,
  0x100000000n,
  0x8000000000000000n,
  0xffffffffffffffffn,
];

/** Answers of the bound program that are not what the policy means. */
function wrongAnswers(arch: ArchName, condition: Condition, value: bigint) {
  const table = archTable(arch);
  const nr = [...table.byNumber.keys()][3] ?? 0;
  const policy = policyOf(arch, [rule(0, nr, allow, condition)]);
  const bound = bind(
    compileArch(policy, [{ name: "self", width: 64 }]),
    new Map([["self", value]]),
  );
  const simulate = simulatorOf(bound.bytes, table.endian);
  return values
    .flatMap((one) => [one, value, value - 1n, value + 1n])
    .map((one) => BigInt.asUintN(64, one))
    .filter((arg) => {
      const call = { arch: table.auditArch, nr, args: [arg] };
      const meant = meaningOf(policy, call, new Map([["self", value]]));
      return simulate(call).value !== meant;
    });
}

describe("a parameter", () => {
  for (const arch of ["x86_64", "s390x"] as const)
    for (const width of [32, 64] as const)
      for (const signed of [false, true])
        it(`is compared by every operator at ${width} bits, ${signed ? "signed" : "unsigned"}, on ${arch}`, () => {
          const masks = [undefined, 0xffffn, 0x80000000ffffffffn];
          for (const operator of operators)
            for (const mask of masks)
              for (const value of [0x80000000n, 0xfffffffe00000005n]) {
                const within = BigInt.asUintN(width, value);
                const condition = test(0, width, operator, "self", {
                  signed,
                  ...(mask === undefined ? {} : { mask }),
                });
                expect(wrongAnswers(arch, condition, within)).toEqual([]);
              }
        });

  it("may stand in several places, beside constants", () => {
    const self = test(0, 64, "==", "self");
    const condition: Condition = {
      kind: "any",
      of: [
        { kind: "all", of: [self, test(1, 32, "==", 7n)] },
        { kind: "all", of: [test(1, 64, "<", "self"), test(0, 64, ">", 9n)] },
      ],
    };
    const policy = policyOf("x86_64", [rule(0, 62, allow, condition)]);
    const program = compileArch(policy, [{ name: "self", width: 64 }]);
    expect(program.relocations.length).toBeGreaterThanOrEqual(4);
    expect(wrongAnswers("x86_64", condition, 0x500000007n)).toEqual([]);
  });

  it("that has no value makes a program nobody may load", () => {
    const condition = test(0, 32, "==", "self");
    const policy = policyOf("x86_64", [rule(0, 62, allow, condition)]);
    const program = compileArch(policy, [{ name: "self", width: 64 }]);
    expect(isBound(program)).toBe(false);
    expect(() => requireBound(program)).toThrow("no value for $self");
    expect(() => bind(program, new Map())).toThrow("no value for $self");
    const bound = bind(program, new Map([["self", 4711n]]));
    expect(requireBound(bound)).toBe(bound);
    expect(bound.proven).toBe(true);
  });
});

describe("a value", () => {
  const [nr = 0] = archTable("x86_64").byNumber.keys();
  /** Declared with `declared` bits, compared with `compared`. */
  const at = (declared: 32 | 64, compared: 32 | 64) =>
    compileArch(
      policyOf("x86_64", [rule(0, nr, allow, test(0, compared, "==", "self"))]),
      [{ name: "self", width: declared }],
    );
  const to = (value: bigint) => new Map([["self", value]]);

  it("wider than its parameter is refused, whatever it is compared with", () => {
    for (const compared of [32, 64] as const) {
      for (const value of [0x100000000n, -0x80000001n, 0xffffffff7fffffffn])
        expect(() => bind(at(32, compared), to(value))).toThrow(
          "does not fit into $self, which has 32 bits",
        );
      expect(isBound(bind(at(32, compared), to(0xffffffffn)))).toBe(true);
    }
    expect(isBound(bind(at(64, 64), to(0x100000000n)))).toBe(true);
    expect(isBound(bind(at(64, 64), to(-1n)))).toBe(true);
    expect(() => bind(at(64, 64), to(1n << 64n))).toThrow("64 bits");
    expect(() => bind(at(64, 64), to(-(1n << 63n) - 1n))).toThrow("64 bits");
  });

  it("below 0 has no 64 bits where 32 were declared: above them are zeros", () => {
    expect(isBound(bind(at(32, 32), to(-1n)))).toBe(true);
    for (const value of [-1n, 0xffffffffffffffffn])
      expect(() => bind(at(32, 64), to(value))).toThrow("never -1");
  });

  it("is given once", () => {
    const bound = bind(at(32, 32), to(5n));
    expect(() => bind(bound, to(6n))).toThrow("$self has the value 5 already");
    expect(() => bind(bound, to(5n))).toThrow("$self has the value 5 already");
    expect(bind(bound, new Map([["other", 1n]])).bytes).toEqual(bound.bytes);
  });

  it("that is missing is told, all of them at once", () => {
    const both = compileArch(
      policyOf("x86_64", [
        rule(0, nr, allow, test(0, 32, "==", "self")),
        rule(1, nr, allow, test(1, 32, "==", "other")),
      ]),
      [
        { name: "self", width: 32 },
        { name: "other", width: 32 },
      ],
    );
    expect(() => bind(both, new Map())).toThrow("no value for $self, $other");
  });
});
