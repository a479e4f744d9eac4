/** The launcher with plans that are broken: refused with a report, never obeyed, never a crash. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Writable, Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodePlan } from "../../src/runtime/plan-bytes.js";
import type { Plan } from "../../src/runtime/plan.js";
import { decodeStatus, type StatusRecord } from "../../src/runtime/status.js";
import {
  asUser,
  copyForAll,
  needsUser,
  noFilters,
} from "../runtime/machine.js";

/** A build with sanitizers is tested by naming it. */
const launcher =
  process.env["CALLGATE_TEST_LAUNCHER"] ??
  join(copyForAll(), "dist/native/callgate-launcher");

/** A run of /bin/true in a root with little in it: nothing that a changed byte could harm. */
const plan: Plan = {
  privileged: false,
  probe: false,
  filterIsFinal: true,
  procOptional: true,
  network: false,
  ids: { first: 1000, count: 1 },
  cgroupVersion: 0,
  skipped: ["cgroup", "cgroupJoin"],
  wallMs: 2000,
  cpuMs: 2000,
  scratchBytes: 65536,
  scratchInodes: 64,
  args: ["/bin/true", "argument"],
  env: { NAME: "value" },
  rlimits: [{ resource: 4, soft: 0n, hard: 0n }],
  cgroups: [],
  root: [
    { kind: "scratch", path: "/sandbox", mode: 0o700, owned: true },
    { kind: "bind", path: "/usr", source: "/usr" },
    { kind: "link", path: "/lib64", target: "usr/lib64" },
    { kind: "link", path: "/lib", target: "usr/lib" },
    { kind: "link", path: "/bin", target: "usr/bin" },
    {
      kind: "file",
      path: "/sandbox/file",
      mode: 0o600,
      owned: true,
      contents: Buffer.from("contents"),
    },
  ],
  landlock: [{ path: "/", read: true, write: false, execute: true }],
  bootFilter: noFilters.boot,
  runFilter: noFilters.run,
  workingFolder: "/sandbox",
};

interface Answer {
  readonly records: readonly StatusRecord[];
  readonly code: number | null;
  readonly signal: string | null;
}

/** Gives `bytes` to a launcher of an ordinary user, and ends what it ran by hanging up. */
async function launch(bytes: Uint8Array, hangUp = false): Promise<Answer> {
  const child = spawn(launcher, [], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    ...asUser,
    cwd: "/",
    env: {},
  });
  const ended = once(child, "exit");
  const [, , , to, from] = child.stdio as unknown as [
    null,
    null,
    null,
    Writable,
    Readable,
  ];
  // It may have refused the header and be gone.
  to.on("error", () => undefined);
  to.write(bytes);
  if (hangUp) to.end();
  const chunks: Buffer[] = [];
  for await (const chunk of from) chunks.push(chunk as Buffer);
  to.destroy();
  const [code, signal] = (await ended) as [number | null, string | null];
  return { records: decodeStatus(Buffer.concat(chunks)), code, signal };
}

const describeForUser = describe.skipIf(!needsUser());

describeForUser("the launcher, as an ordinary user", () => {
  const whole = encodePlan(plan);

  it("runs a whole plan", async () => {
    const { records } = await launch(whole);
    expect(records).toMatchObject([
      { kind: "guest-ended", end: { kind: "exit", code: 0 }, started: true },
      { kind: "run-ended", reason: "ended" },
    ]);
  });

  it("refuses a plan that ends early", async () => {
    const lengths = [0, 1, 15, 16, 17, whole.length >> 1, whole.length - 1];
    for (const length of lengths) {
      const { records, signal } = await launch(whole.slice(0, length), true);
      expect(signal).toBeNull();
      expect(records).toMatchObject([
        { kind: "failed", step: "plan", errno: "EPROTO" },
      ]);
    }
  });

  it("refuses another version, another length, and a section it does not know", async () => {
    const changed = (at: number, value: number): Uint8Array => {
      const bytes = Buffer.from(whole);
      bytes.writeUInt32LE(value, at);
      return bytes;
    };
    for (const bytes of [
      changed(0, 0),
      changed(4, 2),
      changed(8, 15),
      changed(8, 0xffffffff),
      changed(12, 0xffffffff),
      changed(16, 11),
      changed(16, 0),
      changed(20, 0xfffffff9),
    ]) {
      const { records } = await launch(bytes, true);
      expect(records).toMatchObject([
        { kind: "failed", step: "plan", errno: "EPROTO" },
      ]);
    }
  });

  it("refuses an entry of the root that leads out of it", async () => {
    for (const path of ["/../x", "/a/../../x", "//etc", "/.."]) {
      const root: Plan["root"] = [
        { kind: "folder", path, mode: 0o755, owned: false },
      ];
      const { records } = await launch(encodePlan({ ...plan, root }), true);
      expect(records).toMatchObject([
        { kind: "failed", step: "plan", errno: "EPROTO" },
      ]);
    }
  });

  it("names the entry that could not be bound", async () => {
    const root: Plan["root"] = [
      ...plan.root,
      { kind: "bind", path: "/absent", source: "/absent/from/the/host" },
    ];
    const { records } = await launch(encodePlan({ ...plan, root }));
    expect(records).toContainEqual({
      kind: "failed",
      step: "root",
      errno: "ENOENT",
      item: plan.root.length,
    });
  });

  it("tells the program that could not be started", async () => {
    const { records } = await launch(
      encodePlan({ ...plan, args: ["/bin/absent"] }),
    );
    expect(records).toContainEqual({
      kind: "failed",
      step: "exec",
      errno: "ENOENT",
      item: 0,
    });
  });

  it("ends the run when the supervisor hangs up", async () => {
    const { records } = await launch(
      encodePlan({ ...plan, args: ["/bin/sleep", "60"], wallMs: 60_000 }),
      true,
    );
    expect(records.at(-1)).toMatchObject({
      kind: "run-ended",
      reason: "stopped",
    });
  });

  it("ends with a report whatever bytes of the plan are changed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            at: fc.nat(whole.length - 1),
            value: fc.nat(255),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        async (changes) => {
          const bytes = Buffer.from(whole);
          for (const { at, value } of changes) bytes[at] = value;
          const { code, signal, records } = await launch(bytes, true);
          expect(signal).toBeNull();
          expect([0, 1]).toContain(code);
          expect(records.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
