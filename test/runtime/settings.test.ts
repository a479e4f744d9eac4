/** What is decided before a run: limits, rights and ids, where control groups go, the view. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { homeV1 } from "../../src/runtime/cgroups.js";
import {
  defaultLimits,
  mergeLimits,
  nodeHeapMib,
  rlimitsOf,
} from "../../src/runtime/limits.js";
import { idsIn } from "../../src/runtime/rights.js";
import { createSandbox } from "../../src/runtime/sandbox.js";
import { bareView } from "../../src/runtime/view.js";
import { needsPython, needsRoot, python } from "./machine.js";

const MIB = 1 << 20;

describe("limits", () => {
  it("are 5 s, 256 MiB, 64 processes, 64 MiB of scratch and 1 MiB of output", () => {
    expect(defaultLimits).toMatchObject({
      timeoutMs: 5000,
      memoryBytes: 256 * MIB,
      processes: 64,
      scratchBytes: 64 * MIB,
      outputBytes: MIB,
    });
  });

  it("are overridden one by one", () => {
    expect(mergeLimits(defaultLimits, { timeoutMs: 1 })).toEqual({
      ...defaultLimits,
      timeoutMs: 1,
    });
  });

  it.each([0, -1, 1.5, NaN, Infinity, Number.MAX_SAFE_INTEGER])(
    "of %s are refused by name",
    (value) => {
      for (const name of ["timeoutMs", "memoryBytes", "processes"])
        expect(() => mergeLimits(defaultLimits, { [name]: value })).toThrow(
          new RegExp(`the limit ${name} is .*, and may be \\d+ to \\d+`),
        );
    },
  );

  it("that do not exist are refused", () => {
    expect(() =>
      mergeLimits(defaultLimits, { memory: 1 } as unknown as object),
    ).toThrow('there is no limit named "memory"');
  });

  it("leave V8's heap room beside it", () => {
    expect(nodeHeapMib(defaultLimits)).toBeLessThan(256);
    expect(
      nodeHeapMib({ ...defaultLimits, memoryBytes: 16 * MIB }),
    ).toBeGreaterThan(0);
  });
});

describe("ids of runs", () => {
  it("come from a range that nobody else gives out, one for each pid there can be", () => {
    const { first, count } = idsIn("         0          0 4294967295\n");
    expect(first).toBe(1_879_048_192);
    expect(count).toBeGreaterThanOrEqual(4_194_304);
  });

  it("stay inside the ids of a container", () => {
    const { first, count } = idsIn("0 100000 65536\n");
    expect(first).toBeGreaterThan(0);
    expect(first + count).toBeLessThanOrEqual(65_535);
  });

  it("come from the largest of several ranges", () => {
    const { first, count } = idsIn("0 1000 1\n1 100000 65536\n");
    expect(first).toBeGreaterThan(1);
    expect(first + count).toBeLessThanOrEqual(65_537);
  });
});

describe("control groups of v1", () => {
  const folder = mkdtempSync(join(tmpdir(), "callgate-cgroups-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const mounts = (root: string): string =>
    ["memory", "pids"]
      .map(
        (name, at) =>
          `3${at} 31 0:2${at} ${root} ${folder}/${name} rw,relatime shared:1 - cgroup cgroup rw,${name}`,
      )
      .join("\n");
  for (const name of ["memory/own", "pids"])
    mkdirSync(join(folder, name), { recursive: true });

  it("are below this process's own", () => {
    expect(homeV1("4:memory:/own\n8:pids:/\n", mounts("/"))).toEqual({
      version: 1,
      memory: join(folder, "memory/own"),
      pids: join(folder, "pids"),
    });
  });

  it("are found where a container has only its part of the tree", () => {
    expect(
      homeV1(
        "4:memory:/docker/abc/own\n8:pids:/docker/abc\n",
        mounts("/docker/abc"),
      ),
    ).toEqual({
      version: 1,
      memory: join(folder, "memory/own"),
      pids: join(folder, "pids"),
    });
  });

  it("are none where a controller is elsewhere", () => {
    expect(homeV1("4:memory:/own\n0::/\n", mounts("/"))).toBeUndefined();
    expect(homeV1("4:memory:/own\n8:pids:/\n", "")).toBeUndefined();
  });
});

describe("the view of a run", () => {
  const { root, landlock } = bareView();
  const paths = root.map(({ path }) => path);

  it("has every folder before what it holds, and each path once", () => {
    const made = new Set<string>(["/"]);
    for (const { path } of root) {
      expect(made).toContain(path.slice(0, path.lastIndexOf("/")) || "/");
      expect(made).not.toContain(path);
      made.add(path);
    }
  });

  it("has no program, no home, and of /etc only what libraries read", () => {
    const forbidden =
      /^\/(bin|sbin|usr\/s?bin|home|root|var|run|boot|opt|srv|mnt)(\/|$)/;
    const isProgram = (path: string): boolean => forbidden.test(path);
    expect(paths.filter(isProgram)).toEqual([]);
    const secrets = /passwd|shadow|sudoers|ssh|private|\.key$|machine-id/;
    expect(paths.filter((path) => secrets.test(path))).toEqual([]);
    const bound = root.flatMap((entry) =>
      entry.kind === "bind" ? [entry.path] : [],
    );
    for (const whole of ["/etc", "/etc/ssl", "/etc/pki", "/usr"])
      expect(bound).not.toContain(whole);
  });

  it("may be written in scratch and in devices only, and lets nothing be started", () => {
    const written = landlock.filter(({ write }) => write);
    for (const { path } of written)
      expect(path).toMatch(
        /^\/(sandbox|tmp|dev\/(shm|null|zero|full|u?random))$/,
      );
    expect(landlock.filter(({ execute }) => execute)).toEqual([]);
  });
});

describe.skipIf(!needsRoot() || !needsPython())("a sandbox is refused", () => {
  const open = (
    options: Partial<Parameters<typeof createSandbox>[0]>,
  ): Promise<unknown> =>
    createSandbox({ language: "python3", interpreter: python, ...options });

  it("for a policy that does not exist, and one with errors, shown at their place", async () => {
    await expect(open({ policy: "no-such-policy" })).rejects.toMatchObject({
      code: "unknown-policy",
    });
    const folder = mkdtempSync(join(tmpdir(), "callgate-policy-"));
    const path = join(folder, "wrong.yaml");
    writeFileSync(
      path,
      "callgate: 1\nname: wrong\narches: [x86_64, aarch64]\ndefault: deny\nrules:\n  - allow: opennat\n",
    );
    await expect(open({ policy: path })).rejects.toMatchObject({
      code: "bad-policy",
      message: expect.stringMatching(/wrong\.yaml:6:\d+[^]*opennat/),
    });
    rmSync(folder, { recursive: true });
  });

  it("for a limit out of bounds", async () => {
    await expect(open({ limits: { timeoutMs: 0 } })).rejects.toMatchObject({
      code: "bad-limit",
    });
  });

  it("for a NUL in its environment, and a run for one in its arguments", async () => {
    await expect(open({ env: { A: "b\0c" } })).rejects.toMatchObject({
      code: "bad-text",
    });
    await using sandbox = await createSandbox({
      language: "python3",
      interpreter: python,
    });
    await expect(
      sandbox.run({ code: "pass", args: ["\0"] }),
    ).rejects.toMatchObject({ code: "bad-text" });
  });

  it("for a layer that no run can be without", async () => {
    await expect(open({ allowMissing: ["root"] })).rejects.toMatchObject({
      code: "bad-layer",
    });
  });
});

it("runs that share an id are counted by their control groups alone", () => {
  const RLIMIT_NPROC = 6;
  const isCounted = (hasCgroup: boolean, sharesId: boolean): boolean =>
    rlimitsOf(defaultLimits, {
      language: "python3",
      version: [3, 11],
      hasCgroup,
      privileged: false,
      sharesId,
    }).some(({ resource }) => resource === RLIMIT_NPROC);
  expect([isCounted(true, true), isCounted(false, true)]).toEqual([
    false,
    true,
  ]);
  expect([isCounted(true, false), isCounted(false, false)]).toEqual([
    true,
    true,
  ]);
});
