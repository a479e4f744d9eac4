/**
 * What a program answers to each number of its arch, as a policy could say it: bits that the
 * kernel does not read of an argument are taken as 0, and where that matters it is told.
 */
import {
  archTable,
  type ArchName,
  type Syscall,
} from "../../../syscalls/index.js";
import { Fault } from "../../document/fault.js";
import type { ArgumentTest, Condition } from "../../policy/model.js";
import { always, and, never, not, or } from "../formula.js";
import type { Case, Cases } from "../regions/cases.js";
import type { ProgramReader, ReturnAt } from "../regions/program.js";

/** An answer to calls of other ABIs, and to numbers without a name. */
export interface Standing {
  readonly unknown: number;
  readonly foreign: number;
  /** Numbers that are answered otherwise than either, and that no syscall has. */
  readonly high: readonly (readonly [number, number])[];
}

export interface SyscallAnswers {
  readonly syscall: Syscall;
  readonly cases: Cases<ReturnAt>;
  /** Arguments that the program compares wider than the kernel reads them. */
  readonly narrowed: ReadonlySet<number>;
}

/** Throws a `Fault` where a policy has no words for what the program answers. */
export function standingOf(
  reader: ProgramReader,
  arch: ArchName,
  name: string,
): Standing {
  const { auditArch, byNumber } = archTable(arch);
  const foreign = new Set<number>();
  for (const one of [...reader.boundaries("arch"), auditArch + 1]) {
    if (one === auditArch) continue;
    if (reader.looksAtNumber(one))
      throw inexpressible(
        `${name} has rules for calls of another ABI (audit arch 0x${one.toString(16)}), and a policy's program is for one arch`,
      );
    foreign.add(only(reader.cases(one, 0), `calls of other ABIs`, name));
  }
  const [toForeign, ...others] = foreign;
  if (toForeign === undefined || others.length > 0)
    throw inexpressible(
      `${name} answers calls of other ABIs in several ways, and a policy has one`,
    );
  const starts = [
    ...new Set([...reader.boundaries("nr"), ...tableStarts(arch)]),
  ].sort((a, b) => a - b);
  const unknown = new Map<number, [number, number][]>();
  const high: [number, number][] = [];
  starts.forEach((from, index) => {
    const to = (starts[index + 1] ?? 0x100000000) - 1;
    if (byNumber.has(from)) return;
    const value = only(reader.cases(auditArch, from), `number ${from}`, name);
    const isHigh = arch === "x86_64" && from >= 0x40000000;
    const isX32 = isHigh && (from & 0x40000000) !== 0;
    if (isX32 && value === toForeign) return;
    if (isHigh) {
      // No kernel has syscalls from 0x80000000 up; those of x32 lie below that.
      if (isX32 && from < 0x80000000)
        throw inexpressible(
          `${name} answers x32's calls (numbers from 0x40000000 up) otherwise than those of other ABIs, and a policy has one answer for both`,
        );
      high.push([from, to]);
      return;
    }
    const ranges = unknown.get(value) ?? [];
    unknown.set(value, ranges);
    ranges.push([from, to]);
  });
  const bySize = [...unknown].sort(([, a], [, b]) => sizeOf(b) - sizeOf(a));
  const [most, odd] = bySize;
  if (most === undefined) throw inexpressible(`${name} has no numbers`);
  const [first] = odd?.[1] ?? [];
  if (first !== undefined)
    throw inexpressible(
      `${name} singles out number ${first[0]}, which is no syscall of ${arch} that the tables know, and a policy names syscalls`,
    );
  const differs = high.filter(
    ([from]) =>
      (from & 0x40000000) !== 0 ||
      only(reader.cases(auditArch, from), `number ${from}`, name) !== most[0],
  );
  return { unknown: most[0], foreign: toForeign, high: differs };
}

function sizeOf(ranges: readonly (readonly [number, number])[]): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}

function tableStarts(arch: ArchName): readonly number[] {
  const known = [...archTable(arch).byNumber.keys()];
  const x32 = arch === "x86_64" ? [0x40000000, 0x80000000, 0xc0000000] : [];
  return [0, ...known.flatMap((nr) => [nr, nr + 1]), ...x32];
}

function only(cases: Cases<ReturnAt>, what: string, name: string): number {
  const values = new Set(cases.map(({ value }) => value));
  const [value, ...others] = values;
  if (value === undefined || others.length > 0)
    throw inexpressible(
      `${name} looks at the arguments of ${what}, and a policy has one answer for it`,
    );
  return value;
}

export function inexpressible(message: string): Fault {
  return new Fault("not-expressible", message, {
    hint: "as a disassembly, callgate dump shows what there is",
  });
}

/** The answers to a syscall of the arch, without what the kernel does not read. */
export function answersTo(
  reader: ProgramReader,
  arch: ArchName,
  syscall: Syscall,
): SyscallAnswers {
  const cases = reader.cases(archTable(arch).auditArch, syscall.nr);
  const narrowed = new Set<number>();
  const kept: Case<ReturnAt>[] = [];
  for (const one of cases) {
    if (one.condition === undefined) {
      kept.push(one);
      break;
    }
    const condition = asRead(one.condition, syscall, narrowed, new Map());
    if (condition === never) continue;
    kept.push({
      ...one,
      condition: condition === always ? undefined : condition,
    });
    if (condition === always) break;
  }
  return { syscall, cases: kept, narrowed };
}

/** The condition for a call whose unread bits are 0. */
function asRead(
  condition: Condition,
  syscall: Syscall,
  narrowed: Set<number>,
  known: Map<Condition, Condition>,
): Condition {
  const before = known.get(condition);
  if (before !== undefined) return before;
  const result = ((): Condition => {
    switch (condition.kind) {
      case "test":
        return testAsRead(condition.test, syscall, narrowed);
      case "not":
        return not(asRead(condition.of, syscall, narrowed, known));
      case "all":
      case "any": {
        const of = condition.of.map((one) =>
          asRead(one, syscall, narrowed, known),
        );
        return condition.kind === "all" ? and(...of) : or(...of);
      }
      default:
        return condition satisfies never;
    }
  })();
  known.set(condition, result);
  return result;
}

/** Tests of programs are unsigned, of 64 bits, and lie in one half of the argument. */
function testAsRead(
  test: ArgumentTest,
  syscall: Syscall,
  narrowed: Set<number>,
): Condition {
  const argument = syscall.args[test.argument];
  if (argument === undefined || argument.width === 64)
    return { kind: "test", test };
  const { value } = test;
  if (value.kind !== "constant") return { kind: "test", test };
  const low = test.mask & 0xffffffffn;
  if (low !== 0n)
    return {
      kind: "test",
      test: { ...test, width: 32, mask: low },
    };
  narrowed.add(test.argument);
  switch (test.operator) {
    case "==":
    case "<=":
      return value.value === 0n || test.operator === "<=" ? always : never;
    case "!=":
    case "<":
      return value.value !== 0n ? always : never;
    case ">=":
      return value.value === 0n ? always : never;
    case ">":
      return never;
    default:
      return test.operator satisfies never;
  }
}
