/**
 * Damaged policies: each is refused with a place, or says all that YAML says it holds.
 * `tsx tools/fuzz/policies.ts [COUNT] [SEED]`, by default a million. Prints how often which
 * fault came first, and the text of one that the reader got wrong.
 */
import { randomFrom } from "../../test/compiler/support/random.js";
import { damaged, read, seeds } from "../../test/policy/damage.js";

const count = Number(process.argv[2] ?? "1000000");
const random = randomFrom(Number(process.argv[3] ?? "2026"));
const kinds = new Map<string, number>();
for (let done = 0; done < count; done++) {
  const text = damaged(seeds[random(seeds.length)] ?? "", random);
  try {
    const kind = read(text);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  } catch (error) {
    process.stdout.write(`${JSON.stringify(text)}\n`);
    throw error;
  }
}
for (const [kind, times] of [...kinds].sort(([, a], [, b]) => b - a))
  process.stdout.write(`${kind}: ${times}\n`);
