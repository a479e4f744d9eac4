/** The real kernel answers every call as the simulator says. */
import { describe, expect, it } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { compileArch } from "../../src/compiler/compile.js";
import { simulatorOf } from "../../src/compiler/simulate.js";
import {
  boundaryCalls,
  randomFrom,
  randomPolicy,
} from "../compiler/support/random.js";
import {
  policyOf,
  rule,
  allow,
  deny,
  test,
} from "../compiler/support/policies.js";
import type { ArchPolicy } from "../../src/policy/model.js";
import { canJudge, harmless, judgeAll, type Trial } from "./support/kernel.js";
import { requires } from "../support/requires.js";

const arch = process.arch === "x64" ? "x86_64" : "aarch64";
const here =
  canJudge() &&
  requires(
    process.arch === "x64" || process.arch === "arm64",
    "the judge makes calls on x86_64 and aarch64",
  );

/**
 * `uretprobe` and `uprobe` of x86_64: since Linux 6.11 and 6.18 no filter sees them
 * (`seccomp_uprobe_exception`), and the kernel kills who makes them without a probe.
 */
const unfiltered = [335, 336];

/** Calls that this machine's own ABI can make. */
function trialOf(
  policy: ArchPolicy,
  seed: number,
): Trial & { expected: number[] } {
  const { bytes, results } = harmless(compileArch(policy, []).bytes);
  const { auditArch } = archTable(arch);
  const calls = boundaryCalls(policy, randomFrom(seed)).filter(
    ({ arch: of, nr }) => of === auditArch && !unfiltered.includes(nr),
  );
  const simulate = simulatorOf(bytes, "little");
  const byValue = new Set(results.values());
  const expected = calls.map((call) => -(simulate(call).value & 0xffff));
  expect(expected.every((result) => byValue.has(result))).toBe(true);
  return { bytes, calls, expected };
}

describe.skipIf(!here)("the kernel", () => {
  it("answers random policies' boundary calls as the simulator does", () => {
    const trials = Array.from({ length: 60 }, (_, i) =>
      trialOf(randomPolicy(randomFrom(i + 1), arch, 1 + (i % 30)), i),
    );
    const judged = judgeAll(trials);
    trials.forEach(({ expected }, i) => {
      expect(judged[i]?.errno).toBe(0);
      expect(judged[i]?.results).toEqual(expected);
    });
  });

  it("ignores the upper half of an argument that it reads as 32 bits", () => {
    // `cmd` of ioctl; the comparison of 64 bits was CVE-2019-10063.
    const TIOCSTI = 0x5412n;
    const nr = archTable(arch).byName.get("ioctl")?.nr ?? -1;
    const policy = policyOf(
      arch,
      [rule(0, nr, deny(13), test(1, 32, "==", TIOCSTI)), rule(1, nr, allow)],
      {},
    );
    const { bytes, results } = harmless(compileArch(policy, []).bytes);
    const auditArch = archTable(arch).auditArch;
    const calls = [TIOCSTI, TIOCSTI | (0xdeadn << 32n), TIOCSTI + 1n].map(
      (cmd) => ({ arch: auditArch, nr, args: [0n, cmd] }),
    );
    const [judged] = judgeAll([{ bytes, calls }]);
    const refused = results.get(0x0005000d);
    const allowed = results.get(0x7fff0000);
    expect(judged?.results).toEqual([refused, refused, allowed]);
  });
});
