/** What `diff` says of random changes, held to brute force, to the compiler, and to the prover. */
import { expect, it } from "vitest";
import { diffPolicies } from "../../../src/audit/diff/index.js";
import type { PolicyDiff } from "../../../src/audit/diff/model.js";
import { answerText, describeReturn } from "../../../src/compiler/actions.js";
import { compile } from "../../../src/compiler/compile.js";
import type { Call } from "../../../src/compiler/call.js";
import { simulatorOf } from "../../../src/compiler/simulate.js";
import { loadPolicy } from "../../../src/policy/load.js";
import type { ArchPolicy, Policy } from "../../../src/policy/model.js";
import { memorySource } from "../../../src/policy/source.js";
import { meaningOf } from "../../compiler/support/meaning.js";
import { boundaryCalls, randomFrom } from "../../compiler/support/random.js";
import { randomPair } from "./random.js";

function policyOf(body: string): Policy | undefined {
  const text = `callgate: 1\nname: example\narches: [x86_64]\n${body}`;
  return loadPolicy(memorySource({}), { path: "example.yaml", text }).policy;
}

function meaningOn(policy: Policy): ArchPolicy {
  const [meaning] = policy.arches;
  if (meaning === undefined) throw new Error("no arch");
  return meaning;
}

/** The ways in which answers change, as `BEFORE -> AFTER`. */
function waysOf(diff: PolicyDiff): readonly string[] {
  return [
    ...new Set(
      diff.changes.map(({ before, after }) => `${before} -> ${after}`),
    ),
  ];
}

/** An errno that stands for a way of changing. */
const FIRST = 1000;

/** A program that answers the calls that the diff's texts name with their way's errno. */
function saidBy(diff: PolicyDiff) {
  const ways = waysOf(diff);
  const rules = diff.changes.flatMap(({ when, calls, before, after }) =>
    calls
      .filter(({ isSyscall }) => isSyscall)
      .map(
        ({ name }) =>
          `  - deny(${FIRST + ways.indexOf(`${before} -> ${after}`)}): ${name}\n${when === null ? "" : `    when: ${when}\n`}`,
      ),
  );
  const body = `default: kill\nunknown: kill\nrules:${rules.length === 0 ? " []" : `\n${rules.join("")}`}\n`;
  const policy = policyOf(body);
  if (policy === undefined) throw new Error(`not readable:\n${body}`);
  const program = compile(policy, { arch: "x86_64", unproven: true });
  return simulatorOf(program.bytes, "little");
}

const WANTED = 1000;
// A machine may be busy with other things.
const TIME_MS = 300_000;

it(
  "a thousand random changes: empty exactly where no call differs, and every text is exactly its calls",
  () => {
    let pairs = 0;
    let changed = 0;
    let texts = 0;
    for (let seed = 1; pairs < WANTED; seed++) {
      const random = randomFrom(seed);
      const pair = randomPair(random);
      const [a, b] = [policyOf(pair.a), policyOf(pair.b)];
      if (a === undefined || b === undefined) continue;
      pairs++;
      const [left, right] = [meaningOn(a), meaningOn(b)];
      const diff = diffPolicies(a, b);
      const calls: readonly Call[] = [
        ...boundaryCalls(left, random, 10),
        ...boundaryCalls(right, random, 10),
      ];
      const answers = calls.map((call) => ({
        call,
        before: meaningOf(left, call),
        after: meaningOf(right, call),
      }));
      const told = `seed ${seed}\n${pair.a}\n${pair.b}`;
      const differs = answers.some(({ before, after }) => before !== after);
      if (differs) expect(diff.changes.length, told).toBeGreaterThan(0);
      if (diff.changes.length > 0) changed++;
      for (const { calls: of, before, after } of diff.changes)
        for (const { witness } of of) {
          const { auditArch: arch, nr } = witness;
          const call = { arch, nr, args: witness.args.map(BigInt) };
          expect(
            [meaningOf(left, call), meaningOf(right, call)].map((value) =>
              answerText(value, "x86_64"),
            ),
            told,
          ).toEqual([before, after]);
        }
      if (diff.changes.length === 0) continue;
      const ways = waysOf(diff);
      const simulate = saidBy(diff);
      texts += ways.length;
      for (const { call, before, after } of answers) {
        const way = `${answerText(before, "x86_64")} -> ${answerText(after, "x86_64")}`;
        const said = describeReturn(simulate(call).value).errno;
        const meant = before === after ? undefined : FIRST + ways.indexOf(way);
        if (said !== meant)
          expect({ call, said }, `${told}\n${way}`).toEqual({
            call,
            said: meant,
          });
      }
    }
    // The changes are real ones, not a thousand times none.
    expect(changed).toBeGreaterThan(WANTED / 3);
    expect(texts).toBeGreaterThan(WANTED / 3);
  },
  TIME_MS,
);
