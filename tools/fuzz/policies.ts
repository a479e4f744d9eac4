/**
 * Damaged policies, parents and groups: each is refused with a place, or says all that YAML
 * says it holds. `tsx tools/fuzz/policies.ts [COUNT] [SEED]`, by default a million. Prints how
 * often which fault came first, and the text of one that the reader got wrong.
 */
import { damaged, read } from "../../test/policy/damage.js";
import { fuzz } from "./run.js";

fuzz({
  name: "policies",
  count: Number(process.argv[2] ?? "1000000"),
  seed: Number(process.argv[3] ?? "2026"),
  make: damaged,
  read,
});
