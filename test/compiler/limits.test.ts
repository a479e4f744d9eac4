/** What is too much: for one program, for a diagram, for the prover; and hostile programs. */
import { describe, expect, it } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { programFault } from "../../src/compiler/check.js";
import { compileArch } from "../../src/compiler/compile.js";
import { CompileFault } from "../../src/compiler/fault.js";
import { encode } from "../../src/compiler/instructions.js";
import { simulatorOf } from "../../src/compiler/simulate.js";
import { comparePrograms, verifyProgram } from "../../src/compiler/verify.js";
import type { Condition } from "../../src/policy/model.js";
import { interpret } from "./support/interpreter.js";
import { meaningOf } from "./support/meaning.js";
import { allow, deny, policyOf, rule, test } from "./support/policies.js";
import { hostileProgram } from "./support/hostile.js";
import { callsOf, randomFrom } from "./support/random.js";

const table = archTable("x86_64");

/** Bits of one argument against values of another: 2^bits answers after the first word. */
function entangled(bits: number): Condition[] {
  return Array.from({ length: bits }, (_, i) => ({
    kind: "all",
    of: [
      test(0, 32, "!=", 0n, { mask: 1n << BigInt(i) }),
      test(1, 32, "!=", 0n, { mask: 1n << BigInt(i) }),
    ],
  }));
}

describe("a policy", () => {
  it("that is too large for one program says by how much, and which rules cost most", () => {
    const small = rule(0, 1, allow, test(0, 32, "==", 1n));
    const large = Array.from({ length: 5000 }, (_, i) =>
      test(1, 32, "==", BigInt(i) * 2654435761n),
    );
    const costly = rule(1, 16, allow, { kind: "any", of: large });
    let fault: unknown;
    try {
      compileArch(policyOf("x86_64", [small, costly]), []);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(CompileFault);
    if (!(fault instanceof CompileFault)) return;
    expect(fault.code).toBe("policy-too-large");
    expect(fault.message).toMatch(/has \d+ instructions, \d+ more than/);
    expect(fault.diagnostics[0]?.range).toEqual(costly.rule.range);
  });

  it("whose diagram would grow beyond bounds is tested rule after rule, and proven", () => {
    const bits = 10;
    const policy = policyOf(
      "x86_64",
      entangled(bits).map((condition, i) =>
        rule(i, 16, i % 2 === 0 ? allow : deny(i), condition),
      ),
    );
    const program = compileArch(policy, []);
    expect(program.proven).toBe(true);
    // A diagram has a test for each subset of the bits; one rule after the other a few each.
    expect(program.bytes.length / 8).toBeLessThan(8 * bits);
    const simulate = simulatorOf(program.bytes, "little");
    for (const call of callsOf(policy, 16, randomFrom(1), 500))
      expect(simulate(call).value).toBe(meaningOf(policy, call));
  });

  it("that the prover has no room for is an error that says so", () => {
    const policy = policyOf(
      "x86_64",
      entangled(28).map((condition, i) =>
        rule(i, 16, i % 2 === 0 ? allow : deny(i), condition),
      ),
    );
    expect(() => compileArch(policy, [])).toThrow("to be proven");
    const program = compileArch(policy, [], { unproven: true });
    expect(program.proven).toBe(false);
  });

  it("with more than 256 instructions jumps as far as it must", () => {
    const rules = [...table.byNumber.keys()].map((nr, i) =>
      rule(
        i,
        nr,
        i % 3 === 0 ? allow : deny(i % 100),
        test(i % 6, 64, "==", BigInt(i) << 31n),
      ),
    );
    const policy = policyOf("x86_64", rules);
    const { bytes } = compileArch(policy, []);
    expect(bytes.length / 8).toBeGreaterThan(400);
    const simulate = simulatorOf(bytes, "little");
    for (const nr of table.byNumber.keys())
      for (const call of callsOf(policy, nr, randomFrom(nr), 6))
        expect(simulate(call).value).toBe(meaningOf(policy, call));
  });
});

describe("any bytes as a program", () => {
  it("are refused or decided, and what is decided is true", () => {
    const random = randomFrom(99);
    const policy = policyOf("x86_64", [
      rule(0, 1, allow, test(0, 64, "<", 5n)),
    ]);
    const kinds = new Map<string, number>();
    for (let i = 0; i < 1500; i++) {
      const bytes = hostileProgram(random, 14);
      const verdict = verifyProgram(bytes, policy);
      kinds.set(verdict.kind, (kinds.get(verdict.kind) ?? 0) + 1);
      if (programFault(bytes, "little") !== undefined) {
        expect(verdict.kind).toBe("not-loadable");
        continue;
      }
      if (verdict.kind !== "differs") continue;
      const { witness, left, right } = verdict;
      expect(meaningOf(policy, witness)).toBe(left);
      expect(interpret(bytes, witness, "little").value).toBe(right);
      expect(simulatorOf(bytes, "little")(witness).value).toBe(right);
      expect(comparePrograms(bytes, bytes, "x86_64").kind).toBe("proven");
    }
    expect(kinds.get("differs")).toBeGreaterThan(8);
    expect(kinds.get("undecided")).toBeGreaterThan(0);
    expect(kinds.get("not-loadable")).toBeGreaterThan(400);
  });

  it("that do arithmetic on arguments cannot be decided, and the place is told", () => {
    const ret = (k: number) => ({ code: 0x06, jt: 0, jf: 0, k });
    const bytes = encode(
      [
        { code: 0x20, jt: 0, jf: 0, k: 16 },
        { code: 0x04, jt: 0, jf: 0, k: 1 },
        { code: 0x15, jt: 0, jf: 1, k: 5 },
        ret(0),
        ret(1),
      ],
      "little",
    );
    const verdict = verifyProgram(bytes, policyOf("x86_64", []));
    expect(verdict).toEqual({ kind: "undecided", instruction: 1 });
  });
});
