/**
 * Damaged conditions, given to their parser alone: each is refused with a place, or holds all
 * that is written. `tsx tools/fuzz/conditions.ts [COUNT] [SEED]`, by default a million. Prints
 * how often which fault came first, and the text of one that the parser got wrong.
 */
import { pick } from "../../test/compiler/support/random.js";
import {
  damagedCondition,
  readDamaged,
} from "../../test/policy/damaged-conditions.js";
import { fuzz } from "./run.js";

const STYLES = ["plain", "single", "double", "literal", "folded"] as const;

fuzz({
  name: "conditions",
  count: Number(process.argv[2] ?? "1000000"),
  seed: Number(process.argv[3] ?? "2026"),
  make: (random) => ({
    style: pick(random, STYLES),
    text: damagedCondition(random),
  }),
  read: ({ text, style }) => readDamaged(text, style),
});
