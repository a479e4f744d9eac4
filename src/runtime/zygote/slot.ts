/**
 * The control groups of one child at a time, made once and used again: a zygote's children
 * enter them while nobody waits, and their limits are set when the run is known.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  cgroupsOf,
  removeCgroups,
  type CgroupHome,
  type CgroupLimits,
} from "../cgroups.js";
import type { Cgroup } from "../plan.js";

/** A process that has been reaped may still be on the kernel's list for a moment. */
const ATTEMPTS = 200;
const PAUSE_MS = 5;

export class Slot {
  readonly #home: CgroupHome;
  readonly #groups: readonly Cgroup[];
  #limits: CgroupLimits;
  #oomKills = 0;

  /** Makes the groups. Throws the system's error where that fails. */
  constructor(home: CgroupHome, limits: CgroupLimits) {
    this.#home = home;
    this.#limits = limits;
    this.#groups = cgroupsOf(home, limits);
    const made: Cgroup[] = [];
    try {
      for (const group of this.#groups) {
        mkdirSync(group.folder);
        made.push(group);
        apply(group);
      }
    } catch (error) {
      removeCgroups(made);
      throw error;
    }
  }

  /** Calls `use` with `cgroup.procs` of each group, open for writing. */
  withMembers<Result>(use: (descriptors: readonly number[]) => Result): Result {
    const descriptors: number[] = [];
    try {
      for (const { folder } of this.#groups)
        descriptors.push(openSync(join(folder, "cgroup.procs"), "w"));
      return use(descriptors);
    } finally {
      for (const descriptor of descriptors) closeSync(descriptor);
    }
  }

  /** For the run that begins. Throws the system's error. */
  limit(limits: CgroupLimits): void {
    this.#oomKills = this.#countOomKills();
    if (
      limits.memoryBytes === this.#limits.memoryBytes &&
      limits.tasks === this.#limits.tasks
    )
      return;
    const grows = limits.memoryBytes > this.#limits.memoryBytes;
    this.#limits = limits;
    cgroupsOf(this.#home, limits).forEach((wanted, at) => {
      const folder = this.#groups[at]?.folder;
      if (folder === undefined) return;
      // v1: memory with swap, set after memory, may at no moment be less than that.
      const settings = grows ? wanted.settings.toReversed() : wanted.settings;
      apply({ folder, settings });
    });
  }

  /** Processes killed for want of memory since the run began. */
  oomKills(): number {
    return this.#countOomKills() - this.#oomKills;
  }

  /** Takes the groups away: all that was in them has ended, or is about to. */
  async close(): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      removeCgroups(this.#groups);
      if (!this.#groups.some(({ folder }) => existsSync(folder))) return;
      await setTimeout(PAUSE_MS);
    }
  }

  #countOomKills(): number {
    return this.#groups
      .filter(({ events }) => events !== "")
      .map(({ folder, events }) => readFileSync(join(folder, events), "utf8"))
      .map((text) => Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0))
      .reduce((sum, count) => sum + count, 0);
  }
}

function apply({
  folder,
  settings,
}: Pick<Cgroup, "folder" | "settings">): void {
  for (const { file, value } of settings)
    writeFileSync(join(folder, file), value);
}
