/** Named constants and errnos of an arch from the committed files, built when first asked for. */
import type { ArchName } from "./model.js";
import constantsFile from "./constants.json" with { type: "json" };
import errnosFile from "./errnos.json" with { type: "json" };
import libcNames from "./libc-names.json" with { type: "json" };
import newer from "./newer.json" with { type: "json" };

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

/** Of kernels after that source; each has one value on every arch. */
const newerConstants: readonly {
  readonly family: string;
  readonly name: string;
  readonly value: number;
  /** The kernel version that added it. */
  readonly since: string;
}[] = newer.constants;

/** Package and version of the kernel source whose headers the constants were read from. */
export const constantSource: string = constantsFile.source;

/** Names of the families (`open`, `memory`, `socket`, ...), in the order of the file. */
export const constantFamilies: readonly string[] = Object.keys(families);

const constantsOf = new Map<ArchName, ReadonlyMap<string, bigint>>();
const familiesOf = new Map<
  ArchName,
  ReadonlyMap<string, ReadonlyMap<string, bigint>>
>();
const errnosOf = new Map<ArchName, ReadonlyMap<string, number>>();

/**
 * Every named constant with the value it has on `arch`, and the names that C libraries add;
 * the same map each time. A value is negative where C's is (`AT_FDCWD` is -100,
 * `FUTEX_CMD_MASK` is ~384), never cut to a width.
 */
export function constants(arch: ArchName): ReadonlyMap<string, bigint> {
  return once(constantsOf, arch, () => new ArchConstants(arch));
}

/** Looks a name up in the arch's own values, then in those of all: few ask for more. */
class ArchConstants implements ReadonlyMap<string, bigint> {
  /** Undefined: the arch lacks the name. */
  readonly #own = new Map<string, bigint | undefined>();
  readonly #shared = sharedConstants();
  #whole: ReadonlyMap<string, bigint> | undefined;

  constructor(arch: ArchName) {
    for (const values of Object.values(familyDifferences[arch] ?? {}))
      for (const name in values) {
        const value = values[name] ?? undefined;
        this.#own.set(name, value === undefined ? value : BigInt(value));
      }
    for (const name in libcConstants) {
      const other = libcConstants[name] ?? name;
      const value = typeof other === "number" ? BigInt(other) : this.get(other);
      if (value !== undefined && !this.has(name)) this.#own.set(name, value);
    }
  }

  get(name: string): bigint | undefined {
    return this.#own.get(name) ?? this.#fromShared(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  #fromShared(name: string): bigint | undefined {
    return this.#own.has(name) ? undefined : this.#shared.get(name);
  }

  /** All of them in the order of the files. */
  #all(): ReadonlyMap<string, bigint> {
    if (this.#whole !== undefined) return this.#whole;
    const all = new Map(this.#shared);
    for (const [name, value] of this.#own) {
      if (value === undefined) all.delete(name);
      else all.set(name, value);
    }
    this.#whole = all;
    return all;
  }

  get size(): number {
    return this.#all().size;
  }

  forEach(
    see: (value: bigint, name: string, all: ReadonlyMap<string, bigint>) => void,
  ): void {
    this.#all().forEach((value, name) => {
      see(value, name, this);
    });
  }

  entries(): MapIterator<[string, bigint]> {
    return this.#all().entries();
  }

  keys(): MapIterator<string> {
    return this.#all().keys();
  }

  values(): MapIterator<bigint> {
    return this.#all().values();
  }

  [Symbol.iterator](): MapIterator<[string, bigint]> {
    return this.entries();
  }
}

let shared: ReadonlyMap<string, bigint> | undefined;

/** The values that most arches have, in one map, with `PF_*`, which POSIX has for `AF_*`. */
function sharedConstants(): ReadonlyMap<string, bigint> {
  if (shared !== undefined) return shared;
  const all = new Map<string, bigint>();
  for (const values of Object.values(families)) change(all, values);
  for (const { name, value } of newerConstants) all.set(name, BigInt(value));
  for (const [name, value] of [...all]) {
    if (name.startsWith("AF_")) all.set(`PF_${name.slice(3)}`, value);
  }
  shared = all;
  return shared;
}

/** The kernel's constants by family: the names that may stand for an argument's value. */
export function constantsByFamily(
  arch: ArchName,
): ReadonlyMap<string, ReadonlyMap<string, bigint>> {
  return once(familiesOf, arch, () => {
    const all = new Map<string, ReadonlyMap<string, bigint>>();
    for (const [family, values] of Object.entries(families)) {
      const own = new Map<string, bigint>();
      change(own, values);
      change(own, familyDifferences[arch]?.[family] ?? {});
      for (const one of newerConstants)
        if (one.family === family) own.set(one.name, BigInt(one.value));
      all.set(family, own);
    }
    return all;
  });
}

/** Sets `values` in `map`, and takes out what is null. */
function change(map: Map<string, bigint>, values: Values): void {
  for (const name in values) {
    const value = values[name];
    if (value === null || value === undefined) map.delete(name);
    else map.set(name, BigInt(value));
  }
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
