/** The shipped policies: without a fault on either arch, and proven. */
import { describe, expect, test } from "vitest";
import { shippedPolicyNames } from "../../src/policy-files.js";
import { arches, loaded, programOf } from "./answers.js";

describe.each([...loaded])("%s", (name, { policy, diagnostics }) => {
  test("has no fault and covers both arches", () => {
    expect(diagnostics).toEqual([]);
    expect(policy?.arches.map(({ arch }) => arch)).toEqual(arches);
  });

  test("says why at each rule that carries a condition or refuses", () => {
    const silent = policy?.rules.filter(
      ({ why, when, action }) =>
        why === undefined && (when !== undefined || action.kind !== "allow"),
    );
    expect(silent).toEqual([]);
  });

  test("boot rules only add", () => {
    expect(
      policy?.rules
        .filter(({ phase }) => phase === "boot")
        .every(({ action }) => action.kind === "allow"),
    ).toBe(true);
  });

  test.each(arches)("compiles for %s, proven, in both phases", (arch) => {
    for (const phase of ["run", "boot"] as const) {
      const { program } = programOf(name, arch, phase);
      expect(program.proven).toBe(true);
      expect(program.relocations).toEqual([]);
    }
  });

  test("knows which policy each of its rules stands in", () => {
    for (const rule of policy?.rules ?? [])
      expect(shippedPolicyNames()).toContain(rule.policy);
    expect(policy?.name).toBe(name);
  });
});
