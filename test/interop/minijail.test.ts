/** minijail's policies, read here by its rules, against the imported programs. */
import { describe, expect, it } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { importPolicies } from "../../src/interop/import.js";
import {
  ALLOW,
  disagreements,
  ERRNO,
  KILL_PROCESS,
  TRAP,
} from "./agreement.js";
import { machineFor, shipped, taken } from "./imported.js";
import { Random } from "./random.js";

const FILES: Readonly<Record<string, string>> = {
  "./common.policy": "read: 1\nclose: allow\n",
  "./loop.policy": "@include ./loop.policy\n",
};

const include = (path: string): { path: string; text: string } | undefined => {
  const text = FILES[path];
  return text === undefined ? undefined : { path, text };
};

const POLICY = `
@frequency ./some.frequency
@include ./common.policy
@default trap

# Three ways of writing a filter
openat: arg2 in O_RDONLY|O_CLOEXEC|0x800
{ mprotect, pkey_mprotect }: arg2 in ~PROT_EXEC || arg1 == 4096 && arg0 == 0; allow
ioctl: { arg1 == TCGETS, arg1 == 0x5413; return EACCES, return 25 }
fcntl[arch=x86_64,arm64]: arg1 & 2
socket: arg0 == AF_UNIX && arg1 < 3; \\
  return ENOSYS
kill: return 1
getpid[arch=arm]: 1
`;

function answer(
  name: string,
  [a = 0n, b = 0n, c = 0n]: readonly bigint[],
): number {
  switch (name) {
    case "read":
    case "close":
      return ALLOW;
    case "openat":
      return (c & ~BigInt(0o2000000 | 0x800)) === 0n ? ALLOW : TRAP;
    case "mprotect":
    case "pkey_mprotect":
      return (c & 4n) === 0n || (b === 4096n && a === 0n) ? ALLOW : TRAP;
    case "ioctl":
      if (b === 0x5401n) return ALLOW;
      return ERRNO + (b === 0x5413n ? 13 : 25);
    case "fcntl":
      return (b & 2n) !== 0n ? ALLOW : TRAP;
    case "socket":
      return a === 1n && b < 3n ? ERRNO + 38 : TRAP;
    case "kill":
      return ERRNO + 1;
    default:
      return TRAP;
  }
}

it("filters, includes, defaults and constants answer as minijail's", () => {
  const [policy] = taken({ path: "demo.policy", text: POLICY }, "minijail", {
    arches: ["x86_64"],
    include,
  });
  if (policy === undefined) throw new Error("nothing was imported");
  const { byNumber, byName } = archTable("x86_64");
  const tested = ["openat", "mprotect", "ioctl", "fcntl", "socket"].map(
    (name) => byName.get(name)?.nr ?? 0,
  );
  expect(
    disagreements(
      machineFor(policy.policy, "x86_64"),
      (nr, args) => answer(byNumber.get(nr)?.name ?? "", args),
      "x86_64",
      new Random(4),
      [0x5401n, 0x5413n, 4096n, 4n, 0x800n, 1n, 2n, 3n, 0x80800n],
      tested,
    ),
  ).toEqual([]);
  expect(policy.text).toContain("when: flags only O_NONBLOCK | O_CLOEXEC");
});

it("a syscall of some arches has its filter on those alone", () => {
  const text =
    "@default trap\nread[arch=arm64]: return 1\n{ read[arch=x86_64], write[arch=x86_64,arm64] }: 1\n";
  const [policy] = taken({ path: "a.policy", text }, "minijail", {
    arches: ["x86_64", "aarch64"],
  });
  expect(
    policy?.policy.arches.map(({ arch, rules }) => [
      arch,
      rules.map(({ name, action }) => [name, action.value]),
    ]),
  ).toEqual([
    [
      "x86_64",
      [
        ["read", ALLOW],
        ["write", ALLOW],
      ],
    ],
    [
      "aarch64",
      [
        ["read", ERRNO + 1],
        ["write", ALLOW],
      ],
    ],
  ]);
});

it.each([
  ["allows", "", ALLOW],
  ["is the one that it names", "@default trap\n", TRAP],
])("a denylist's default %s", (_, line, value) => {
  const text = `${line}@denylist\nptrace: return EPERM\n`;
  const [policy] = taken({ path: "a.policy", text }, "minijail", {
    arches: ["x86_64"],
  });
  expect(policy?.policy.arches[0]?.default.value).toBe(value);
});

it("without @default everything else kills the process", () => {
  const [policy] = taken({ path: "a.policy", text: "read: 1" }, "minijail", {
    arches: ["x86_64"],
  });
  expect(policy?.policy.arches[0]?.default.value).toBe(KILL_PROCESS);
});

describe("a fault is told at its place", () => {
  it.each([
    ["raed: 1", "unknown-syscall", "1:1"],
    ["read 1", "syntax", "1:6"],
    ["read: 2", "syntax", "1:7"],
    ["read: arg6 == 1", "syntax", "1:7"],
    ["read: arg0 = 1", "syntax", "1:12"],
    ["read: arg0 == NO_SUCH", "syntax", "1:15"],
    ["read: arg0 == 1 2", "syntax", "1:17"],
    ["read: 1\nread: 1", "second-action", "2:1"],
    ["@include ./none.policy", "syntax", "1:10"],
    ["@include ./loop.policy", "syntax", "1:10"],
    ["@default allow", "syntax", "1:10"],
    ["read: return 70000", "syntax", "1:7"],
    ["{ read, write: 1", "syntax", "1:14"],
    // The line goes on, so that minijail itself never sees the default.
    ["@frequency ./some.frequency\\\n@default trap", "syntax", "2:1"],
    ["read: \u0000", "unexpected-character", "1:7"],
  ])("%s", (text, code, place) => {
    const { policies, diagnostics } = importPolicies(
      { path: "a.policy", text },
      "minijail",
      shipped,
      { include },
    );
    expect(policies).toEqual([]);
    const [first] = diagnostics;
    expect([
      first?.code,
      `${first?.range.line}:${first?.range.column}`,
    ]).toEqual([code, place]);
  });
});

it("numbers of devices' ioctls become names, where a number has one", () => {
  const text =
    "ioctl: arg1 == 0x5514 || arg1 == 0x90044802 || arg1 == 0xaa00 || arg1 == 0x3b71\nmadvise: arg2 == 102\n";
  const [imported] = importPolicies(
    { path: "a.policy", text },
    "minijail",
    shipped,
    { arches: ["x86_64"] },
  ).policies;
  for (const name of [
    "USBDEVFS_RESET",
    "HIDIOCGRDESC",
    "USERFAULTFD_IOC_NEW",
    "0x3b71",
    "MADV_GUARD_INSTALL",
  ])
    expect(imported?.text).toContain(name);
});
