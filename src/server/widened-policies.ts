/**
 * Policies for `ALLOWED_SYSCALLS`: the shipped one with the given numbers allowed before all
 * its rules. They are written to a folder of the service's own, which `remove` takes away.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archTable, type ArchName } from "../../syscalls/index.js";
import { Fault } from "../document/fault.js";

export interface WidenedPolicies {
  /** The path of the policy that widens the shipped one called `name`. */
  pathOf(name: string): string;
  remove(): void;
}

/** Throws a `Fault` for a number that `arch` does not have. */
export function widenPolicies(
  numbers: readonly number[],
  arch: ArchName,
): WidenedPolicies {
  const table = archTable(arch);
  const names = [...new Set(numbers)].map((nr) => {
    const syscall = table.byNumber.get(nr);
    if (syscall === undefined)
      throw new Fault(
        "unknown-syscall",
        `ALLOWED_SYSCALLS: ${arch} has no syscall ${nr}`,
        { hint: "callgate syscalls lists those that it has" },
      );
    return syscall.name;
  });
  let folder: string | undefined;
  return {
    pathOf(name) {
      folder ??= mkdtempSync(join(tmpdir(), "callgate-policies-"));
      const path = join(folder, `${name}-widened.yaml`);
      writeFileSync(path, policyText(name, arch, names), { mode: 0o600 });
      return path;
    },
    remove() {
      if (folder !== undefined)
        rmSync(folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
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
