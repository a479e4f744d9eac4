/**
 * The control groups of one child at a time, made once and used again: a zygote's children
 * enter them while nobody waits, and their limits are set when the run is known.
 */
import {
  closeSync,
  mkdirSync,
  openSync,
  readSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import {
  cgroupsOf,
  removeCgroups,
  type CgroupHome,
  type CgroupLimits,
} from "../cgroups.js";
import type { Cgroup } from "../plan.js";

export class Slot {
  readonly #home: CgroupHome;
  readonly #groups: readonly Cgroup[];
  /** `cgroup.procs` of each, open for writing; and what tells of kills for want of memory. */
  readonly #members: number[] = [];
  readonly #events: number[] = [];
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
        this.#members.push(openSync(join(group.folder, "cgroup.procs"), "w"));
        if (group.events !== "")
          this.#events.push(openSync(join(group.folder, group.events), "r"));
      }
    } catch (error) {
      this.#closeFiles();
      void removeCgroups(made);
      throw error;
    }
  }

  /** `cgroup.procs` of each group, open for writing, as long as the slot is not closed. */
  get members(): readonly number[] {
    return this.#members;
  }

  /** For the run that begins. Throws the system's error. */
  limit(limits: CgroupLimits): void {
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

  /** Processes killed for want of memory since this was last asked: once for each child. */
  oomKills(): number {
    const before = this.#oomKills;
    this.#oomKills = this.#countOomKills();
    return this.#oomKills - before;
  }

  /** Takes the groups away: all that was in them has ended, or is about to. */
  async close(): Promise<void> {
    this.#closeFiles();
    await removeCgroups(this.#groups);
  }

  #countOomKills(): number {
    return this.#events
      .map((descriptor) => {
        const length = readSync(descriptor, events, 0, events.length, 0);
        return events.toString("latin1", 0, length);
      })
      .map((text) => Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0))
      .reduce((sum, count) => sum + count, 0);
  }

  #closeFiles(): void {
    for (const descriptor of [...this.#members, ...this.#events])
      closeSync(descriptor);
    this.#members.length = 0;
    this.#events.length = 0;
  }
}

/** Longer than memory.events and memory.oom_control are. */
const events = Buffer.alloc(1024);

function apply({
  folder,
  settings,
}: Pick<Cgroup, "folder" | "settings">): void {
  for (const { file, value } of settings)
    writeFileSync(join(folder, file), value);
}
