/** systemd's settings, read here by its own rules, against the imported program. */
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { importPolicies } from "../../src/interop/import.js";
import { SYSTEMD_GROUPS } from "../../src/interop/import/systemd-groups.js";
import { hasCommand, requires } from "../support/requires.js";
import {
  ALLOW,
  disagreements,
  ERRNO,
  KILL_PROCESS,
  LOG,
  type Reading,
} from "./agreement.js";
import { machineFor, shipped, taken } from "./imported.js";
import { Random } from "./random.js";

const { byName } = archTable("x86_64");
const ERRNOS: Readonly<Record<string, number>> = {
  EPERM: 1,
  EACCES: 13,
  ENOSYS: 38,
};

/** The members of a group on x86_64, from the list that systemd prints. */
function expand(name: string): readonly string[] {
  if (!name.startsWith("@")) return [name];
  return (SYSTEMD_GROUPS.get(name) ?? []).flatMap(expand);
}

/**
 * systemd's list, kept as it keeps it: a map from number to errno (-1: the list's own
 * action); the first line decides whether the list allows.
 */
class List {
  allows: boolean | undefined;
  readonly entries = new Map<number, string>();

  line(value: string, withDefault: boolean): void {
    if (value === "") {
      this.allows = undefined;
      this.entries.clear();
      return;
    }
    const inverted = value.startsWith("~");
    if (this.allows === undefined) {
      this.allows = !inverted;
      if (this.allows && withDefault)
        for (const name of expand("@default")) this.put(name, "-1");
    }
    for (const word of value.replace(/^~/, "").split(" ")) {
      const [name = "", errno = "-1"] = word.split(":");
      for (const one of expand(name))
        if (inverted !== this.allows || (inverted && errno !== "-1"))
          this.put(one, errno);
        else this.entries.delete(byName.get(one)?.nr ?? -1);
    }
  }

  put(name: string, errno: string): void {
    const nr = byName.get(name)?.nr;
    if (nr !== undefined) this.entries.set(nr, errno);
  }
}

function readingOf(lines: readonly string[]): Reading {
  const filter = new List();
  const log = new List();
  let refusal = "kill";
  for (const line of lines) {
    const [key = "", value = ""] = line.split("=");
    if (key === "SystemCallFilter") filter.line(value, true);
    if (key === "SystemCallLog") log.line(value, false);
    if (key === "SystemCallErrorNumber") refusal = value;
  }
  const answer = (errno: string): number =>
    errno === "kill" ? KILL_PROCESS : ERRNO + (ERRNOS[errno] ?? Number(errno));
  return (nr) => {
    const errno = filter.entries.get(nr);
    if (errno !== undefined && errno !== "-1") return answer(errno);
    const allowed =
      filter.allows === undefined || (errno !== undefined) === filter.allows;
    if (!allowed) return answer(refusal);
    const logged =
      log.allows !== undefined && log.entries.has(nr) === log.allows;
    return logged ? LOG : ALLOW;
  };
}

function compare(lines: readonly string[]): string {
  const text = ["[Service]", ...lines].join("\n");
  const [policy] = taken({ path: "demo.service", text }, "systemd", {
    arches: ["x86_64"],
  });
  if (policy === undefined) throw new Error("nothing was imported");
  expect(
    disagreements(
      machineFor(policy.policy, "x86_64"),
      readingOf(lines),
      "x86_64",
      new Random(2),
      [],
      [],
      500,
    ),
  ).toEqual([]);
  return policy.text;
}

describe("a systemd unit's filter answers as systemd's", () => {
  it.each([
    [["SystemCallFilter=@system-service"]],
    [["SystemCallFilter=@system-service", "SystemCallErrorNumber=EPERM"]],
    [
      [
        "SystemCallFilter=@system-service",
        "SystemCallFilter=~@privileged @resources",
      ],
    ],
    [
      [
        "SystemCallFilter=~@mount @swap ptrace:EACCES",
        "SystemCallErrorNumber=ENOSYS",
      ],
    ],
    [["SystemCallFilter=~@mount:38 reboot:kill", "SystemCallFilter=umount2"]],
    [["SystemCallFilter=@basic-io", "SystemCallFilter=~write:EPERM read"]],
    [
      [
        "SystemCallFilter=read write",
        "SystemCallFilter=",
        "SystemCallFilter=~ptrace",
      ],
    ],
    [["SystemCallFilter=@system-service", "SystemCallLog=@network-io"]],
    [["SystemCallFilter=@system-service", "SystemCallLog=~@basic-io"]],
    [["SystemCallLog=ptrace", "SystemCallArchitectures=native"]],
  ])("%j", (lines) => {
    compare(lines);
  });
});

