/** The shipped groups: well formed, made of real syscalls, and systemd's where they carry its names. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { archNames, archTable } from "../../syscalls/index.js";
import { hasCommand, requires } from "../support/requires.js";

interface Group {
  readonly callgate: number;
  readonly group: string;
  readonly description: string;
  readonly names: readonly string[];
}

const folder = join(import.meta.dirname, "../../policy/groups");
const groups = new Map(
  readdirSync(folder)
    .sort()
    .map((file): [string, Group] => [
      file.replace(/\.yaml$/, ""),
      parse(readFileSync(join(folder, file), "utf8")),
    ]),
);
const known = new Set(
  archNames.flatMap((arch) => [...archTable(arch).byName.keys()]),
);

/** Names of ours that systemd has no group for. */
const ours = [
  "file-change",
  "file-read",
  "identity",
  "interpreter-start",
  "sleep",
  "time",
];

/** What our groups have beyond those of systemd 252 (Debian 12); they lack nothing. */
const differences: readonly {
  readonly group: string;
  readonly more: readonly string[];
  readonly why: string;
}[] = [
  {
    group: "default",
    more: ["futex_requeue", "futex_wait", "futex_wake"],
    why: "futex in three calls (Linux 6.7), as harmless as futex and futex_waitv beside them",
  },
  {
    group: "default",
    more: ["get_tls"],
    why: "arm's reading half of set_tls",
  },
  {
    group: "default",
    more: ["rseq_slice_yield", "uprobe"],
    why: "made by the C library (Linux 7.0) and by the kernel's own probes (6.18), as rseq and uretprobe are",
  },
  {
    group: "file-system",
    more: [
      "file_getattr",
      "file_setattr",
      "getxattrat",
      "listxattrat",
      "removexattrat",
      "setxattrat",
    ],
    why: "newer forms (Linux 6.13, 6.17) of calls that are in the group",
  },
  {
    group: "file-system",
    more: ["cachestat"],
    why: "asks about an open file's pages (Linux 6.5)",
  },
  {
    group: "ipc",
    more: ["memfd_secret"],
    why: "memory behind a descriptor (Linux 5.14), as memfd_create",
  },
  {
    group: "ipc",
    more: ["process_mrelease"],
    why: "frees another process's memory (Linux 5.15), as process_madvise",
  },
  {
    group: "mount",
    more: ["listmount", "listns", "open_tree_attr", "statmount"],
    why: "newer calls (Linux 6.8 to 6.19) on mounts and namespaces",
  },
  {
    group: "sync",
    more: ["arm_sync_file_range"],
    why: "what sync_file_range2 is called on arm",
  },
  {
    group: "system-service",
    more: ["map_shadow_stack", "mincore", "mseal"],
    why: "memory calls (the newer ones Linux 6.6 and 6.10) that services on today's libraries make",
  },
];

test.each([...groups])("@%s is a group file of its own name", (name, group) => {
  expect(group.callgate).toBe(1);
  expect(group.group).toBe(name);
  expect(group.description).toMatch(/^[A-Z].*\.$/);
  expect(group.names).toEqual([...new Set(group.names)]);
  expect(group.names).toEqual(
    [...group.names].sort(
      (a, b) =>
        Number(b.startsWith("@")) - Number(a.startsWith("@")) ||
        (a < b ? -1 : 1),
    ),
  );
});

test.each([...groups])(
  "every name in @%s is a group or a syscall of some arch",
  (_, group) => {
    expect(
      group.names.filter((name) =>
        name.startsWith("@") ? !groups.has(name.slice(1)) : !known.has(name),
      ),
    ).toEqual([]);
  },
);

test("no group contains itself", () => {
  const within = (name: string, above: readonly string[]): void => {
    expect(above).not.toContain(name);
    for (const inner of groups.get(name)?.names ?? [])
      if (inner.startsWith("@")) within(inner.slice(1), [...above, name]);
  };
  for (const name of groups.keys()) within(name, []);
});

describe.skipIf(
  !requires(
    hasCommand("systemd-analyze"),
    "systemd-analyze (Debian: systemd) is not installed",
  ),
)("beside systemd's groups", () => {
  const systemd = systemdGroups();

  test("systemd was asked", () => {
    expect(systemd.size).toBeGreaterThan(25);
    expect(systemd.get("basic-io")).toContain("read");
  });

  test("each group but @known is here, and what else is here is ours", () => {
    // What @known would say, a policy says with `default` and `unknown`.
    const theirs = [...systemd.keys()].filter((name) => name !== "known");
    // @sandbox came with systemd 254.
    expect([...new Set([...theirs, ...ours, "sandbox"])].sort()).toEqual([
      ...groups.keys(),
    ]);
  });

  test("members differ only as meant", () => {
    const unexplained: string[] = [];
    for (const [name, theirs] of systemd) {
      const members = groups.get(name)?.names;
      if (members === undefined) continue;
      const meant = differences.filter(
        (difference) => difference.group === name,
      );
      const more = new Set(meant.flatMap((difference) => difference.more));
      for (const member of members)
        if (!theirs.includes(member) && !more.has(member))
          unexplained.push(`@${name} has ${member}, systemd's has not`);
      for (const member of theirs)
        if (!members.includes(member))
          unexplained.push(`@${name} lacks ${member}, systemd's has it`);
    }
    expect(unexplained).toEqual([]);
    for (const { group, more, why } of differences)
      process.stdout.write(
        `@${group}: ${more.map((name) => `+${name}`).join(" ")}: ${why}\n`,
      );
  });
});

/** Group name, without the `@`, to its direct members, as the installed tool lists them. */
function systemdGroups(): ReadonlyMap<string, readonly string[]> {
  const { stdout } = spawnSync(
    "systemd-analyze",
    ["syscall-filter", "--no-pager"],
    { encoding: "utf8", env: { ...process.env, SYSTEMD_COLORS: "0" } },
  );
  const found = new Map<string, string[]>();
  let members: string[] = [];
  for (const line of stdout.split("\n")) {
    const word = line.trim();
    if (line.startsWith("@")) found.set(word.slice(1), (members = []));
    else if (/^ +[@\w-]+$/.test(line)) members.push(word);
  }
  return found;
}
