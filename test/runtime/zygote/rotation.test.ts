/** When a zygote is replaced, and that no run is lost by it. */
import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/document/fault.js";
import { createSandbox } from "../../../src/runtime/sandbox.js";
import type { ZygoteOptions } from "../../../src/runtime/model.js";
import { needsPython, needsRoot, python } from "../machine.js";
import { openMarked, zygoteOf } from "./marked.js";

describe.skipIf(!needsRoot() || !needsPython())("a zygote", () => {
  it.each([
    ["after so many runs", { runs: 2 }],
    ["at an age", { ageMs: 1 }],
  ] as const)("is replaced %s, and every run is right", async (_, zygotes) => {
    await using sandbox = await openMarked("python3", { zygotes });
    const seen = new Set<number>();
    for (let run = 0; run < 30 && seen.size < 3; run++) {
      const results = await Promise.all(
        [1, 2, 3].map((number) => sandbox.run({ code: `print(${number})` })),
      );
      expect(results.map(({ stdout }) => stdout)).toEqual([
        "1\n",
        "2\n",
        "3\n",
      ]);
      seen.add(zygoteOf(sandbox.marker));
    }
    expect(seen.size).toBeGreaterThanOrEqual(3);
  });

  it("stays where neither is reached", async () => {
    await using sandbox = await openMarked("python3");
    await sandbox.run({ code: "" });
    const first = zygoteOf(sandbox.marker);
    for (let run = 0; run < 10; run++) await sandbox.run({ code: "" });
    expect(zygoteOf(sandbox.marker)).toBe(first);
  });
});

it.each<ZygoteOptions>([
  { runs: 0 },
  { runs: 1.5 },
  { runs: 1_000_001 },
  { ageMs: 0 },
  { ageMs: Number.NaN },
  { ageMs: 86_400_001 },
])("%j is refused by name", async (zygotes) => {
  const [name = ""] = Object.keys(zygotes);
  const made = createSandbox({
    language: "python3",
    interpreter: python,
    isolation: "zygote",
    zygotes,
  });
  await expect(made).rejects.toThrow(Fault);
  await expect(made).rejects.toThrow(`zygotes.${name}`);
});
