/** What the policy reader asks of the kernel's data. A test may put its own in its place. */
import { archNames, archTable } from "../../syscalls/index.js";
import type { ArchName, ArchTable } from "../../syscalls/index.js";
import { interimConstants, interimErrnos } from "./interim.js";

export interface Kernel {
  readonly archNames: readonly ArchName[];
  table(arch: ArchName): ArchTable;
  /** Named constants of `arch`; signed ones are negative. */
  constants(arch: ArchName): ReadonlyMap<string, bigint>;
  errnos(arch: ArchName): ReadonlyMap<string, number>;
}

/** The committed tables. */
export const kernel: Kernel = {
  archNames,
  table: archTable,
  constants: interimConstants,
  errnos: interimErrnos,
};

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
