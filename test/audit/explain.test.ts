/** What explain tells of a syscall: rules in order, examples that the policy answers so. */
import { expect, it } from "vitest";
import { explain } from "../../src/audit/explain.js";
import { policyOf } from "./support.js";

const policy = policyOf(`rules:
  - deny: lseek
    when: whence == SEEK_HOLE
    why: Nothing looks for holes.
  - allow: lseek
    when: whence <= SEEK_END
    why: Positions.
  - kill: lseek
    when: whence == SEEK_HOLE
  - allow: ptrace
    why: A debugger.
boot:
  rules:
    - allow: lseek
`);

it("rules are told in order, each with a call that it answers, or none", () => {
  const { arches, absent } = explain(policy, "lseek", "run");
  expect(absent).toEqual([]);
  expect(arches.map(({ arch, nr }) => [arch, nr])).toEqual([
    ["x86_64", 8],
    ["aarch64", 62],
  ]);
  for (const { arch, rules, otherwise } of arches) {
    expect(rules.map(({ action, example }) => [action, example])).toEqual([
      ["deny(EPERM)", `lseek(whence=0x4) on ${arch}`],
      ["allow", `lseek() on ${arch}`],
      ["kill", undefined],
    ]);
    expect(otherwise?.action).toBe("deny(EPERM)");
  }
});

it("the boot phase tries its own rules first, and no default is left", () => {
  const [x86] = explain(policy, "lseek", "boot").arches;
  expect(x86?.rules.map(({ rule }) => rule.phase)).toEqual([
    "boot",
    "run",
    "run",
    "run",
  ]);
  expect(x86?.rules.slice(1).map(({ example }) => example)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(x86?.otherwise).toBeUndefined();
});

it("an arch that does not have the syscall is told", () => {
  const { arches, absent } = explain(policy, "open", "run");
  expect(arches.map(({ arch }) => arch)).toEqual(["x86_64"]);
  expect(arches[0]?.rules).toEqual([]);
  expect(absent).toEqual(["aarch64"]);
});

it("findings are those of the rules that touch it", () => {
  const ids = (syscall: string): readonly string[] =>
    explain(policy, syscall, "run").findings.map(({ id }) => id);
  expect(ids("ptrace")).toEqual(["ptrace"]);
  expect(ids("lseek")).toEqual(["never-matches"]);
});
