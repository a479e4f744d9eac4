/** What syscalls are for: the group that says it best. */
import { loadGroup, type Group } from "../../policy/groups.js";
import { shippedSource } from "../../policy-files.js";

export interface Purpose {
  /** `@basic-io`; undefined: no group has the syscall. */
  readonly group: string | undefined;
  readonly description: string;
}

/** Groups that gather others, or are for one moment: they say least about a call. */
const GATHERING: ReadonlySet<string> = new Set([
  "default",
  "system-service",
  "privileged",
  "obsolete",
  "interpreter-start",
]);

/** What is left is of this one: what nearly every program calls. */
const EVERYDAY = "default";

const OTHER: Purpose = { group: undefined, description: "Of no group." };

/** The purpose of each syscall: of the groups that have it, the smallest. */
export function purposes(): (syscall: string) => Purpose {
  const source = shippedSource();
  const groups = source
    .groupNames()
    .filter((name) => !GATHERING.has(name))
    .map((name) => loadGroup(source, name).group)
    .filter((group): group is Group => group !== undefined)
    .sort((a, b) => a.syscalls.length - b.syscalls.length);
  const everyday = loadGroup(source, EVERYDAY).group;
  return (syscall) => {
    const found = [
      ...groups,
      ...(everyday === undefined ? [] : [everyday]),
    ].find(({ syscalls }) => syscalls.includes(syscall));
    return found === undefined
      ? OTHER
      : { group: `@${found.name}`, description: found.description };
  };
}
