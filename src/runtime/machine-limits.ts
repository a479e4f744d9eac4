/** What the machine, or this process on it, has of what limits are about. */
import { readFileSync } from "node:fs";
import { totalmem } from "node:os";
import type { Limits } from "./model.js";

export interface MachineBound {
  readonly most: number;
  /** Whose bound it is, and how to have more: a hint. */
  readonly hint: string;
}

type Bounds = Partial<Record<keyof Limits, MachineBound>>;

let found: Bounds | undefined;

/** The limits that the machine bounds. Looked for once; a bound that can't be read is none. */
export function machineBounds(): Bounds {
  found ??= {
    ...bound("memoryBytes", [memory()]),
    // Scratch is memory too.
    ...bound("scratchBytes", [memory()]),
    ...bound("openFiles", [
      fromFile("/proc/sys/fs/nr_open", "the kernel's fs.nr_open"),
      ...ownLimit(
        "Max open files",
        'this user may have no more ("ulimit -Hn")',
      ),
    ]),
    ...bound("processes", [
      fromFile("/proc/sys/kernel/pid_max", "the kernel's kernel.pid_max"),
      fromFile(
        "/proc/sys/kernel/threads-max",
        "the kernel's kernel.threads-max",
      ),
      ...ownLimit("Max processes", 'this user may have no more ("ulimit -Hu")'),
    ]),
  };
  return found;
}

function memory(): MachineBound {
  const all = totalmem();
  // A control group's, where this process is in one with a limit.
  const own = process.constrainedMemory();
  return own > 0 && own < all
    ? { most: own, hint: "so much memory this process's control group has" }
    : { most: all, hint: "so much memory this machine has" };
}

function bound(
  name: keyof Limits,
  all: readonly (MachineBound | undefined)[],
): Bounds {
  const known = all.filter((one): one is MachineBound => one !== undefined);
  const [least] = known.sort((a, b) => a.most - b.most);
  return least === undefined ? {} : { [name]: least };
}

function fromFile(path: string, hint: string): MachineBound | undefined {
  try {
    const most = Number(readFileSync(path, "utf8"));
    return Number.isInteger(most) && most > 0
      ? { most, hint: `so many ${hint} allows` }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The hard limit of an ordinary user; root may raise its own. */
function ownLimit(name: string, hint: string): MachineBound[] {
  if (process.geteuid?.() === 0) return [];
  try {
    const text = readFileSync("/proc/self/limits", "utf8");
    const hard = new RegExp(`^${name} +\\S+ +(\\d+)`, "m").exec(text)?.[1];
    return hard === undefined ? [] : [{ most: Number(hard), hint }];
  } catch {
    return [];
  }
}
