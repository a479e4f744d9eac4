/** Named constants and errnos of an arch from the committed files, built when first asked for. */
import type { ArchName } from "./model.js";
import constantsFile from "./constants.json" with { type: "json" };
import errnosFile from "./errnos.json" with { type: "json" };
import libcNames from "./libc-names.json" with { type: "json" };

/** A safe integer as a number, a wider one as text; null where the arch lacks the name. */
type Values = Readonly<Record<string, number | string | null>>;

const families: Readonly<Record<string, Values>> = constantsFile.families;
const familyDifferences: Readonly<
  Record<string, Readonly<Record<string, Values>>>
> = constantsFile.arches;
const sharedErrnos: Readonly<Record<string, number>> = errnosFile.errnos;
const errnoDifferences: Readonly<Record<string, Values>> = errnosFile.arches;

/** Another name of a constant, or a value. */
const libcConstants: Readonly<Record<string, string | number>> =
  libcNames.constants;
const libcErrnos: Readonly<Record<string, string>> = libcNames.errnos;

/** Package and version of the kernel source whose headers the constants were read from. */
export const constantSource: string = constantsFile.source;

/** Names of the families (`open`, `memory`, `socket`, ...), in the order of the file. */
export const constantFamilies: readonly string[] = Object.keys(families);

const familiesOf = new Map<
  ArchName,
  ReadonlyMap<string, ReadonlyMap<string, bigint>>
>();
const constantsOf = new Map<ArchName, ReadonlyMap<string, bigint>>();
const errnosOf = new Map<ArchName, ReadonlyMap<string, number>>();

/**
 * Every named constant with the value it has on `arch`, and the names that C libraries add;
 * the same map each time. A value is negative where C's is (`AT_FDCWD` is -100, `FUTEX_CMD_MASK` is ~384), never cut to a width.
 */
export function constants(arch: ArchName): ReadonlyMap<string, bigint> {
  return once(constantsOf, arch, () => {
    const all = new Map<string, bigint>();
    for (const family of constantsByFamily(arch).values()) {
      for (const [name, value] of family) all.set(name, value);
    }
    for (const [name, other] of Object.entries(libcConstants)) {
      const value = typeof other === "number" ? BigInt(other) : all.get(other);
      if (value !== undefined && !all.has(name)) all.set(name, value);
    }
    // POSIX has PF_ for the protocol families that socket() takes; the values are AF_'s.
    for (const [name, value] of [...all]) {
      if (name.startsWith("AF_")) all.set(`PF_${name.slice(3)}`, value);
    }
    return all;
  });
}

/** The kernel's constants by family: the names that may stand for an argument's value. */
export function constantsByFamily(
  arch: ArchName,
): ReadonlyMap<string, ReadonlyMap<string, bigint>> {
  return once(familiesOf, arch, () => {
    const differences = familyDifferences[arch] ?? {};
    const all = new Map<string, ReadonlyMap<string, bigint>>();
    for (const [family, shared] of Object.entries(families)) {
      const values = new Map<string, bigint>();
      const own = { ...shared, ...differences[family] };
      for (const [name, value] of Object.entries(own)) {
        if (value !== null) values.set(name, BigInt(value));
      }
      all.set(family, values);
    }
    return all;
  });
}

/** The errnos of `arch` (asm/errno.h); the same map each time. */
export function errnos(arch: ArchName): ReadonlyMap<string, number> {
  return once(errnosOf, arch, () => {
    const values = new Map<string, number>();
    const own: Values = { ...sharedErrnos, ...errnoDifferences[arch] };
    for (const [name, value] of Object.entries(own)) {
      if (value !== null) values.set(name, Number(value));
    }
    for (const [name, other] of Object.entries(libcErrnos)) {
      const value = values.get(other);
      if (value !== undefined) values.set(name, value);
    }
    return values;
  });
}

function once<Key, Value>(
  known: Map<Key, Value>,
  key: Key,
  make: () => Value,
): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
