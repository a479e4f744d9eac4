/** A call as a person writes it: `openat(dfd=0xffffff9c, flags=0x1)` on x86_64. */
import { archNames, archTable, type ArchName } from "../../syscalls/index.js";
import type { Call } from "../compiler/call.js";

/** Arguments that are 0 are left out where the kernel names them. */
export function callText(call: Call, arch: ArchName): string {
  const table = archTable(arch);
  if (call.arch !== table.auditArch)
    return `${numberText(call)} on ${abiOf(call.arch)}`;
  const syscall = table.byNumber.get(call.nr);
  if (syscall === undefined)
    return `${numberText(call)}${argumentsText(call.args, [])} on ${arch}`;
  const names = syscall.args.map(({ name }) => name);
  return `${syscall.name}${argumentsText(call.args, names)} on ${arch}`;
}

function argumentsText(
  args: readonly bigint[],
  names: readonly string[],
): string {
  const parts = args.flatMap((value, index) =>
    value === 0n
      ? []
      : [`${names[index] ?? `arg${index}`}=0x${value.toString(16)}`],
  );
  return `(${parts.join(", ")})`;
}

function numberText({ nr }: Call): string {
  return `syscall ${nr > 0xffff ? `0x${nr.toString(16)}` : nr}`;
}

function abiOf(auditArch: number): string {
  const arch = archNames.find(
    (name) => archTable(name).auditArch === auditArch,
  );
  return arch ?? `audit arch 0x${auditArch.toString(16)}`;
}
