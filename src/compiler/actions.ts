/** `SECCOMP_RET_*` values (linux/seccomp.h) in the policy language's words. */
import { errnos, type ArchName } from "../../syscalls/index.js";

export interface ReturnAction {
  readonly action:
    | "allow"
    | "log"
    | "deny"
    | "kill"
    | "kill(thread)"
    | "trap"
    | "trace"
    | "notify";
  /** Of `deny`. */
  readonly errno?: number;
  /** Of `trap` and `trace`. */
  readonly data?: number;
}

const ACTION_BITS = 0xffff0000;
const DATA_BITS = 0xffff;
/** `MAX_ERRNO` (linux/err.h): the kernel answers no higher one. */
const MAX_ERRNO = 4095;

/** What the kernel does with a program's answer. A value it does not know kills the process. */
export function describeReturn(value: number): ReturnAction {
  const data = value & DATA_BITS;
  switch ((value & ACTION_BITS) >>> 0) {
    case 0x7fff0000:
      return { action: "allow" };
    case 0x7ffc0000:
      return { action: "log" };
    case 0x7ff00000:
      return { action: "trace", data };
    case 0x7fc00000:
      return { action: "notify" };
    case 0x00050000:
      return { action: "deny", errno: Math.min(data, MAX_ERRNO) };
    case 0x00030000:
      return { action: "trap", data };
    case 0x00000000:
      return { action: "kill(thread)" };
    default:
      return { action: "kill" };
  }
}

/** The same in one word, as a policy writes it; an errno as its number. */
export function returnText(value: number): string {
  const { action, errno, data } = describeReturn(value);
  const detail = errno ?? data;
  return detail === undefined ? action : `${action}(${detail})`;
}

/**
 * The same as a policy for `arch` writes the action, errnos by name. Bits beside it, which no
 * policy has, are shown.
 */
export function answerText(value: number, arch: ArchName): string {
  const { action, errno, data } = describeReturn(value);
  if (errno !== undefined) return `deny(${errnoName(errno, arch)})`;
  if (data !== undefined) return `${action}(${data})`;
  return PLAIN.has(value >>> 0)
    ? action
    : `${action} (0x${(value >>> 0).toString(16)})`;
}

/** What policies compile actions without data to. */
const PLAIN: ReadonlySet<number> = new Set([
  0x7fff0000, 0x7ffc0000, 0x7fc00000, 0x80000000, 0,
]);

function errnoName(errno: number, arch: ArchName): string {
  for (const [name, value] of errnos(arch)) if (value === errno) return name;
  return String(errno);
}
