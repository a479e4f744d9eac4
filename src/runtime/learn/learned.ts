/** Calls that a program made, brought together by syscall. */
import {
  archTable,
  type ArchName,
  type Syscall,
} from "../../../syscalls/index.js";
import { conditionOfAll, tellsCallsApart } from "../../policy/call-text.js";
import type { SeenCall } from "../native.js";

export interface Learned {
  readonly syscall: Syscall;
  /** How often it was called. */
  readonly count: number;
  /** What held for every call of it; undefined where its arguments tell nothing. */
  readonly when: string | undefined;
}

/** Which waits and wakes there are is another thing at each run. */
const DEPENDS_ON_TIMING: ReadonlySet<string> = new Set([
  "futex",
  "futex_time64",
]);

const ACTION_BITS = 0xffff0000;
/** `SECCOMP_RET_ALLOW`. */
const ALLOW = 0x7fff0000;

export function isAllowed({ answer }: SeenCall): boolean {
  return (answer & ACTION_BITS) >>> 0 === ALLOW;
}

/** By number, in the table's order. Numbers without a name are left out. */
export function learnedOf(
  calls: readonly SeenCall[],
  arch: ArchName,
): readonly Learned[] {
  const { byNumber, auditArch } = archTable(arch);
  const byNr = new Map<number, SeenCall[]>();
  for (const call of calls) {
    if (call.arch !== auditArch) continue;
    const others = byNr.get(call.nr);
    if (others === undefined) byNr.set(call.nr, [call]);
    else others.push(call);
  }
  return [...byNr]
    .sort(([a], [b]) => a - b)
    .flatMap(([nr, all]): Learned[] => {
      const syscall = byNumber.get(nr);
      if (syscall === undefined) return [];
      const indexes = DEPENDS_ON_TIMING.has(syscall.name)
        ? []
        : syscall.args
            .map((_, index) => index)
            .filter((index) => tellsCallsApart(syscall, index));
      return [
        {
          syscall,
          count: all.reduce((sum, { count }) => sum + count, 0),
          when: conditionOfAll(
            syscall,
            indexes,
            all.map(({ args }) => args),
            arch,
          ),
        },
      ];
    });
}
