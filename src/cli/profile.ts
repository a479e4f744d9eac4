/** A profile: how often each syscall was called in a real run, as JSON `{"NAME": COUNT}`. */
import { readFileSync } from "node:fs";
import { archTable, type ArchName } from "../../syscalls/index.js";
import { Fault } from "../document/fault.js";

/** The counts by number on `arch`; names that it does not have are left aside. */
export function readProfile(
  file: string,
  arch: ArchName,
): ReadonlyMap<number, number> {
  const { byName } = archTable(arch);
  const counts = new Map<number, number>();
  for (const [name, count] of Object.entries(readCounts(file))) {
    if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 0)
      throw new Fault(
        "bad-profile",
        `${file} gives ${name} the count ${JSON.stringify(count)}`,
        { hint: "a count is a whole number from 0" },
      );
    const syscall = byName.get(name);
    if (syscall !== undefined) counts.set(syscall.nr, count);
  }
  return counts;
}

function readCounts(file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Fault(
      "bad-profile",
      `the profile ${file} could not be read: ${error instanceof Error ? error.message : String(error)}`,
      { hint: 'a profile is JSON: {"read": 1200, "write": 800}', cause: error },
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Fault("bad-profile", `the profile ${file} is no JSON object`, {
      hint: 'write {"read": 1200, "write": 800}',
    });
  return value as Record<string, unknown>;
}
