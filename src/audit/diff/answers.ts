/** Answers of programs in words, and how far each lets a call get. */
import { errnos, type ArchName } from "../../../syscalls/index.js";
import { describeReturn, type ReturnAction } from "../../compiler/actions.js";
import type { ChangeKind } from "./model.js";

/** A `SECCOMP_RET_*` value as a policy for `arch` writes the action; bits that no policy has are shown. */
export function answerText(value: number, arch: ArchName): string {
  const { action, errno, data } = describeReturn(value);
  const text =
    errno !== undefined
      ? `deny(${errnoName(errno, arch)})`
      : data !== undefined
        ? `${action}(${data})`
        : action;
  const isPlain =
    errno !== undefined || data !== undefined || PLAIN.has(value >>> 0);
  return isPlain ? text : `${text} (0x${(value >>> 0).toString(16)})`;
}

/** What policies compile actions without data to. */
const PLAIN: ReadonlySet<number> = new Set([
  0x7fff0000, 0x7ffc0000, 0x7fc00000, 0x80000000, 0,
]);

export function errnoName(errno: number, arch: ArchName): string {
  for (const [name, value] of errnos(arch)) if (value === errno) return name;
  return String(errno);
}

/** The kernel's order of precedence; refusals count alike. */
const STEPS: Readonly<Record<ReturnAction["action"], number>> = {
  kill: 0,
  "kill(thread)": 0,
  trap: 0,
  deny: 0,
  notify: 1,
  trace: 2,
  log: 3,
  allow: 4,
};

function stepOf(value: number): number {
  return STEPS[describeReturn(value).action];
}

/** The kernel makes the call. */
export function isMade(value: number): boolean {
  return stepOf(value) >= STEPS.log;
}

export function kindOf(before: number, after: number): ChangeKind {
  if (isMade(before) === isMade(after)) return "changed";
  return isMade(after) ? "allowed" : "refused";
}

export function isWider(before: number, after: number): boolean {
  return stepOf(after) > stepOf(before);
}