it("the lines come out with our groups where they fit exactly", () => {
  const text = compare([
    "SystemCallFilter=@system-service",
    "SystemCallErrorNumber=EPERM",
  ]);
  for (const group of ["basic-io", "network-io", "timer"])
    expect(text).toContain(`"@${group}"`);
  expect(text).toContain("default: deny(EPERM)");
});

it("lines go on behind a backslash, and comments between them are skipped", () => {
  const text = "SystemCallFilter=read \\\n# not this: ptrace\n  write\n";
  const [policy] = taken({ path: "a.service", text }, "systemd", {
    arches: ["x86_64"],
  });
  const names = policy?.policy.arches[0]?.rules.map(({ name }) => name) ?? [];
  expect(names).toEqual(expect.arrayContaining(["read", "write", "execve"]));
  expect(names).not.toContain("ptrace");
});

it("a section's line that goes on in the next is told", () => {
  const text = "[Service]\\\nSystemCallFilter=read\n";
  const file = { path: "a.service", text };
  const { diagnostics } = importPolicies(file, "systemd", shipped);
  expect(diagnostics.map(({ code, range }) => [code, range.line])).toEqual([
    ["unit-syntax", 1],
  ]);
});

it("a quote is part of a name, as systemd takes it, and no such name is known", () => {
  for (const name of ['"read"', "'read'", 're"ad"', '"read'])
    expect(
      importPolicies(
        { path: "a.service", text: `SystemCallFilter=~${name}\n` },
        "systemd",
        shipped,
      ).diagnostics.map(({ code }) => code),
    ).toEqual(["unknown-syscall"]);
});

it("a further filter of the unit is told, and left out with --lossy", () => {
  const file = {
    path: "a.service",
    text: "SystemCallFilter=read\nRestrictNamespaces=yes\n",
  };
  const strict = importPolicies(file, "systemd", shipped);
  expect(
    strict.diagnostics.map(({ code, range }) => [code, range.line]),
  ).toEqual([["other-filter", 2]]);
  const [policy] = taken(file, "systemd", { lossy: true });
  expect(policy?.text).toContain("RestrictNamespaces= is a filter of its own");
});

describe("what systemd ignores is told", () => {
  it.each([
    ["SystemCallErrorNumber=0", "unknown-errno", "2:23"],
    ["SystemCallErrorNumber=EPERM ENOSYS", "unknown-errno", "2:29"],
    ["SystemCallErrorNumber=4096", "unknown-errno", "2:23"],
    ["SystemCallErrorNumber=08", "unknown-errno", "2:23"],
    ["[Unit]\nSystemCallLog=read", "ignored-setting", "3:1"],
    ["[Install]\nSystemCallFilter=~read", "ignored-setting", "3:1"],
  ])("%j", (line, code, place) => {
    const file = {
      path: "a.service",
      text: `SystemCallFilter=read\n${line}\n`,
    };
    const { policies, diagnostics } = importPolicies(file, "systemd", shipped);
    expect(policies).toEqual([]);
    expect(
      diagnostics.map(({ code, range }) => [
        code,
        `${range.line}:${range.column}`,
      ]),
    ).toEqual([[code, place]]);
  });
});

it.each([
  ["013", 11],
  ["0x1A", 26],
  ["38", 38],
])("an errno is a number of C's: %s", (text, errno) => {
  const [policy] = taken(
    {
      path: "a.service",
      text: `[Socket]\nSystemCallFilter=~read:${text}\nSystemCallErrorNumber=${text}\n[Unit]\nProtectClock=yes\n`,
    },
    "systemd",
    { arches: ["x86_64"] },
  );
  const [arch] = policy?.policy.arches ?? [];
  expect(arch?.rules.map(({ action }) => action.value)).toEqual([
    0x50000 + errno,
  ]);
});

const hasSystemd = requires(
  hasCommand("systemd-analyze"),
  "systemd-analyze is missing (Debian: systemd)",
);

it.skipIf(!hasSystemd)(
  "the groups are those that systemd 252 prints",
  (context) => {
    const version = execFileSync("systemd-analyze", ["--version"], {
      encoding: "utf8",
    });
    if (!version.startsWith("systemd 252")) context.skip();
    const printed = execFileSync(
      "systemd-analyze",
      ["syscall-filter", "--no-pager"],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
    );
    const groups = new Map<string, string[]>();
    let members: string[] = [];
    for (const line of printed.split("\n")) {
      if (line.startsWith("@")) groups.set(line, (members = []));
      else if (/^ {4}[^# ]/.test(line)) members.push(line.trim());
    }
    groups.delete("@known");
    expect(new Map(SYSTEMD_GROUPS)).toEqual(groups);
  },
);
