/** What the policy reader asks of the kernel's data. A test may put its own in its place. */
import {
  archNames,
  archTable,
  constants,
  errnos,
  multiplexedCalls,
} from "../../syscalls/index.js";
import type {
  ArchName,
  ArchTable,
  MultiplexedCall,
} from "../../syscalls/index.js";

export interface Kernel {
  readonly archNames: readonly ArchName[];
  table(arch: ArchName): ArchTable;
  /** Named constants of `arch`; signed ones are negative. */
  constants(arch: ArchName): ReadonlyMap<string, bigint>;
  errnos(arch: ArchName): ReadonlyMap<string, number>;
  /** The calls that `socketcall` and `ipc` make on `arch`. */
  multiplexed(arch: ArchName): readonly MultiplexedCall[];
}

/** The committed tables. */
export const kernel: Kernel = {
  archNames,
  table: archTable,
  constants,
  errnos,
  multiplexed(arch) {
    let calls = multiplexed.get(arch);
    if (calls === undefined)
      multiplexed.set(arch, (calls = multiplexedCalls(arch)));
    return calls;
  },
};

const multiplexed = new Map<ArchName, readonly MultiplexedCall[]>();

/** Whether any arch has a syscall of this name. Builds no more tables than it takes to say so. */
export function isKnownAnywhere(kernel: Kernel, name: string): boolean {
  return kernel.archNames.some((arch) => kernel.table(arch).byName.has(name));
}

const everyName = new WeakMap<Kernel, ReadonlySet<string>>();

/** Every syscall's name that any arch has. */
export function knownAnywhere(kernel: Kernel): ReadonlySet<string> {
  const known = everyName.get(kernel);
  if (known !== undefined) return known;
  const names = new Set(
    kernel.archNames.flatMap((arch) => [...kernel.table(arch).byName.keys()]),
  );
  everyName.set(kernel, names);
  return names;
}
