/**
 * Random bytes as programs: each is refused or decided, and the core never traps.
 * `tsx tools/fuzz/hostile.ts [COUNT]`, by default a million. Prints how often which.
 */
import { coreWith } from "../../src/compiler/core.js";
import { programBlock } from "../../src/compiler/instructions.js";
import { lowerPolicy } from "../../src/compiler/lower.js";
import { readVerdict } from "../../src/compiler/verdict.js";
import { archTable } from "../../syscalls/index.js";
import { hostileProgram } from "../../test/compiler/support/hostile.js";
import {
  allow,
  policyOf,
  rule,
  test,
} from "../../test/compiler/support/policies.js";
import { randomFrom } from "../../test/compiler/support/random.js";

const count = Number(process.argv[2] ?? "1000000");
/** Programs for one instance: what it allocates is freed with it. */
const PER_INSTANCE = 2000;
const INSTRUCTIONS_MAX = 64;

const policy = policyOf("x86_64", [rule(0, 1, allow, test(0, 64, "<", 5n))]);
const words = lowerPolicy({
  policy,
  table: archTable("x86_64"),
  phase: "run",
  observe: false,
  parameters: [],
  profile: undefined,
});
const random = randomFrom(20_26);
const kinds = new Map<string, number>();
for (let done = 0; done < count; done += PER_INSTANCE) {
  const core = coreWith(words, new Uint32Array(2 + INSTRUCTIONS_MAX * 2));
  for (let i = 0; i < Math.min(PER_INSTANCE, count - done); i++) {
    const bytes = hostileProgram(random, INSTRUCTIONS_MAX);
    core.patch(words.length, programBlock(bytes, "little"));
    core.exports.prove();
    const { kind } = readVerdict(core.answer());
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
}
for (const [kind, times] of kinds) process.stdout.write(`${kind}: ${times}\n`);
