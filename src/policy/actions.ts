/** Reads actions: the same words wherever one stands. */
import type { Range, Report } from "../document/diagnostic.js";
import { nearest } from "../document/nearest.js";
import { part } from "../document/places.js";
import type { Kernel } from "./kernel.js";
import type { Action, ArchAction, ArchName } from "./model.js";
import { Problems } from "./problems.js";

/** `SECCOMP_RET_*` of linux/seccomp.h; the low 16 bits are `SECCOMP_RET_DATA`. */
const SECCOMP_RET_KILL_PROCESS = 0x80000000;
const SECCOMP_RET_KILL_THREAD = 0x00000000;
const SECCOMP_RET_TRAP = 0x00030000;
const SECCOMP_RET_ERRNO = 0x00050000;
const SECCOMP_RET_USER_NOTIF = 0x7fc00000;
const SECCOMP_RET_TRACE = 0x7ff00000;
const SECCOMP_RET_LOG = 0x7ffc0000;
const SECCOMP_RET_ALLOW = 0x7fff0000;

/** The kernel answers no errno above this (`MAX_ERRNO` in linux/err.h). */
const MAX_ERRNO = 4095;
const DATA_MAX = 0xffff;

/** The words that an action starts with. */
export const actionWords = [
  "allow",
  "log",
  "deny",
  "kill",
  "trap",
  "trace",
  "notify",
] as const;

type Word = (typeof actionWords)[number];

/** What the boot program answers where no rule allows: ENOSYS, and weaker than a listener. */
export const bootRefusal: ArchAction = {
  action: { kind: "trace", data: 0 },
  value: SECCOMP_RET_TRACE,
};

/** The action that `text` (standing at `range`) means; undefined after it was reported. */
export function parseAction(
  text: string,
  range: Range,
  report: Report,
): Action | undefined {
  const error = (message: string, hint: string): undefined => {
    const severity = "error";
    report({ code: "bad-action", severity, message, range, hint });
    return undefined;
  };
  const parts = /^([^()\s]+)(?:\(([^()]*)\))?$/.exec(text);
  const written = parts?.[1] ?? /^[^()\s]*/.exec(text)?.[0] ?? "";
  const word = actionWords.find((one) => one === written);
  if (word === undefined) {
    const near = nearest(written, actionWords);
    return error(
      `there is no action "${text}"`,
      near === undefined ? ALL_ACTIONS : `write ${FORMS[near as Word]}`,
    );
  }
  if (parts === null)
    return error(`"${text}" is not an action`, `write ${FORMS[word]}`);
  const inside = parts[2];
  switch (word) {
    case "allow":
    case "log":
    case "notify":
      if (inside === undefined) return { kind: word };
      return error(`"${word}" takes nothing in parentheses`, `write ${word}`);
    case "kill":
      if (inside === undefined) return { kind: "kill", scope: "process" };
      if (inside === "thread") return { kind: "kill", scope: "thread" };
      return error(
        `"kill" ends the process, and "kill(thread)" the thread`,
        `write ${FORMS.kill}`,
      );
    case "trap":
    case "trace": {
      const data = inside === undefined ? undefined : numberOf(inside);
      if (data !== undefined && data <= DATA_MAX) return { kind: word, data };
      return error(
        `"${word}" takes a number from 0 to ${DATA_MAX}`,
        `write ${word}(0)`,
      );
    }
    case "deny":
      return denial(inside, error);
  }
}

function denial(
  inside: string | undefined,
  error: (message: string, hint: string) => undefined,
): Action | undefined {
  if (inside === undefined) return { kind: "deny", errno: "EPERM" };
  if (/^[A-Z][A-Z0-9]*$/.test(inside)) return { kind: "deny", errno: inside };
  const errno = numberOf(inside);
  if (errno !== undefined && errno <= MAX_ERRNO) return { kind: "deny", errno };
  return error(
    `"deny" takes an errno: its name, or a number from 0 to ${MAX_ERRNO}`,
    "write deny(EPERM)",
  );
}

function numberOf(text: string): number | undefined {
  return /^(0|[1-9][0-9]{0,5})$/.test(text) ? Number(text) : undefined;
}

const FORMS: Readonly<Record<Word, string>> = {
  allow: "allow",
  log: "log",
  deny: "deny(EPERM) or another errno",
  kill: "kill or kill(thread)",
  trap: "trap(0) or another number",
  trace: "trace(0) or another number",
  notify: "notify",
};

const ALL_ACTIONS =
  "the actions are allow, log, deny(ERRNO), kill, kill(thread), trap(DATA), trace(DATA) and notify";

/** The action's `SECCOMP_RET_*` value on `arch`; undefined after a problem with its errno. */
export function archAction(
  action: Action,
  arch: ArchName,
  kernel: Kernel,
  range: Range,
  problems: Problems,
): ArchAction | undefined {
  switch (action.kind) {
    case "allow":
      return { action, value: SECCOMP_RET_ALLOW };
    case "log":
      return { action, value: SECCOMP_RET_LOG };
    case "notify":
      return { action, value: SECCOMP_RET_USER_NOTIF };
    case "kill":
      return {
        action,
        value:
          action.scope === "thread"
            ? SECCOMP_RET_KILL_THREAD
            : SECCOMP_RET_KILL_PROCESS,
      };
    case "trap":
      return { action, value: SECCOMP_RET_TRAP + action.data };
    case "trace":
      return { action, value: SECCOMP_RET_TRACE + action.data };
    case "deny": {
      const errno = errnoOf(action.errno, arch, kernel, range, problems);
      return errno === undefined
        ? undefined
        : { action, value: SECCOMP_RET_ERRNO + errno };
    }
  }
}

function errnoOf(
  errno: string | number,
  arch: ArchName,
  kernel: Kernel,
  range: Range,
  problems: Problems,
): number | undefined {
  if (typeof errno === "number") return errno;
  const errnos = kernel.errnos(arch);
  const value = errnos.get(errno);
  if (value !== undefined) return value;
  const near = nearest(errno, errnos.keys());
  problems.add({
    code: "unknown-errno",
    // Quoted keys are longer than their text.
    range:
      range.end - range.start === `deny(${errno})`.length
        ? part(range, "deny(".length, "deny(".length + errno.length)
        : range,
    arch,
    message: (arches, several) =>
      `${arches} ${several ? "have" : "has"} no errno named "${errno}"`,
    hint: near === undefined ? undefined : `write ${near}`,
  });
  return undefined;
}

/** The action as a policy's author writes it. */
export function actionText(action: Action): string {
  switch (action.kind) {
    case "allow":
    case "log":
    case "notify":
      return action.kind;
    case "kill":
      return action.scope === "thread" ? "kill(thread)" : "kill";
    case "trap":
    case "trace":
      return `${action.kind}(${action.data})`;
    case "deny":
      return `deny(${action.errno})`;
  }
}
