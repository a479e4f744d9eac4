/** Random profiles that libseccomp can say too: one answer besides the default, conjunctions. */
import { archTable } from "../../../syscalls/index.js";
import type {
  ArchPolicy,
  ArchRule,
  Comparison,
  Condition,
} from "../../../src/policy/model.js";
import { allow, deny, kill, policyOf, rule, test } from "./policies.js";
import { pick, type Random } from "./random.js";

/** How the profile's numbers lie: by themselves only, in runs only, or both. */
export type Shape = "isolated" | "runs" | "mixed";

export interface Profile {
  readonly shape: Shape;
  readonly policy: ArchPolicy;
}

const comparisons: readonly Comparison[] = ["==", "==", "<", "<=", ">", ">="];

function argumentTest(random: Random, index: number): Condition {
  const value = pick(random, [
    BigInt(random(16)),
    1n << BigInt(random(40)),
    BigInt(random(0xffffffff)),
  ]);
  if (random(3) > 0) return test(index, 64, pick(random, comparisons), value);
  const mask = BigInt(1 + random(0xffff));
  return test(index, 64, "==", value & mask, { mask });
}

function conjunction(random: Random): Condition {
  const first = random(3);
  const of = [argumentTest(random, first)];
  if (random(3) === 0) of.push(argumentTest(random, first + 1));
  return { kind: "all", of };
}

export function randomProfile(random: Random): Profile {
  const shape = pick(random, ["isolated", "runs", "mixed"] as const);
  const numbers = [...archTable("x86_64").byNumber.keys()].sort(
    (a, b) => a - b,
  );
  const allowing = random(2) === 0;
  const fallback = allowing ? pick(random, [deny(1), kill]) : allow;
  const does = allowing ? allow : deny(1);
  const chosen = new Set<number>();
  const size = 5 + random(allowing ? 200 : 60);
  while (chosen.size < size) {
    const start = random(numbers.length);
    const inRun = shape === "runs" || (shape === "mixed" && random(2) === 0);
    const length = inRun ? 2 + random(30) : 1;
    if (!inRun && (chosen.has(start - 1) || chosen.has(start + 1))) {
      // Isolated numbers: a third of the table is all there can be.
      if (chosen.size > numbers.length / 3) break;
      continue;
    }
    for (let i = start; i < Math.min(start + length, numbers.length); i++)
      chosen.add(i);
  }
  const rules: ArchRule[] = [];
  for (const index of [...chosen].sort((a, b) => a - b)) {
    const nr = numbers[index] ?? 0;
    if (random(3) > 0) rules.push(rule(rules.length, nr, does));
    else
      for (let i = random(3); i >= 0; i--)
        rules.push(rule(rules.length, nr, does, conjunction(random)));
  }
  const policy = policyOf("x86_64", rules, {
    default: fallback,
    unknown: fallback,
    foreign: kill,
  });
  return { shape, policy };
}
