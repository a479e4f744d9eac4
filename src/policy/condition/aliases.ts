/**
 * Names that man pages give to arguments and the kernel's source does not. They hold only
 * where the syscall has no argument of that very name.
 */
const ALIASES: ReadonlyMap<string, readonly string[]> = new Map([
  // openat(2) and its kin.
  ["dirfd", ["dfd"]],
  // socket(2), socketpair(2).
  ["domain", ["family"]],
  // clone(2), unshare(2).
  ["flags", ["clone_flags", "unshare_flags"]],
]);

/** What the kernel may call an argument that is written as `name`. */
export function kernelNames(name: string): readonly string[] {
  return [name, ...(ALIASES.get(name) ?? [])];
}
