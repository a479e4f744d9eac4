/**
 * The two best-known changes of Docker's default profile as diffs: exactly these, and the
 * real kernel gives the witnesses the two answers that the diff tells.
 */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { archTable } from "../../../syscalls/index.js";
import { answerText } from "../../../src/compiler/actions.js";
import {
  diffPolicies,
  type PolicyDiff,
} from "../../../src/audit/diff/index.js";
import { compile } from "../../../src/compiler/compile.js";
import { loadPolicy } from "../../../src/policy/load.js";
import type { Policy } from "../../../src/policy/model.js";
import { diskSource, readPolicy } from "../../../src/policy-files.js";
import { canJudge, harmless, judgeAll } from "../../kernel/support/kernel.js";
import { requires } from "../../support/requires.js";

function policyNamed(name: string): Policy {
  const path = fileURLToPath(
    new URL(`../docker/${name}.yaml`, import.meta.url),
  );
  const file = readPolicy(path);
  const { policy, diagnostics } = loadPolicy(diskSource(file), file);
  if (policy === undefined)
    throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return policy;
}

const changes = [
  {
    title: "io_uring is removed",
    before: policyNamed("with-io-uring"),
    after: policyNamed("without-io-uring"),
    when: null,
    calls: ["io_uring_enter", "io_uring_register", "io_uring_setup"],
    witness: /^io_uring_\w+\(\) on x86_64$/,
  },
  {
    title: "clone's flags are masked",
    before: policyNamed("clone"),
    after: policyNamed("without-io-uring"),
    when: "flags & (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)",
    calls: ["clone"],
    witness: /^clone\(clone_flags=0x\w+\) on x86_64$/,
  },
];

describe.each(changes)("$title", ({ before, after, when, calls, witness }) => {
  const diff = diffPolicies(before, after);

  it("is all that the diff tells, on both arches at once", () => {
    const [change, ...others] = diff.changes;
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      kind: "refused",
      widens: false,
      phase: "run",
      before: "allow",
      after: "deny(EPERM)",
      when,
      expressible: true,
      risks: [],
    });
    const told = (arch: string): string[] =>
      (change?.calls ?? [])
        .filter((one) => one.arch === arch)
        .map(({ name }) => name)
        .sort();
    expect(told("x86_64")).toEqual(calls);
    expect(told("aarch64")).toEqual(calls);
    expect(change?.calls[0]?.witness.text).toMatch(witness);
    expect(change?.behind.before).toMatchObject([
      { kind: "rule", why: expect.any(String) as string },
    ]);
  });

  it("taken back is as many calls that get further", () => {
    const back = diffPolicies(after, before);
    expect(back.changes).toMatchObject([
      { kind: "allowed", widens: true, when, before: "deny(EPERM)" },
    ]);
    expect(back.changes[0]?.risks.length).toBeGreaterThan(0);
  });

  const arch = process.arch === "arm64" ? "aarch64" : "x86_64";
  const here =
    canJudge() &&
    requires(
      process.arch === "x64" || process.arch === "arm64",
      "the judge makes calls on x86_64 and aarch64",
    );

  it.skipIf(!here)("is what the real kernel says of every witness", () => {
    const witnesses = witnessesOn(diff, arch);
    expect(witnesses.length).toBe(calls.length);
    const [left, right] = [before, after].map((policy) =>
      kernelAnswers(
        policy,
        arch,
        witnesses.map(({ call }) => call),
      ),
    );
    witnesses.forEach(({ change }, index) => {
      expect([left?.[index], right?.[index]]).toEqual([
        change.before,
        change.after,
      ]);
    });
  });
});

function witnessesOn(diff: PolicyDiff, arch: "x86_64" | "aarch64") {
  return diff.changes.flatMap((change) =>
    change.calls
      .filter((one) => one.arch === arch)
      .map(({ witness: { auditArch, nr, args } }) => ({
        change,
        call: { arch: auditArch, nr, args: args.map(BigInt) },
      })),
  );
}

/** What a child gets that makes the calls behind the policy's program. */
function kernelAnswers(
  policy: Policy,
  arch: "x86_64" | "aarch64",
  calls: ReturnType<typeof witnessesOn>[number]["call"][],
): readonly (string | undefined)[] {
  expect(archTable(arch).endian).toBe("little");
  const { bytes, results } = harmless(compile(policy, { arch }).bytes);
  const [judged] = judgeAll([{ bytes, calls }]);
  expect(judged?.errno).toBe(0);
  const answers = new Map(
    [...results].map(([value, result]) => [result, answerText(value, arch)]),
  );
  return (judged?.results ?? []).map((result) => answers.get(result));
}
