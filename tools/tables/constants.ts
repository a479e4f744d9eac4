/** Makes `constants.json` and `errnos.json`: what most arches share, and how each differs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archSources } from "./arches.js";
import { errnoFamily, families, type Family } from "./families.js";
import { compilerFor, type Compiler } from "./preprocess.js";
import type { KernelSource } from "./source.js";
import { jsonText } from "./syscalls.js";
import { familyValues } from "./values.js";

/** Arch to name to value, of one family. */
type Values = ReadonlyMap<string, ReadonlyMap<string, bigint>>;
type JsonValues = Record<string, number | string | null>;

/** File name to text. Takes some minutes: the headers of seven architectures are made. */
export function constantFiles(source: KernelSource): Map<string, string> {
  const scratch = mkdtempSync(join(tmpdir(), "kernel-headers-"));
  try {
    const compilers = archSources.map((arch) =>
      compilerFor(source, arch, scratch),
    );
    const read = families.map((family) => ({
      name: family.name,
      values: valuesOn(source, compilers, family),
    }));
    checkOneMeaning(read.map(({ values }) => values));
    const shared: Record<string, JsonValues> = {};
    const arches: Record<string, Record<string, JsonValues>> = {};
    for (const { name, values } of read) {
      const common = commonValues(values);
      shared[name] = inJson(common);
      for (const [arch, differences] of differencesFrom(common, values)) {
        (arches[arch] ??= {})[name] = differences;
      }
    }
    const errnos = valuesOn(source, compilers, errnoFamily);
    const commonErrnos = commonValues(errnos);
    return new Map([
      [
        "constants.json",
        jsonText({ source: source.version, families: shared, arches }),
      ],
      [
        "errnos.json",
        jsonText({
          source: source.version,
          errnos: inJson(commonErrnos),
          arches: Object.fromEntries(differencesFrom(commonErrnos, errnos)),
        }),
      ],
    ]);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function valuesOn(
  source: KernelSource,
  compilers: readonly Compiler[],
  family: Family,
): Values {
  return new Map(
    compilers.map((compiler) => [
      compiler.arch,
      familyValues(source, compiler, family),
    ]),
  );
}

/** A name that two families have must be one value on an arch. */
function checkOneMeaning(all: readonly Values[]): void {
  for (const { name: arch } of archSources) {
    const known = new Map<string, bigint>();
    for (const values of all) {
      for (const [name, value] of values.get(arch) ?? []) {
        const other = known.get(name) ?? value;
        if (other !== value) {
          throw new Error(`${arch}: ${name} is ${other} and ${value}`);
        }
        known.set(name, value);
      }
    }
  }
}

/** For each name that more than half of the arches have, the value that most of them give it. */
function commonValues(values: Values): Map<string, bigint> {
  const names = new Set([...values.values()].flatMap((one) => [...one.keys()]));
  const common = new Map<string, bigint>();
  for (const name of [...names].sort()) {
    const votes = new Map<bigint, number>();
    let having = 0;
    for (const one of values.values()) {
      const value = one.get(name);
      if (value === undefined) continue;
      votes.set(value, (votes.get(value) ?? 0) + 1);
      having++;
    }
    if (having * 2 <= values.size) continue;
    const [first] = [...votes].sort(([, a], [, b]) => b - a);
    if (first !== undefined) common.set(name, first[0]);
  }
  return common;
}

/** Per arch, what differs from `common`: other values, names of its own, null for what it lacks. */
function* differencesFrom(
  common: ReadonlyMap<string, bigint>,
  values: Values,
): Generator<[string, JsonValues]> {
  for (const [arch, own] of values) {
    const differences: [string, bigint | null][] = [];
    for (const name of [...new Set([...common.keys(), ...own.keys()])].sort()) {
      const value = own.get(name) ?? null;
      if (value !== common.get(name)) differences.push([name, value]);
    }
    if (differences.length > 0) yield [arch, inJson(differences)];
  }
}

/** Numbers that a double holds exactly, others as text. */
function inJson(values: Iterable<[string, bigint | null]>): JsonValues {
  const found: JsonValues = {};
  for (const [name, value] of values) {
    if (value === null) found[name] = null;
    else if (
      BigInt(Number(value)) === value &&
      Number.isSafeInteger(Number(value))
    ) {
      found[name] = Number(value);
    } else found[name] = `0x${value.toString(16)}`;
  }
  return found;
}
