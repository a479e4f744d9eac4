/** A short run of `tools/fuzz/policies.ts`. */
import { expect, test } from "vitest";
import { randomFrom } from "../compiler/support/random.js";
import { damaged, read, seeds } from "./damage.js";

const RUNS = 400;

test("damaged policies are read in time, without a crash, and nothing of them is dropped", () => {
  for (const seed of seeds) expect(read(seed)).toBe("policy");
  const random = randomFrom(Date.now());
  const kinds = new Set<string>();
  for (let run = 0; run < RUNS; run++) {
    const text = damaged(seeds[random(seeds.length)] ?? "", random);
    try {
      kinds.add(read(text));
    } catch (error) {
      throw new Error(`this policy: ${JSON.stringify(text)}`, { cause: error });
    }
  }
  expect(kinds).toContain("policy");
  expect(kinds.size).toBeGreaterThan(10);
});
