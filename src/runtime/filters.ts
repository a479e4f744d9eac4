/** The filters that a live process runs under, read from the kernel. */
import { constants } from "node:os";
import { readFileSync } from "node:fs";
import { Fault } from "../document/fault.js";
import { addon } from "./native.js";

export interface LiveFilters {
  readonly pid: number;
  /** `comm` of the process. */
  readonly command: string;
  /** `strict` is the mode without filters, which allows read, write, exit and sigreturn. */
  readonly mode: "none" | "strict" | "filter";
  /** The oldest first, in this machine's byte order. */
  readonly filters: readonly Uint8Array[];
}

/**
 * Throws a `Fault` that names what is missing: the process, or a right to look at it. The
 * process is stopped for the moment that reading takes, and goes on in any case.
 */
export function filtersOf(pid: number): LiveFilters {
  const status = statusOf(pid);
  const mode = MODES[Number(status.get("Seccomp") ?? "0")] ?? "none";
  const known = { pid, command: status.get("Name") ?? "", mode } as const;
  if (mode !== "filter") return { ...known, filters: [] };
  try {
    return { ...known, filters: addon().filtersOf(pid) };
  } catch (error) {
    throw faultOf(error, pid, status);
  }
}

const MODES = ["none", "strict", "filter"] as const;

/** `/proc/PID/status`, proc(5): a line `Key:\tvalue` for each. */
function statusOf(pid: number): ReadonlyMap<string, string> {
  try {
    const text = readFileSync(`/proc/${pid}/status`, "utf8");
    return new Map(
      text.split("\n").map((line) => {
        const [key = "", ...value] = line.split(":");
        return [key, value.join(":").trim()];
      }),
    );
  } catch (error) {
    throw new Fault("no-process", `there is no process ${pid}`, {
      hint:
        process.platform === "linux"
          ? "it has ended, or /proc does not show it to this user"
          : `filters are Linux's, and this is ${process.platform}`,
      cause: error,
    });
  }
}

function faultOf(
  error: unknown,
  pid: number,
  status: ReadonlyMap<string, string>,
): unknown {
  if (error instanceof Fault) return error;
  const { errno, syscall } = error as { errno?: number; syscall?: string };
  const { ESRCH, EPERM, EACCES, EIO, EINVAL, ETIMEDOUT } = constants.errno;
  const fault = (code: string, message: string, hint: string): Fault =>
    new Fault(code, message, { hint, cause: error });
  const call = syscall ?? "ptrace";
  switch (errno) {
    case ESRCH:
      return fault(
        "no-process",
        `process ${pid} ended before its filters were read`,
        "name one that runs",
      );
    case EPERM: {
      const tracer = status.get("TracerPid") ?? "0";
      if (tracer !== "0")
        return fault(
          "already-traced",
          `process ${pid} is traced by process ${tracer}, and the kernel allows one tracer`,
          "end that trace first",
        );
      return fault(
        "not-permitted",
        `this user may not trace process ${pid} (${call}: EPERM)`,
        "it is another user's, or kernel.yama.ptrace_scope forbids it: run this as root (CAP_SYS_PTRACE and CAP_SYS_ADMIN)",
      );
    }
    case EACCES:
      return ownMode() === "0"
        ? fault(
            "not-permitted",
            `this user may not read the filters of process ${pid} (${call}: EACCES)`,
            "it takes CAP_SYS_ADMIN in the first user namespace: run this as root",
          )
        : fault(
            "not-permitted",
            `a process that runs under a filter may not read those of others (${call}: EACCES)`,
            "run this outside of the container or sandbox",
          );
    case EIO:
    case EINVAL:
      return fault(
        "no-kernel-support",
        `this kernel does not give filters out (${call})`,
        "it needs CONFIG_CHECKPOINT_RESTORE and CONFIG_SECCOMP_FILTER",
      );
    case ETIMEDOUT:
      return fault(
        "not-stopped",
        `process ${pid} did not stop within 5 s`,
        "it waits in the kernel without interruption: try again later",
      );
    default:
      return error;
  }
}

/** Whether this process runs under seccomp itself. */
function ownMode(): string {
  const text = readFileSync("/proc/self/status", "utf8");
  return /^Seccomp:\s*(\d)/m.exec(text)?.[1] ?? "0";
}
