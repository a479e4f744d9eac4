/** Change an instruction, and the proof fails; or nothing has changed for any call. */
import { describe, expect, it } from "vitest";
import { archTable, type ArchName } from "../../syscalls/index.js";
import { compileArch } from "../../src/compiler/compile.js";
import { mutate } from "./support/mutants.js";
import { boundaryCalls, randomFrom, randomPolicy } from "./support/random.js";

describe("the prover", () => {
  for (const [seed, arch] of [
    [1, "x86_64"],
    [2, "x86_64"],
    [3, "aarch64"],
    [4, "x32"],
    [5, "s390x"],
    [6, "i386"],
  ] as [number, ArchName][])
    it(`refuses every mutant that differs, and accepts the others (seed ${seed}, ${arch})`, () => {
      const policy = randomPolicy(randomFrom(seed * 100), arch, 6);
      const { bytes } = compileArch(policy, []);
      const calls = boundaryCalls(policy, randomFrom(seed), 16);
      const { endian } = archTable(arch);
      // Every seventh mutant here; the table of all is printed by a command in tools/bench.
      const table = mutate(bytes, policy, calls, endian, 7);
      expect(table.wrong).toEqual([]);
      expect(table.refused).toBeGreaterThan(table.mutants / 8);
    });
});
