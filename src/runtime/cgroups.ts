/**
 * Where runs get their control groups: below this process's own in v1's hierarchies, or in
 * the v2 tree. What is found is tried once, by making a group and taking it away.
 */
import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Cgroup } from "./plan.js";

/** The folders in which a group is made for each run. */
export type CgroupHome =
  | { readonly version: 1; readonly memory: string; readonly pids: string }
  | { readonly version: 2; readonly folder: string }
  | { readonly version: 0; readonly reason: string };

export interface CgroupLimits {
  readonly memoryBytes: number;
  /** Processes and threads, the run's own first process included. */
  readonly tasks: number;
}

/** Groups of runs are called so, with the supervisor's pid, its instance and a number. */
const PREFIX = "callgate-";

let found: CgroupHome | undefined;

/** The home for this process's runs; looked for once. */
export function cgroupHome(): CgroupHome {
  found ??= findHome();
  return found;
}

function findHome(): CgroupHome {
  try {
    const own = readFileSync("/proc/self/cgroup", "utf8");
    const mounts = readFileSync("/proc/self/mountinfo", "utf8");
    const chosen = process.env["CALLGATE_CGROUP"];
    const home =
      chosen === undefined || chosen === ""
        ? (homeV1(own, mounts) ?? homeV2(own, mounts))
        : homeAt(chosen, true);
    sweep(home);
    return home;
  } catch (error) {
    return {
      version: 0,
      reason: error instanceof Error ? error.message : String(error),
    };
  }
}

/** Both controllers in v1 hierarchies; undefined where v1 has not both. */
export function homeV1(own: string, mounts: string): CgroupHome | undefined {
  const folder = (controller: string): string | undefined => {
    const line = own
      .split("\n")
      .map((text) => text.split(":"))
      .find(([, names]) => names?.split(",").includes(controller));
    const mount = mountsOf(mounts).find(
      ({ type, options }) => type === "cgroup" && options.includes(controller),
    );
    return line === undefined || mount === undefined
      ? undefined
      : belowMount(mount, line.slice(2).join(":"));
  };
  const memory = folder("memory");
  const pids = folder("pids");
  if (memory === undefined || pids === undefined) return undefined;
  for (const path of [memory, pids]) accessSync(path, constants.W_OK);
  return { version: 1, memory, pids };
}

/**
 * For root a group beside all others: only the tree's root may hold processes and still have
 * groups with controllers. Else this process's own group, which must have been delegated.
 */
function homeV2(own: string, mounts: string): CgroupHome {
  const mount = mountsOf(mounts).find(({ type }) => type === "cgroup2");
  const path = /^0::(.*)$/m.exec(own)?.[1];
  if (mount === undefined || path === undefined)
    return { version: 0, reason: "no cgroup file system is mounted" };
  const folder = delegatedFolder(belowMount(mount, path));
  try {
    enableControllers(mount.point, folder === mount.point);
    const home = join(mount.point, "callgate");
    mkdirSync(home, { recursive: true });
    accessSync(home, constants.W_OK);
    return homeAt(home, false);
  } catch {
    return homeAt(folder, true);
  }
}

/** The group that callgate moves its supervisors to, below one that is to have other groups. */
const SUPERVISOR = "callgate-supervisor";

/** The group that was delegated, seen from one that a supervisor was moved to. */
function delegatedFolder(own: string): string {
  return basename(own) === SUPERVISOR ? dirname(own) : own;
}

/** The v2 group `folder` as the home of runs. Throws where it can't be. */
function homeAt(folder: string, isOwn: boolean): CgroupHome {
  enableControllers(folder, isOwn);
  return { version: 2, folder };
}

/**
 * Gives the groups below `folder` the controllers. The kernel refuses that (EBUSY) while
 * processes are in `folder` itself: where it is this process's own, they move one down.
 */
function enableControllers(folder: string, isOwn: boolean): void {
  const file = join(folder, "cgroup.subtree_control");
  const enabled = readFileSync(file, "utf8").trim().split(/\s+/);
  const absent = ["memory", "pids"].filter((name) => !enabled.includes(name));
  if (absent.length === 0) return;
  const wanted = absent.map((name) => `+${name}`).join(" ");
  try {
    writeFileSync(file, wanted);
  } catch (error) {
    if (!isOwn || (error as NodeJS.ErrnoException).code !== "EBUSY")
      throw error;
    moveDown(folder);
    writeFileSync(file, wanted);
  }
}

