/** How many zygotes a sandbox keeps, whatever its runs ask for. */
import { expect, it } from "vitest";
import { createSandbox } from "../../../src/runtime/sandbox.js";
import type { ZygoteEvent } from "../../../src/runtime/model.js";
import { readdirSync, readFileSync } from "node:fs";
import { becomes, needsRoot } from "../machine.js";

const MIB = 1 << 20;

/** Zygotes among the processes with `marker` in their environment: node, and no child of another's namespace. */
function zygotesOf(marker: string): number {
  return readdirSync("/proc").filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      if (!readFileSync(`/proc/${name}/environ`, "utf8").includes(marker))
        return false;
      const parent = /^PPid:\s*(\d+)$/m.exec(
        readFileSync(`/proc/${name}/status`, "utf8"),
      )?.[1];
      return !readFileSync(`/proc/${parent ?? ""}/environ`, "utf8").includes(
        marker,
      );
    } catch {
      return false;
    }
  }).length;
}

it.skipIf(!needsRoot())(
  "a memory limit of its own for each run starts no zygote that stays with each",
  async () => {
    const marker = `pools-${process.pid}`;
    const events: ZygoteEvent[] = [];
    await using sandbox = await createSandbox({
      language: "nodejs",
      isolation: "zygote",
      interpreter: process.execPath,
      env: { MARKER: marker },
      limits: { timeoutMs: 60_000 },
      onZygote: (event) => events.push(event),
    });
    const run = (mib: number) =>
      sandbox.run({
        code: "console.log(process.env.MARKER)",
        limits: { memoryBytes: mib * MIB },
      });
    for (const mib of [256, 240, 224, 208, 192, 176])
      expect(await run(mib)).toMatchObject({ stdout: `${marker}\n` });
    const starts = events.filter((event) => event !== "forked");
    expect(starts).toEqual(Array.from({ length: 6 }, () => "first"));
    expect(events.length).toBeGreaterThan(starts.length);
    // The fourth and each after it took the place of the one that was idle for longest.
    expect(await becomes(() => zygotesOf(marker) === 3)).toBe(true);
    const together = await Promise.all(
      [256, 240, 224, 208, 192].map((mib) => run(mib)),
    );
    for (const result of together)
      expect(result).toMatchObject({ stdout: `${marker}\n` });
  },
  120_000,
);
