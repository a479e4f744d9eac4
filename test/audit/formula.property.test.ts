/** The questions that the checks ask: a call that is found holds, and "none" is true of all small calls. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { callsWhere } from "../../src/audit/formula.js";
import { findArguments } from "../../src/compiler/witness.js";
import { holds } from "../../src/policy/decide.js";
import type { ArgumentTest, Condition } from "../../src/policy/model.js";

const range = {
  file: "",
  start: 0,
  end: 0,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 1,
};

const test = fc
  .record({
    argument: fc.constantFrom(0 as const, 1 as const),
    mask: fc.constantFrom(1n, 2n, 3n, 0xffff_ffffn),
    operator: fc.constantFrom<ArgumentTest["operator"]>(
      "==",
      "!=",
      "<",
      "<=",
      ">",
      ">=",
    ),
    value: fc.bigInt({ min: 0n, max: 4n }),
  })
  .map(({ argument, mask, operator, value }): Condition => ({
    kind: "test",
    test: {
      argument,
      width: 32,
      signed: false,
      mask,
      operator,
      value: { kind: "constant", value },
      range,
    },
  }));

const condition = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    test,
    fc.record({ kind: fc.constant("not" as const), of: tie("node") }),
    fc.record({
      kind: fc.constantFrom("all" as const, "any" as const),
      of: fc.array(tie("node"), { maxLength: 3 }),
    }),
  ),
})).node;

const none = new Map<string, bigint>();
/** Each value that a test names, its neighbours, and both ends. */
const edges = [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 0xffff_fffcn, 0xffff_ffffn];

function isPossible(one: Condition): boolean {
  return edges.some((a) =>
    edges.some((b) => holds(one, [a, b, 0n, 0n, 0n, 0n], none)),
  );
}

it("a question is answered with a call for which it holds, exactly where there is one", () => {
  const { nr } = archTable("x86_64").byName.get("dup2") ?? { nr: 0 };
  fc.assert(
    fc.property(fc.array(condition, { maxLength: 5 }), (conditions) => {
      const calls = callsWhere(
        conditions.map((one) => ({ condition: one, nr })),
        "x86_64",
        none,
      );
      // The prover alone, without the arguments that are tried before it is asked.
      const proven = findArguments(conditions, none);
      expect(calls).toHaveLength(conditions.length);
      conditions.forEach((one, index) => {
        const call = calls[index];
        const args = proven === "out-of-room" ? undefined : proven[index];
        expect(call !== undefined).toBe(isPossible(one));
        expect(args !== undefined).toBe(isPossible(one));
        if (call !== undefined) expect(holds(one, call.args, none)).toBe(true);
        if (args !== undefined) expect(holds(one, args, none)).toBe(true);
      });
    }),
    { numRuns: 200 },
  );
});
