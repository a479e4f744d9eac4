/**
 * Zygotes of one kind (interpreter, policy, preload), one at a time, and children of theirs
 * that are ready before they are asked for. A zygote is started when the first run needs
 * it, replaced when it is old, and at once when it dies or hangs.
 */
import { Fault } from "../../document/fault.js";
import type { CgroupHome, CgroupLimits } from "../cgroups.js";
import type { OnZygote, ZygoteEvent } from "../model.js";
import type { Plan } from "../plan.js";
import type { StepFailure } from "../status.js";
import { Child } from "./child.js";
import { deferred } from "./deferred.js";
import { CHILDREN_MAX } from "./protocol.js";
import { Slot } from "./slot.js";
import { Zygote, type BootEnd } from "./zygote.js";

/** Why there is no child: told to the run that asked for one. */
export class NoChild extends Error {
  readonly how: BootEnd | StepFailure | undefined;

  constructor(how: BootEnd | StepFailure | undefined) {
    super("the zygote made no child");
    this.how = how;
  }
}

export interface PoolSettings {
  /** The plan of a zygote. */
  readonly plan: Plan;
  readonly cgroups: CgroupHome;
  /** Of a child until its run is known. */
  readonly limits: CgroupLimits;
  /** Is told of forks and starts. */
  readonly onZygote: OnZygote | undefined;
  readonly rotation: Rotation;
}

/** Children share a zygote's address layout and hash seed: not for longer than this. */
export interface Rotation {
  /** Children that one zygote makes. */
  readonly runs: number;
  readonly ageMs: number;
}

export const defaultRotation: Rotation = { runs: 1_000, ageMs: 10 * 60 * 1000 };

const ROTATION_MOST: Rotation = { runs: 1_000_000, ageMs: 24 * 60 * 60 * 1000 };

/** What was asked for, over the defaults. Throws a `Fault` that says what may be. */
export function rotationOf(asked: Partial<Rotation>): Rotation {
  const rotation = { ...defaultRotation, ...asked };
  for (const name of ["runs", "ageMs"] as const) {
    const value = rotation[name];
    const most = ROTATION_MOST[name];
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new Fault(
        "bad-limit",
        `zygotes.${name} is ${value}, and may be 1 to ${most}`,
      );
  }
  return rotation;
}

/** Ready children beside those that run: as many as run, within these. */
const SPARES_LEAST = 3;
const SPARES_MOST = 8;

/** A run that never began is tried with another zygote so often. */
const ATTEMPTS = 3;

interface Waiting {
  readonly resolve: (child: Child) => void;
  readonly reject: (error: unknown) => void;
  attempts: number;
}

export class Pool {
  readonly #settings: PoolSettings;
  /** Every zygote that has not ended; the last is the one that makes children. */
  readonly #zygotes = new Map<Zygote, Set<Child>>();
  #current: Zygote | undefined;
  #isStarting = false;
  /** The last child could not be made: until one can, none is made ahead. */
  #isShort = false;
  readonly #ready: Child[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #slots: Slot[] = [];
  readonly #running = new Set<Child>();
  #isClosed = false;

  constructor(settings: PoolSettings) {
    this.#settings = settings;
  }

