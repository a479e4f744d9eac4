/** Against libseccomp: never another answer, never slower, never longer than its tree. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { compileArch } from "../../src/compiler/compile.js";
import { simulatorOf } from "../../src/compiler/simulate.js";
import type { ArchPolicy } from "../../src/policy/model.js";
import { corpus } from "../support/requires.js";
import { emulateBitmap } from "./support/bitmap.js";
import { hasLibseccomp, libseccompAll } from "./support/libseccomp.js";
import { meaningOf } from "./support/meaning.js";
import { meanSteps } from "./support/measure.js";
import { ociPolicy, readOci } from "./support/oci.js";
import { randomProfile } from "./support/profiles.js";
import { boundaryCalls, randomFrom, testsOf } from "./support/random.js";

const here = hasLibseccomp();
const corpusFolder = corpus();
const table = archTable("x86_64");

/** The two layouts of libseccomp for each policy. */
function layoutsOf(policies: readonly ArchPolicy[]) {
  const programs = libseccompAll(
    policies.flatMap((policy) => [
      { policy, layout: "chain" as const },
      { policy, layout: "tree" as const },
    ]),
  );
  return policies.map((policy, i) => {
    const chain = programs[i * 2] ?? new Uint8Array();
    const tree = programs[i * 2 + 1] ?? new Uint8Array();
    return { policy, chain, tree };
  });
}

/**
 * libseccomp 2.5.4 loses a rule where two rules of one syscall overlap in different
 * arguments: its decision tree does not come back from a branch. And it takes every number
 * from 0x40000000 up for another ABI, where the policy asks for the bit.
 */
function libseccompMayErr(policy: ArchPolicy, nr: number): boolean {
  const rules = policy.rules.filter((rule) => rule.nr === nr);
  return (
    nr >= 0x80000000 || (rules.length > 1 && testsOf(policy, nr).length > 1)
  );
}

const targets = {
  "docker-default": { length: 92, mean: 10.5 },
  "dify-python": { length: 55, mean: 10.5 },
  deny20: { length: 26, mean: 8.5 },
  "firecracker-vmm": { length: 125, mean: 10.5 },
};

describe.skipIf(corpusFolder === undefined)(
  "programs of known policies",
  () => {
    for (const [name, { length, mean }] of Object.entries(targets))
      it(`${name} takes at most ${length} instructions and a mean of ${mean}`, () => {
        const path = join(corpusFolder ?? "", "compile", `${name}.json`);
        const { bytes } = compileArch(ociPolicy(readOci(path)), []);
        expect(bytes.length / 8).toBeLessThanOrEqual(length);
        expect(meanSteps(bytes)).toBeLessThanOrEqual(mean);
      });
  },
);

describe.skipIf(!here)("beside libseccomp", () => {
  const profiles = Array.from({ length: 300 }, (_, i) =>
    randomProfile(randomFrom(i + 1)),
  );
  const compared = layoutsOf(profiles.map(({ policy }) => policy)).map(
    (one, i) => ({
      ...one,
      shape: profiles[i]?.shape,
      ours: compileArch(one.policy, []).bytes,
    }),
  );

  it("no random profile takes more steps in the mean than its faster layout", () => {
    const slower = compared.filter(({ ours, chain, tree }) => {
      const least = Math.min(meanSteps(chain), meanSteps(tree));
      return meanSteps(ours) > least + 1e-9;
    });
    expect(slower).toEqual([]);
  });

  it("no random profile is longer than its tree, and nine of ten not than its chain", () => {
    expect(
      compared.filter(({ ours, tree }) => ours.length > tree.length),
    ).toEqual([]);
    const longer = compared.filter(
      ({ ours, chain }) => ours.length > chain.length,
    );
    expect(longer.length).toBeLessThanOrEqual(compared.length / 10);
  });

  it("no random profile has fewer numbers that the kernel answers by itself", () => {
    const lost = compared.flatMap(({ ours, tree }) =>
      [...table.byNumber.keys()].filter(
        (nr) =>
          emulateBitmap(tree, table.auditArch, nr) &&
          !emulateBitmap(ours, table.auditArch, nr),
      ),
    );
    expect(lost).toEqual([]);
  });

  it("every answer is the same, but where libseccomp departs from the profile", () => {
    let asked = 0;
    const wrong: string[] = [];
    compared.forEach(({ policy, ours, chain, tree }, i) => {
      const simulators = [ours, chain, tree].map((bytes) =>
        simulatorOf(bytes, "little"),
      );
      for (const call of boundaryCalls(policy, randomFrom(i), 8)) {
        const meant = meaningOf(policy, call);
        const [mine, ...theirs] = simulators.map((one) => one(call).value);
        if (mine !== meant) wrong.push(`profile ${i}, number ${call.nr}: ours`);
        if (libseccompMayErr(policy, call.nr)) continue;
        asked++;
        if (theirs.some((value) => value !== meant))
          wrong.push(`profile ${i}, number ${call.nr}: libseccomp`);
      }
    });
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(10_000);
  });
});
