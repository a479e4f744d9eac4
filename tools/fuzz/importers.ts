/**
 * Damaged files of other formats: each is refused with a place, or taken as a whole policy
 * that answers as the format's own tool does. `tsx tools/fuzz/importers.ts [COUNT] [SEED]
 * [FORMAT]`, by default a million of each format. Prints how often which fault came first,
 * and the text of one that an importer got wrong.
 */
import { importFormats } from "../../src/interop/import.js";
import { damagedFile } from "../../test/interop/damage.js";
import { SAMPLES } from "../../test/interop/samples.js";
import { survives } from "../../test/interop/survives.js";
import { fuzz } from "./run.js";

const only = process.argv[4];
const formats = importFormats.filter(
  (format) => only === undefined || format === only,
);
if (formats.length === 0)
  throw new Error(`formats are ${importFormats.join(", ")}`);
for (const format of formats)
  fuzz({
    name: format,
    count: Number(process.argv[2] ?? "1000000"),
    seed: Number(process.argv[3] ?? "2026"),
    make: (random) => damagedFile(format, random),
    read: (file) => survives(format, SAMPLES[format].path, file),
  });
