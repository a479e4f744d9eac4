/** `install`: a process that uses callgate puts itself behind a program. */
import { requireBound } from "../compiler/bind.js";
import type { Program } from "../compiler/program.js";
import { Fault } from "../document/fault.js";
import { addon } from "./native.js";
import { errnoName } from "./status.js";

const ARCHES: Readonly<Record<string, string | undefined>> = {
  x64: "x86_64",
  arm64: "aarch64",
};

/**
 * Installs `program` on every thread of this process, for good, with no_new_privs set. Node
 * keeps worker threads of its own: the program must allow what they do. Throws a `Fault`
 * for a program with an unbound parameter, for another arch, and where the kernel refuses.
 */
export function install(program: Program): void {
  const { bytes, arch } = requireBound(program);
  if (arch !== ARCHES[process.arch])
    throw new Fault(
      "wrong-arch",
      `the program is for ${arch}, and this process is ${process.arch}`,
      { hint: "compile the policy for this machine's arch" },
    );
  try {
    addon().installFilter(bytes);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw refused(error);
  }
}

function refused(error: unknown): Fault {
  const { errno } = error as { errno?: number };
  const name = errno === undefined ? "an error" : errnoName(errno);
  return new Fault(
    "filter-refused",
    `the kernel refused the filter with ${name}`,
    {
      hint:
        name === "ESRCH"
          ? "a thread of this process has a filter of its own already"
          : "the kernel needs CONFIG_SECCOMP_FILTER, Linux 5.7 or newer",
      cause: error,
    },
  );
}
