/** DifySandbox's lists, read here independently, against the imported programs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { archTable, type ArchName } from "../../syscalls/index.js";
import { corpus } from "../support/requires.js";
import {
  ALLOW,
  disagreements,
  ERRNO,
  KILL_PROCESS,
  type Reading,
} from "./agreement.js";
import { importPolicies } from "../../src/interop/import.js";
import { machineFor, shipped, taken } from "./imported.js";
import { Random } from "./random.js";

interface Lists {
  readonly allow: readonly string[];
  readonly errno: readonly string[];
  readonly network: readonly string[];
}

function readingOf(lists: Lists, network: boolean, arch: ArchName): Reading {
  const numbers = (names: readonly string[]): ReadonlySet<number> =>
    new Set(names.map((name) => archTable(arch).byName.get(name)?.nr ?? -1));
  const allowed = numbers([...lists.allow, ...(network ? lists.network : [])]);
  const answered = numbers(lists.errno);
  return (nr) =>
    allowed.has(nr) ? ALLOW : answered.has(nr) ? ERRNO + 1 : KILL_PROCESS;
}

function compare(
  lists: Lists,
  network: boolean,
  arch: ArchName,
  policy: ReturnType<typeof taken>[number] | undefined,
): void {
  if (policy === undefined) throw new Error("a policy is missing");
  expect(
    disagreements(
      machineFor(policy.policy, arch),
      readingOf(lists, network, arch),
      arch,
      new Random(5),
    ),
  ).toEqual([]);
}

const folder = corpus();

it.skipIf(folder === undefined)(
  "each of DifySandbox's lists answers on its arch as they say",
  () => {
    const path = join(folder ?? "", "policies/dify-whitelists.json");
    const text = readFileSync(path, "utf8");
    const all = JSON.parse(text) as Record<
      string,
      Record<"x86_64" | "aarch64", Lists>
    >;
    const policies = taken({ path, text }, "dify");
    expect(policies.map(({ policy }) => policy.name)).toEqual([
      "python",
      "python-network",
      "nodejs",
      "nodejs-network",
    ]);
    Object.values(all).forEach((arches, index) => {
      for (const arch of ["x86_64", "aarch64"] as const) {
        compare(arches[arch], false, arch, policies[index * 2]);
        compare(arches[arch], true, arch, policies[index * 2 + 1]);
      }
    });
  },
);

const GO = `//go:build linux && amd64

package python_syscall

import (
	"syscall"
)

const (
	SYS_GETRANDOM = 318
	SYS_RSEQ      = 334
)

var ALLOW_SYSCALLS = []int{
	// file io
	syscall.SYS_READ, syscall.SYS_WRITE, // both
	SYS_GETRANDOM, SYS_RSEQ, 39,
}

/* answered */
var ALLOW_ERROR_SYSCALLS = []int{
	syscall.SYS_CLONE,
	syscall.SYS_MKDIR,
}

var ALLOW_NETWORK_SYSCALLS = []int{syscall.SYS_SOCKET}
`;

it("lists in Go are read with their local constants, numbers and comments", () => {
  const lists: Lists = {
    allow: ["read", "write", "getrandom", "rseq", "getpid"],
    errno: ["clone", "mkdir"],
    network: ["socket"],
  };
  const policies = taken({ path: "syscalls_amd64.go", text: GO }, "dify");
  compare(lists, false, "x86_64", policies[0]);
  compare(lists, true, "x86_64", policies[1]);
});

it("a Go file's name tells its arch, and arm64 has its own names", () => {
  const text = `package a\nvar ALLOW_SYSCALLS = []int{syscall.SYS_FSTATAT}\n`;
  const [policy] = taken({ path: "syscalls_arm64.go", text }, "dify");
  expect(policy?.policy.arches.map(({ arch }) => arch)).toEqual(["aarch64"]);
  expect(policy?.text).toContain("allow: newfstatat");
});

it.each([
  ["syscalls_amd64.go", GO, ["aarch64"], "1:1", " for aarch64"],
  ["syscalls_amd64.go", GO, ["x86_64", "arm"], "1:1", " for arm"],
  ["a.json", '{ "a": { "x86_64": {} } }', ["aarch64"], "1:3", " for aarch64"],
  ["a.json", '{ "a": {} }', undefined, "1:3", ""],
] as const)(
  "an arch without a list is told, where all its calls would be killed",
  (path, text, arches, place, on) => {
    const { policies, diagnostics } = importPolicies(
      { path, text },
      "dify",
      shipped,
      arches === undefined ? {} : { arches },
    );
    expect(policies).toEqual([]);
    expect(
      diagnostics.map(
        ({ code, message, range }) =>
          `${range.line}:${range.column} ${code} ${message}`,
      ),
    ).toEqual([`${place} no-lists there is no list of syscalls here${on}`]);
  },
);

it("config.yaml's numbers are names of the arch that is asked for", () => {
  const text = `app:\n  port: 8194\nallowed_syscalls: [0, 1, 3, 60, 231]\n`;
  const [policy] = taken({ path: "config.yaml", text }, "dify", {
    arches: ["x86_64"],
  });
  expect(policy?.text).toContain(
    "allow: [read, write, close, exit, exit_group]",
  );
  const [arm] = taken({ path: "config.yaml", text }, "dify", {
    arches: ["aarch64"],
  });
  const { byNumber } = archTable("aarch64");
  const allow = [0, 1, 3, 60, 231].map((nr) => byNumber.get(nr)?.name ?? "");
  compare({ allow, errno: [], network: [] }, false, "aarch64", arm);
});

it("a network list whose calls are all left out still makes a policy of its own", () => {
  const text = `{ "a": { "x86_64": { "allow": ["read"], "network": ["soket"] } } }`;
  const policies = taken({ path: "a.json", text }, "dify", { lossy: true });
  expect(policies.map(({ policy }) => policy.name)).toEqual(["a", "a-network"]);
});

it.each([
  ["const (const SYS_RSEQ = 1\n)", "1:18"],
  ["const SYS_RSEQ var = 1", "1:26"],
  ["const SYS_RSEQ = 1 var var = []int{1}", "1:34"],
])("Go's own words are no names: %j", (declarations, place) => {
  const { policies, diagnostics } = importPolicies(
    { path: "syscalls_amd64.go", text: `package a ${declarations}` },
    "dify",
    shipped,
  );
  expect(policies).toEqual([]);
  expect(
    diagnostics.map(
      ({ code, range }) => `${code} ${range.line}:${range.column}`,
    ),
  ).toEqual([`syntax ${place}`]);
});
