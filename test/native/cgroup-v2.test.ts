/** On cgroup v2 the first process of a run starts inside its group, and the group goes with it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { launch } from "../../src/runtime/launch.js";
import type { Plan } from "../../src/runtime/plan.js";
import { readRights } from "../../src/runtime/rights.js";
import { needsRoot, noFilters } from "../runtime/machine.js";
import { requires } from "../support/requires.js";

/** Where the v2 tree is mounted: here it may be beside v1's, without controllers. */
const mount = readFileSync("/proc/self/mountinfo", "utf8")
  .split("\n")
  .find((line) => line.includes(" - cgroup2 "))
  ?.split(" ")[4];

const canRun =
  needsRoot() && requires(mount !== undefined, "no cgroup2 is mounted");

it.skipIf(!canRun)(
  "a run is in its v2 group from its first instruction",
  async () => {
    const folder = join(mount ?? "", `callgate-test-${process.pid}`);
    const plan: Plan = {
      privileged: true,
      probe: false,
      filterIsFinal: true,
      procOptional: false,
      network: false,
      ids: readRights().ids,
      cgroupVersion: 2,
      // So that it sees the group's name as the host does.
      skipped: ["cgroupNamespace"],
      wallMs: 20_000,
      cpuMs: 20_000,
      scratchBytes: 65536,
      scratchInodes: 64,
      args: ["/bin/cat", "/proc/self/cgroup"],
      env: {},
      rlimits: [],
      cgroups: [
        {
          folder,
          events: "cgroup.events",
          settings: [{ file: "cgroup.max.descendants", value: "0" }],
        },
      ],
      root: [
        { kind: "scratch", path: "/sandbox", mode: 0o700, owned: true },
        { kind: "bind", path: "/usr", source: "/usr" },
        { kind: "link", path: "/lib64", target: "usr/lib64" },
        { kind: "link", path: "/lib", target: "usr/lib" },
        { kind: "link", path: "/bin", target: "usr/bin" },
        { kind: "proc", path: "/proc" },
      ],
      landlock: [{ path: "/", read: true, write: false, execute: true }],
      bootFilter: noFilters.boot,
      runFilter: noFilters.run,
      workingFolder: "/sandbox",
    };
    const { stdout, failure, end } = await launch({ plan, outputBytes: 65536 });
    expect({ failure, end }).toEqual({
      failure: undefined,
      end: { kind: "exit", code: 0 },
    });
    expect(stdout.text).toMatch(
      new RegExp(`^0::.*/callgate-test-${process.pid}$`, "m"),
    );
    expect(existsSync(folder)).toBe(false);
  },
);
