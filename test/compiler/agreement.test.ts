/** Four answers agree: simulator, BPF by hand, policy by hand, and the prover that let it pass. */
import { describe, expect, it } from "vitest";
import { archTable, archNames } from "../../syscalls/index.js";
import { compileArch } from "../../src/compiler/compile.js";
import { returnText } from "../../src/compiler/actions.js";
import { decode } from "../../src/compiler/instructions.js";
import { simulatorOf } from "../../src/compiler/simulate.js";
import type { ArchPolicy } from "../../src/policy/model.js";
import { interpret } from "./support/interpreter.js";
import { meaningOf } from "./support/meaning.js";
import { boundaryCalls, randomFrom, randomPolicy } from "./support/random.js";

/** Calls for which program and policy differ, as text. */
function disagreements(policy: ArchPolicy, seed: number): string[] {
  const { endian } = archTable(policy.arch);
  const { bytes } = compileArch(policy, []);
  const simulate = simulatorOf(bytes, endian);
  const found: string[] = [];
  for (const call of boundaryCalls(policy, randomFrom(seed))) {
    const meant = meaningOf(policy, call);
    const simulated = simulate(call);
    const byHand = interpret(bytes, call, endian);
    if (
      simulated.value !== meant ||
      byHand.value !== meant ||
      byHand.instructions !== simulated.instructions
    )
      found.push(
        `seed ${seed}, nr ${call.nr}, args ${call.args.map(String).join()}: meant ${returnText(meant)}, simulated ${returnText(simulated.value)}, by hand ${returnText(byHand.value)}`,
      );
  }
  return found;
}

/** Instructions that no way through the program reaches. */
function unreached(bytes: Uint8Array, endian: "little" | "big"): number[] {
  const program = decode(bytes, endian);
  const reached = new Set([0]);
  program.forEach(({ code, jt, jf, k }, at) => {
    if (!reached.has(at) || code === 0x06) return;
    if (code === 0x05) reached.add(at + 1 + k);
    else if ((code & 7) === 5) reached.add(at + 1 + jt).add(at + 1 + jf);
    else reached.add(at + 1);
  });
  return program.map((_, at) => at).filter((at) => !reached.has(at));
}

/** Random policies for each arch: CALLGATE_POLICIES=1200 makes it some 10,000 in all. */
const policies = Number(process.env["CALLGATE_POLICIES"] ?? "25");

describe("a compiled program", () => {
  it("has no instruction that nothing reaches, and jumps unconditionally only where it is long", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const policy = randomPolicy(randomFrom(seed), "x86_64", 1 + seed);
      const { bytes } = compileArch(policy, []);
      expect(unreached(bytes, "little")).toEqual([]);
      const jumps = decode(bytes, "little").filter(({ code }) => code === 5);
      if (bytes.length / 8 <= 256) expect(jumps).toEqual([]);
    }
  });

  for (const arch of archNames)
    it(`answers every boundary call of random policies as they mean, on ${arch}`, () => {
      const found: string[] = [];
      for (let seed = 1; seed <= policies; seed++)
        found.push(
          ...disagreements(
            randomPolicy(randomFrom(seed), arch, 1 + (seed % 40)),
            seed,
          ),
        );
      expect(found).toEqual([]);
    }, 3_600_000);
});
