/** How commands take programs: read from a file, or compiled from a policy. */
import { archNames, archTable, type ArchName } from "../../syscalls/index.js";
import { checkProgram } from "../compiler/check.js";
import { decode } from "../compiler/instructions.js";
import { UNBOUND } from "../compiler/opcodes.js";
import { Fault } from "../document/fault.js";
import type { ArchPolicy, Policy } from "../policy/model.js";
import { hostArch } from "./arguments.js";
import { readBytes } from "./files.js";

/** The bytes of a program that the kernel of `arch` would take. Throws a `Fault`. */
export function readProgram(file: string, arch: ArchName): Uint8Array {
  const bytes = readBytes(file);
  const { endian } = archTable(arch);
  const open = decode(bytes, endian).findIndex(({ code }) => code === UNBOUND);
  if (open !== -1)
    throw new Fault(
      "unbound-parameter",
      `${file} has a parameter without a value, at instruction ${open}`,
      { hint: "compile its policy with --param NAME=VALUE" },
    );
  const fault = checkProgram(bytes, endian);
  if (fault !== undefined)
    throw new Fault(
      "bad-program",
      `${file} is no program that the kernel takes: ${fault}`,
    );
  return bytes;
}

/** The arch that was asked for, or a program's name tells (`python.aarch64.bpf`), or this machine's. */
export function archFor(given: ArchName | undefined, file?: string): ArchName {
  const named = archNames.find((name) => file?.includes(`.${name}.`) === true);
  const arch = given ?? named ?? hostArch;
  if (arch === undefined)
    throw new Fault("no-arch", "this machine's arch is not one of callgate's", {
      hint: `add --arch, one of ${archNames.join(", ")}`,
    });
  return arch;
}

/** What `policy` means on `arch`. Throws a `Fault` where it does not list it. */
export function meaningOn(policy: Policy, arch: ArchName): ArchPolicy {
  const meaning = policy.arches.find((one) => one.arch === arch);
  if (meaning !== undefined) return meaning;
  throw new Fault("arch-not-listed", `${policy.name} is not for ${arch}`, {
    hint: `it lists ${policy.arches.map((one) => one.arch).join(", ")} under "arches"`,
  });
}