  /** A child of its own, ready for a job. Rejects with `NoChild`. */
  take(): Promise<Child> {
    const { promise, resolve, reject } = deferred<Child>();
    this.#waiting.push({ resolve, reject, attempts: 0 });
    this.#serve();
    return promise;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.splice(0))
      reject(new NoChild(undefined));
    const ends = [...this.#zygotes].map(([zygote, children]) => {
      zygote.stop();
      return [zygote.ended, ...[...children].map(({ closed }) => closed)];
    });
    await Promise.all(ends.flat());
    await Promise.all(this.#slots.splice(0).map((slot) => slot.close()));
  }

  /** Hands ready children to those who wait, then sees to it that there are more. */
  #serve(): void {
    while (this.#waiting.length > 0) {
      const child = this.#ready.shift();
      if (child === undefined) break;
      if (child.isEnded) continue;
      this.#running.add(child);
      this.#waiting.shift()?.resolve(child);
    }
    this.#fill();
  }

  #fill(): void {
    if (this.#isClosed) return;
    const zygote = this.#current;
    if (zygote === undefined) return void this.#start("first");
    if (zygote.isOver) return void this.#start("died");
    if (this.#isOld(zygote)) void this.#start("old");
    const children = this.#zygotes.get(zygote);
    if (children === undefined) return;
    const spares = this.#isShort
      ? 0
      : Math.min(SPARES_MOST, Math.max(SPARES_LEAST, this.#running.size));
    const idle = [...children].filter((child) => !this.#running.has(child));
    const wanted = this.#waiting.length + spares - idle.length;
    for (let made = 0; made < wanted && children.size < CHILDREN_MAX; made++)
      this.#fork(zygote, children);
  }

  /** Starts a zygote that takes over when it is up. */
  async #start(because: ZygoteEvent): Promise<void> {
    if (this.#isStarting) return;
    this.#isStarting = true;
    try {
      this.#settings.onZygote?.(because);
      const zygote = new Zygote(this.#settings.plan);
      this.#zygotes.set(zygote, new Set());
      void zygote.ended.then(() => this.#zygotes.delete(zygote));
      const boot = await zygote.boot;
      if (boot.kind === "failed") throw new NoChild(boot.how);
      if (!boot.forkable) throw new NoChild(undefined);
      const old = this.#current;
      this.#current = zygote;
      if (old !== undefined) this.#retire(old);
    } catch (error) {
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    } finally {
      this.#isStarting = false;
    }
    if (this.#current !== undefined && !this.#current.isOver) this.#serve();
  }

  /** What it has begun it ends; then it goes. */
  #retire(zygote: Zygote): void {
    // All of them are its own. They are being ended, so nobody may be given one.
    this.#ready.splice(0);
    for (const child of this.#zygotes.get(zygote) ?? [])
      if (!this.#running.has(child)) child.end();
    this.#stopWhenEmpty(zygote);
  }

  #stopWhenEmpty(zygote: Zygote): void {
    const children = this.#zygotes.get(zygote);
    if (zygote !== this.#current && children?.size === 0) zygote.stop();
  }

  #fork(zygote: Zygote, children: Set<Child>): void {
    let child: Child;
    let slot = this.#slots.pop();
    try {
      slot ??= new Slot(this.#settings.cgroups, this.#settings.limits);
      child = new Child(zygote, freeNumber(children), slot);
    } catch (error) {
      if (slot !== undefined) this.#slots.push(slot);
      this.#waiting.shift()?.reject(error);
      return;
    }
    this.#settings.onZygote?.("forked");
    children.add(child);
    void child.ready.then((readiness) => {
      if (readiness.kind !== "lost")
        this.#isShort = readiness.kind === "failed";
      if (readiness.kind === "ready" && zygote === this.#current)
        this.#ready.push(child);
      else child.end();
      if (readiness.kind === "failed")
        this.#waiting.shift()?.reject(new NoChild(readiness.failure));
      // One that was retired ends its children itself: that says nothing about the next.
      if (readiness.kind === "lost" && zygote === this.#current)
        this.#giveUpAfter(ATTEMPTS);
      this.#serve();
    });
    void child.ended.then(() => {
      children.delete(child);
      this.#running.delete(child);
      this.#slots.push(child.slot);
      this.#stopWhenEmpty(zygote);
      this.#serve();
    });
  }

  #isOld({ forks, startedAt }: Zygote): boolean {
    const { runs, ageMs } = this.#settings.rotation;
    return forks >= runs || performance.now() - startedAt >= ageMs;
  }

  /** Its zygote died under the child that it waited for. */
  #giveUpAfter(attempts: number): void {
    const first = this.#waiting[0];
    if (first === undefined || ++first.attempts < attempts) return;
    this.#waiting.shift();
    first.reject(new NoChild(undefined));
  }
}

function freeNumber(children: ReadonlySet<Child>): number {
  const taken = new Set([...children].map(({ number }) => number));
  for (let number = 0; number < CHILDREN_MAX; number++)
    if (!taken.has(number)) return number;
  throw new Error("a zygote has no room for another child: please report this");
}
