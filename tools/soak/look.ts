/** What this process and its sandboxes hold at a moment. */
import { readdirSync, readFileSync } from "node:fs";
import { cgroupHome } from "../../src/runtime/cgroups.js";

export interface Look {
  readonly memoryMib: number;
  readonly heapMib: number;
  readonly descriptors: number;
  /** With the marker in their environment: zygotes and children. */
  readonly processes: number;
  /** Of this process's namespace: none may be added to it. */
  readonly mounts: number;
  readonly cgroups: number;
}

export function look(marker: string): Look {
  const { rss, heapUsed } = process.memoryUsage();
  return {
    memoryMib: Math.round(rss / 2 ** 20),
    heapMib: Math.round(heapUsed / 2 ** 20),
    descriptors: readdirSync("/proc/self/fd").length,
    processes: readdirSync("/proc").filter((name) => isMarked(name, marker))
      .length,
    mounts: readFileSync("/proc/self/mounts", "utf8").split("\n").length - 1,
    cgroups: cgroupFolders().flatMap((folder) =>
      readdirSync(folder).filter((name) =>
        name.startsWith(`callgate-${process.pid}-`),
      ),
    ).length,
  };
}

function isMarked(pid: string, marker: string): boolean {
  if (!/^\d+$/.test(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").includes(marker);
  } catch {
    return false;
  }
}

function cgroupFolders(): readonly string[] {
  const home = cgroupHome();
  switch (home.version) {
    case 0:
      return [];
    case 1:
      return [home.memory, home.pids];
    case 2:
      return [home.folder];
    default:
      return home satisfies never;
  }
}
