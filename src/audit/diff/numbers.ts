/** What people call the numbers that changed, and which of them are told together. */
import {
  archNames,
  archTable,
  x32SyscallBit,
  type ArchName,
} from "../../../syscalls/index.js";
import type { NumberChange } from "./compare.js";

/** Numbers that changed alike, for calls by one audit arch. */
export interface ArchChange extends NumberChange {
  readonly auditArch: number;
  readonly nr: number;
  readonly name: string;
  readonly isSyscall: boolean;
  readonly numbers: readonly (readonly [number, number])[];
  readonly only:
    { readonly parameter: string; readonly value: bigint } | undefined;
  /** Undefined: calls of the arch's own ABI. */
  readonly foreign: ForeignAbi | undefined;
}

/** Audit arches that both sides answer alike, other than the arch's own. */
export interface ForeignAbi {
  readonly name: string;
  readonly isKnown: boolean;
}

/** Audit arches that are no arch's own, or one that is. */
export function foreignAbi(from: number, to: number): ForeignAbi {
  const known = archNames.find(
    (name) =>
      name !== "x32" && from === to && archTable(name).auditArch === from,
  );
  return { name: known ?? "other ABIs", isKnown: known !== undefined };
}

export function named(
  arch: ArchName,
  foreign: ForeignAbi | undefined,
  [first, last]: readonly [number, number],
): { readonly name: string; readonly isSyscall: boolean } {
  if (foreign !== undefined) {
    const known = archNames.find((name) => name === foreign.name);
    const syscall =
      known === undefined || first !== last
        ? undefined
        : archTable(known).byNumber.get(first);
    return {
      name:
        syscall === undefined
          ? `some calls of ${foreign.name}`
          : `${foreign.name}'s ${syscall.name}`,
      isSyscall: false,
    };
  }
  const { byNumber } = archTable(arch);
  const syscall = first === last ? byNumber.get(first) : undefined;
  if (syscall !== undefined) return { name: syscall.name, isSyscall: true };
  if (arch === "x86_64" && (first & x32SyscallBit) !== 0) {
    const x32 =
      first === last ? archTable("x32").byNumber.get(first)?.name : undefined;
    return {
      name: x32 === undefined ? "numbers of x32" : `x32's ${x32}`,
      isSyscall: false,
    };
  }
  if (first === last) return { name: `number ${first}`, isSyscall: false };
  return { name: "numbers without a name", isSyscall: false };
}

/** Runs of numbers that changed alike, told once; and ABIs all of whose calls did. */
export function merged(
  changes: readonly ArchChange[],
  foreignAbis: number,
): readonly ArchChange[] {
  const found = new Map<string, ArchChange>();
  for (const change of broadened(withWholeAbis(changes, foreignAbis))) {
    const key = `${change.name}\n${change.isSyscall ? change.nr : ""}\n${wayOf(change)}`;
    const known = found.get(key);
    found.set(
      key,
      known === undefined
        ? change
        : { ...known, numbers: joined(known.numbers, change.numbers) },
    );
  }
  return [...found.values()];
}

/** One number by itself has no name of its own where the ranges around it changed alike. */
function broadened(changes: readonly ArchChange[]): readonly ArchChange[] {
  const broad = new Set(
    changes
      .filter(({ numbers }) => numbers.some(([first, last]) => first !== last))
      .map((one) => `${one.name} ${wayOf(one)}`),
  );
  return changes.map((change) => {
    if (change.isSyscall || change.foreign !== undefined) return change;
    const name = ["numbers of x32", "numbers without a name"].find((one) =>
      broad.has(`${one} ${wayOf(change)}`),
    );
    return name === undefined ? change : { ...change, name };
  });
}

/** What is the same of two changes that differ in their calls alone. */
function wayOf(change: ArchChange): string {
  return JSON.stringify([
    change.before,
    change.after,
    change.text,
    change.behindBefore,
    change.behindAfter,
    change.only && [change.only.parameter, String(change.only.value)],
  ]);
}

/** A foreign ABI's calls by its name where all of them changed alike; all ABIs together where these did. */
function withWholeAbis(
  changes: readonly ArchChange[],
  foreignAbis: number,
): readonly ArchChange[] {
  const own: ArchChange[] = [];
  const byAbi = new Map<ForeignAbi, ArchChange[]>();
  for (const change of changes) {
    const { foreign } = change;
    if (foreign === undefined) {
      own.push(change);
      continue;
    }
    const others = byAbi.get(foreign);
    if (others === undefined) byAbi.set(foreign, [change]);
    else others.push(change);
  }
  const told = [...byAbi].map(([abi, some]) => wholeAbi(abi, some) ?? some);
  const flat = told.flat();
  const isAll =
    told.length === foreignAbis &&
    told.every((some) => some.length === 1) &&
    new Set(flat.map(wayOf)).size === 1;
  const shown = flat.find(({ foreign }) => foreign?.isKnown) ?? flat[0];
  return isAll && shown !== undefined
    ? [...own, { ...shown, name: "calls of other ABIs" }]
    : [...own, ...flat];
}

function wholeAbi(
  abi: ForeignAbi,
  some: readonly ArchChange[],
): readonly ArchChange[] | undefined {
  const [first] = some;
  const numbers = some.reduce<ArchChange["numbers"]>(
    (all, one) => joined(all, one.numbers),
    [],
  );
  const [only] = numbers;
  const isWhole =
    numbers.length === 1 && only?.[0] === 0 && only[1] === 0xffffffff;
  return first !== undefined && isWhole && new Set(some.map(wayOf)).size === 1
    ? [{ ...first, name: `calls of ${abi.name}`, numbers }]
    : undefined;
}

function joined(
  before: ArchChange["numbers"],
  after: ArchChange["numbers"],
): ArchChange["numbers"] {
  const all = [...before];
  for (const [first, last] of after) {
    const end = all.at(-1);
    if (end !== undefined && end[1] + 1 === first)
      all[all.length - 1] = [end[0], last];
    else if (!all.some(([a, b]) => a === first && b === last))
      all.push([first, last]);
  }
  return all;
}
