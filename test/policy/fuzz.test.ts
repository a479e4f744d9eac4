/** Short runs of `tools/fuzz/policies.ts` and `tools/fuzz/conditions.ts`. */
import { expect, test } from "vitest";
import { randomFrom } from "../compiler/support/random.js";
import { damaged, read, seeds } from "./damage.js";
import {
  conditions,
  damagedCondition,
  readDamaged,
} from "./damaged-conditions.js";

/** Reads `runs` inputs that nobody chose, and gives what became of them. */
function kindsOf<Input>(
  runs: number,
  make: (random: ReturnType<typeof randomFrom>) => Input,
  read: (input: Input) => string,
): ReadonlySet<string> {
  const random = randomFrom(Date.now());
  const kinds = new Set<string>();
  for (let run = 0; run < runs; run++) {
    const input = make(random);
    try {
      kinds.add(read(input));
    } catch (error) {
      throw new Error(`this: ${JSON.stringify(input)}`, { cause: error });
    }
  }
  return kinds;
}

test("damaged policies are read in time, without a crash, and nothing of them is dropped", () => {
  for (const seed of seeds) expect(read(seed)).toBe("policy");
  const kinds = kindsOf(1000, damaged, read);
  expect(kinds).toContain("policy");
  expect(kinds.size).toBeGreaterThan(10);
});

test("damaged conditions are, too", () => {
  for (const text of conditions)
    expect(readDamaged(text, "plain")).toBe("condition");
  const kinds = kindsOf(4000, damagedCondition, (text) =>
    readDamaged(text, "literal"),
  );
  expect(kinds).toContain("condition");
  expect(kinds.size).toBeGreaterThan(5);
});
