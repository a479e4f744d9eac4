/** Each check finds its bad example and not its good one; the catalogue can be read everywhere. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { archNames, archTable } from "../../syscalls/index.js";
import { check } from "../../src/audit/check.js";
import { risks } from "../../src/audit/risks/catalogue.js";
import { fallBacks } from "../../src/audit/risks/fall-backs.js";
import { riskyCalls } from "../../src/audit/risks/read.js";
import { waysRound } from "../../src/audit/risks/ways-round.js";
import { checks } from "../../src/audit/rules/index.js";
import { decide } from "../../src/policy/decide.js";
import { loadPolicy } from "../../src/policy/load.js";
import { diskSource, readPolicy } from "../../src/policy-files.js";
import { checksPage } from "../../tools/checks/page.js";
import { projectRoot } from "../support/cli.js";
import { findings, idsOf, policyOf } from "./support.js";

const riskIds = new Set(risks.map(({ id }) => id));

describe("each check's own examples", () => {
  it.each(checks)("$id", ({ id, bad, good }) => {
    const isFound = (ids: readonly string[]): boolean =>
      ids.some(
        (one) => one === id || (id === "risky-call" && riskIds.has(one)),
      );
    expect(isFound(idsOf(bad))).toBe(true);
    expect(isFound(idsOf(good))).toBe(false);
  });
});

it("docs/checks.md is what the checks say", async () => {
  const page = readFileSync(join(projectRoot, "docs/checks.md"), "utf8");
  expect(page).toBe(await checksPage());
});

it("ids are told apart", () => {
  const ids = [...checks, ...risks].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it("the catalogues name syscalls that some arch has, and conditions that every arch reads", () => {
  const known = new Set(
    archNames.flatMap((arch) => [...archTable(arch).byName.keys()]),
  );
  const named = [
    ...risks.flatMap(({ syscalls, with: beside = [] }) => [
      ...syscalls,
      ...beside,
    ]),
    ...waysRound.flatMap(({ narrow, ways }) => [narrow, ...ways]),
    ...fallBacks.flatMap(({ name, to }) => [name, ...to]),
  ];
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  for (const arch of archNames) {
    const read = new Set(riskyCalls(arch).map(({ risk }) => risk.id));
    for (const { id, syscalls } of risks)
      if (syscalls.some((name) => archTable(arch).byName.has(name)))
        expect(read).toContain(id);
  }
});

it("every risk says where to read about it: a manual page, a file or commit of the kernel, a publication", () => {
  const kinds =
    /^([\w-]+\([1-8](const)?\)|(Documentation|include|net|mm|ipc|fs)\/[\w./-]*|Linux commit [0-9a-f]{12}|PaX's MPROTECT documentation|security\.googleblog\.com, June 2023|google\/security-research|pocs\/[\w./-]+|clone3)$/;
  const odd = risks.flatMap(({ id, source }) =>
    source
      .split(/[,;] (?!June)/)
      .filter((one) => !kinds.test(one))
      .map((one) => `${id}: ${one}`),
  );
  expect(odd).toEqual([]);
});

it("every risk is found where its syscalls are allowed, and not where they are refused", () => {
  for (const { id, syscalls, with: beside = [] } of risks) {
    const arch = archNames.find((one) =>
      syscalls.some((name) => archTable(one).byName.has(name)),
    );
    const names = [...new Set([...syscalls, ...beside])].filter(
      (name) => arch !== undefined && archTable(arch).byName.has(name),
    );
    const head = `arches: ${arch}\nrules:\n`;
    expect(idsOf(`${head}  - allow: [${names.join(", ")}]\n`)).toContain(id);
    expect(idsOf(`${head}  - deny: [${names.join(", ")}]\n`)).not.toContain(id);
  }
});

it("a rule that keeps a risk out by its arguments is no finding, and one bit more is", () => {
  const rule = (when: string): string =>
    `rules:\n  - allow: mmap\n    when: ${when}\n    why: Memory.\n`;
  expect(idsOf(rule("not prot & PROT_EXEC"))).toEqual([]);
  expect(idsOf(rule("prot only PROT_READ | PROT_EXEC"))).toEqual([]);
  expect(idsOf(rule("prot only PROT_READ | PROT_WRITE | PROT_EXEC"))).toEqual([
    "writable-code",
  ]);
});

it("the upper half of a 32-bit argument hides nothing", () => {
  expect(
    idsOf(
      "rules:\n  - deny: ioctl\n    when: cmd == TIOCSTI\n  - allow: ioctl\n    why: Devices.\n",
    ),
  ).toEqual([
    "file-flags",
    "page-fault-device",
    "console-selection",
    "line-disciplines",
    "console-output",
  ]);
});

it("a call that is shown is one that the policy allows", () => {
  const policy = policyOf(
    "rules:\n  - allow: [mmap, clone, ioctl, prctl, socket, ptrace]\n    why: Everything.\n",
  );
  const shown = check(policy).filter(({ id }) => riskIds.has(id));
  expect(shown.length).toBeGreaterThan(10);
  const [x86] = policy.arches;
  if (x86 === undefined) throw new Error("the policy is for x86_64");
  for (const { message } of shown) {
    const [, name = "", args = ""] =
      /^(\w+)\((.*?)\) on x86_64/.exec(message) ?? [];
    const syscall = archTable("x86_64").byName.get(name);
    if (syscall === undefined) throw new Error(message);
    const values = [0n, 0n, 0n, 0n, 0n, 0n];
    for (const [, arg = "", value = ""] of args.matchAll(
      /(\w+)=(0x[0-9a-f]+)/g,
    ))
      values[syscall.args.findIndex((one) => one.name === arg)] = BigInt(value);
    const { auditArch } = archTable("x86_64");
    const call = { arch: auditArch, nr: syscall.nr, args: values };
    expect(decide(x86, "run", call).action.action.kind).toBe("allow");
  }
});

it("an acceptance hides the finding of its own rule alone, with the reason shown", () => {
  const body = (second: string): string =>
    `rules:
  - allow: ptrace
    when: request == 0
    why: Asks to be traced.
    accept:
      ptrace: The tracer is ours.
  - ${second}: ptrace
    why: The rest.
`;
  const [one, ...others] = findings(body("deny"));
  expect(one).toMatchObject({ id: "ptrace", accepted: "The tracer is ours." });
  expect(others).toEqual([]);
  expect(idsOf(body("allow"))).toEqual(["ptrace"]);
});

it("a stale acceptance can't be accepted", () => {
  expect(
    idsOf(
      "accept:\n  stale-acceptance: For later.\n  default-allows: For later.\n",
    ),
  ).toEqual(["stale-acceptance", "stale-acceptance"]);
});

it("a rule that is shadowed by two together, by neither alone, never matches", () => {
  const body = (second: string): string =>
    `rules:
  - allow: lseek
    when: whence <= 2
  - deny: lseek
    when: whence >= ${second}
  - deny(ENOSYS): lseek
`;
  // whence is unsigned: 0 to 2 and 3 to the end leave nothing.
  expect(idsOf(body("3"))).toEqual(["never-matches"]);
  expect(idsOf(body("4"))).toEqual([]);
});

it("a rule on a group that no arch of the policy has is told", () => {
  const body = (arches: string): string =>
    `arches: ${arches}\nrules:\n  - deny(EACCES): "@cpu-emulation"\n    why: Nothing runs old code.\n`;
  expect(idsOf(body("riscv64"))).toEqual(["never-matches"]);
  expect(idsOf(body("[riscv64, x86_64]"))).toEqual([]);
});

it("a group of which a condition lets one member alone through is told, and one that other arches need is not", () => {
  const body = (arches: string): string =>
    `arches: ${arches}\nrules:\n  - deny: [ppoll, eventfd2, epoll_create1, epoll_ctl, epoll_pwait, epoll_pwait2]\n  - deny: pselect6\n    when: n >= 0\n  - allow: "@io-event"\n    why: Waits.\n`;
  // n is signed: a negative number of descriptors is left to the group.
  expect(idsOf(body("aarch64"))).toEqual(["group-for-one"]);
  expect(idsOf(body("[aarch64, x86_64]"))).not.toContain("group-for-one");
});

it("a refusal that another ABI of the machine undoes is told at the rule that refuses", () => {
  const body = (arches: string, arch: string): string =>
    `default: allow\naccept:\n  default-allows: Meant.\narches: ${arches}\nrules:\n  - deny: ptrace\n    arch: ${arch}\n    why: No debuggers.\n`;
  const found = (arches: string, arch: string): readonly string[] =>
    idsOf(body(arches, arch)).filter((id) => id === "other-abi");
  expect(found("[x86_64, x32]", "x86_64")).toEqual(["other-abi"]);
  expect(found("[x86_64, x32]", "x32")).toEqual(["other-abi"]);
  expect(found("[aarch64, arm]", "arm")).toEqual(["other-abi"]);
  expect(found("[x86_64, x32]", "[x86_64, x32]")).toEqual([]);
  expect(found("[x86_64, aarch64]", "x86_64")).toEqual([]);
  // Refused there as well, though by its arguments alone in part.
  expect(
    idsOf(
      "arches: [x86_64, i386]\nrules:\n  - deny: lseek\n    arch: x86_64\n    why: a\n  - allow: lseek\n    arch: i386\n    when: whence == 1\n    why: b\n",
    ),
  ).toEqual(["other-abi"]);
});

it("a call that socketcall makes is a way round no rule", () => {
  expect(
    idsOf(
      "default: allow\naccept:\n  default-allows: Meant.\narches: i386\nrules:\n  - deny: [connect, shmat, io_uring_setup]\n    why: a\n",
    ).filter((id) => id === "way-round" || id === "shared-code"),
  ).toEqual([]);
});

it("a rule that names a parameter is not said to be in vain", () => {
  const params = "params:\n  self:\n    width: 32\n";
  expect(
    idsOf(
      `${params}rules:\n  - allow: kill\n    when: pid == 5\n    why: a\n  - allow: kill\n    when: pid == $self\n    why: b\n`,
    ),
  ).toEqual([]);
});

it.each(
  readdirSync(join(projectRoot, "policy")).filter((name) =>
    name.endsWith(".yaml"),
  ),
)("policy/%s has no finding that it does not accept", (name) => {
  const file = readPolicy(join(projectRoot, "policy", name));
  const { policy } = loadPolicy(diskSource(file), file);
  if (policy === undefined) throw new Error(`${name} does not load`);
  const open = check(policy).filter(({ accepted }) => accepted === undefined);
  expect(open.map(({ id, message }) => `${id}: ${message}`)).toEqual([]);
});

it("clone's flags are found where each arch has them", () => {
  const masked = (arch: string): string =>
    `arches: ${arch}\nrules:\n  - allow: clone\n    when: not clone_flags & 0x7e020000\n    why: No namespaces.\n  - deny(ENOSYS): clone3\n`;
  expect(idsOf(masked("s390x"))).toEqual([]);
  expect(idsOf(masked("x86_64"))).toEqual([]);
});
