/** A real arm64 kernel answers every call as the simulator says. */
import { describe, expect, it } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { compileArch } from "../../src/compiler/compile.js";
import { simulatorOf } from "../../src/compiler/simulate.js";
import {
  boundaryCalls,
  randomFrom,
  randomPolicy,
} from "../compiler/support/random.js";
import { canJudgeArm64, judgeAllOnArm64 } from "./support/arm64.js";
import { harmless } from "./support/kernel.js";

const here = canJudgeArm64();

describe.skipIf(!here)("an arm64 kernel", () => {
  it("answers random policies' boundary calls as the simulator does", () => {
    const { auditArch } = archTable("aarch64");
    const trials = Array.from({ length: 30 }, (_, i) => {
      const policy = randomPolicy(randomFrom(i + 1), "aarch64", 1 + i);
      const { bytes } = harmless(compileArch(policy, []).bytes);
      // A number of -1 is "no call" to arm64's entry, before any filter.
      const calls = boundaryCalls(policy, randomFrom(i)).filter(
        ({ arch, nr }) => arch === auditArch && nr !== 0xffffffff,
      );
      const simulate = simulatorOf(bytes, "little");
      const expected = calls.map((call) => -(simulate(call).value & 0xffff));
      return { bytes, calls, expected };
    });
    const judged = judgeAllOnArm64(trials);
    trials.forEach(({ expected }, i) => {
      expect(judged[i]?.errno).toBe(0);
      expect(judged[i]?.results).toEqual(expected);
    });
  }, 300_000);
});
