/** Policies for `ALLOWED_SYSCALLS`: the shipped one with the given numbers allowed before all its rules. */
import { archTable, type ArchName } from "../../syscalls/index.js";
import { Fault } from "../document/fault.js";
import { loadPolicy } from "../policy/load.js";
import type { Policy } from "../policy/model.js";
import { shippedSource } from "../policy-files.js";

/** The names of `numbers` on `arch`. Throws a `Fault` for a number that it does not have. */
export function syscallNames(
  numbers: readonly number[],
  arch: ArchName,
): readonly string[] {
  const table = archTable(arch);
  return [...new Set(numbers)].map((nr) => {
    const syscall = table.byNumber.get(nr);
    if (syscall === undefined)
      throw new Fault(
        "unknown-syscall",
        `ALLOWED_SYSCALLS: ${arch} has no syscall ${nr}`,
        { hint: "callgate syscalls lists those that it has" },
      );
    return syscall.name;
  });
}

/** The shipped policy called `parent` with `names` allowed besides. */
export function widenedPolicy(
  parent: string,
  arch: ArchName,
  names: readonly string[],
): Policy {
  const text = policyText(parent, arch, names);
  const { policy, diagnostics } = loadPolicy(shippedSource(), {
    path: "ALLOWED_SYSCALLS",
    text,
  });
  if (policy === undefined)
    throw new Error(
      `${diagnostics[0]?.message ?? "a widened policy has errors"}; please report this`,
    );
  return policy;
}

function policyText(
  parent: string,
  arch: ArchName,
  names: readonly string[],
): string {
  return [
    "callgate: 1",
    `name: ${parent}-widened`,
    `description: ${parent}, and what ALLOWED_SYSCALLS adds.`,
    `extends: [${parent}]`,
    `arches: [${arch}]`,
    "rules:",
    `  - allow: [${names.join(", ")}]`,
    "    why: ALLOWED_SYSCALLS of the service's configuration asks for them.",
    "",
  ].join("\n");
}