function moveDown(folder: string): void {
  const below = join(folder, SUPERVISOR);
  mkdirSync(below, { recursive: true });
  const pids = readFileSync(join(folder, "cgroup.procs"), "utf8");
  for (const pid of pids.trim().split("\n"))
    writeFileSync(join(below, "cgroup.procs"), pid);
}

interface Mount {
  /** The path inside its file system that is mounted. */
  readonly root: string;
  readonly point: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** proc_pid_mountinfo(5): `id parent dev root point options tags - type source options`. */
function mountsOf(mountinfo: string): Mount[] {
  return mountinfo
    .split("\n")
    .filter((line) => line.includes(" - "))
    .map((line) => {
      const [before = "", after = ""] = line.split(" - ");
      const [, , , root = "/", point = "/"] = before.split(" ");
      const [type = "", , options = ""] = after.split(" ");
      return { root, point, type, options: options.split(",") };
    });
}

/** Where group `path` is below `mount`: a container may have only a part of the tree mounted. */
function belowMount(mount: Mount, path: string): string {
  const below =
    mount.root !== "/" && path.startsWith(mount.root)
      ? path.slice(mount.root.length)
      : path;
  const folder = join(mount.point, below).replace(/\/$/, "");
  return existsSync(folder) ? folder : mount.point;
}

/** Each thread of this process that has callgate has its own. */
const INSTANCE = randomBytes(4).toString("hex");
let runs = 0;

/** The groups of one run, by names that no other run has. */
export function cgroupsOf(home: CgroupHome, limits: CgroupLimits): Cgroup[] {
  const name = `${PREFIX}${process.pid}-${INSTANCE}-${++runs}`;
  const memory = String(limits.memoryBytes);
  const tasks = String(limits.tasks);
  switch (home.version) {
    case 0:
      return [];
    case 1:
      return [
        {
          folder: join(home.memory, name),
          events: "memory.oom_control",
          settings: settingsIn(home.memory, [
            ["memory.limit_in_bytes", memory],
            // Memory and swap together: only where the kernel counts swap.
            ["memory.memsw.limit_in_bytes", memory],
          ]),
        },
        {
          folder: join(home.pids, name),
          events: "",
          settings: [{ file: "pids.max", value: tasks }],
        },
      ];
    case 2:
      return [
        {
          folder: join(home.folder, name),
          events: "memory.events",
          settings: settingsIn(home.folder, [
            ["memory.max", memory],
            // Only where the kernel counts swap.
            ["memory.swap.max", "0"],
            ["memory.oom.group", "1"],
            ["pids.max", tasks],
          ]),
        },
      ];
    default:
      return home satisfies never;
  }
}

function settingsIn(
  folder: string,
  settings: readonly (readonly [string, string])[],
): Cgroup["settings"] {
  return settings
    .filter(([file]) => isThere(join(folder, file)))
    .map(([file, value]) => ({ file, value }));
}

const looked = new Map<string, boolean>();

/** Whether the kernel has this file: asked once, as it does not change. */
function isThere(path: string): boolean {
  const known = looked.get(path);
  if (known !== undefined) return known;
  const answer = existsSync(path);
  looked.set(path, answer);
  return answer;
}

/** The last process of a run may still be on its way out of the kernel's lists: on a busy machine for long. */
const REMOVAL_ATTEMPTS = 500;
const REMOVAL_PAUSE_MS = 10;

/** Takes away what is still there of a run's groups. */
export async function removeCgroups(cgroups: readonly Cgroup[]): Promise<void> {
  for (let attempt = 0; attempt < REMOVAL_ATTEMPTS; attempt++) {
    const left = cgroups.filter(({ folder }) => !removeFolder(folder));
    if (left.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, REMOVAL_PAUSE_MS));
  }
}

/** Takes away the groups of supervisors that are gone. */
function sweep(home: CgroupHome): void {
  const folders =
    home.version === 1
      ? [home.memory, home.pids]
      : home.version === 2
        ? [home.folder]
        : [];
  for (const folder of folders) {
    for (const name of readdirSync(folder)) {
      const pid = new RegExp(`^${PREFIX}(\\d+)-[0-9a-f-]+$`).exec(name)?.[1];
      if (pid !== undefined && !existsSync(`/proc/${pid}`))
        removeFolder(join(folder, name));
    }
  }
}

/** Whether it is gone. */
function removeFolder(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
}
