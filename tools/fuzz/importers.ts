/**
 * Damaged files of other formats: each is refused with a place, or taken as a whole policy.
 * `tsx tools/fuzz/importers.ts [COUNT] [SEED]`, by default a million over all formats. Prints
 * the text of one that an importer got wrong.
 */
import { importFormats } from "../../src/interop/import.js";
import { mutated, SAMPLES, survives } from "../../test/interop/damage.js";
import { Random } from "../../test/interop/random.js";

const count = Number(process.argv[2] ?? "1000000");
const random = new Random(Number(process.argv[3] ?? "2026"));
for (let done = 0; done < count; done++) {
  const format = random.of(importFormats);
  const [path, sample] = SAMPLES[format];
  let text = sample;
  for (let j = 0; j <= random.below(4); j++) text = mutated(text, random);
  try {
    survives(format, path, text, random.chance(50));
  } catch (error) {
    process.stdout.write(`${format}: ${JSON.stringify(text)}\n`);
    throw error;
  }
}
process.stdout.write(`${count} files, none wrong\n`);
