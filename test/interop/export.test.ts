/** What is exported means the same: imported again it gives the same programs. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { archNames, archTable, type ArchName } from "../../syscalls/index.js";
import { compile } from "../../src/compiler/compile.js";
import { comparePrograms } from "../../src/compiler/verify.js";
import { cHeader } from "../../src/interop/export/c-header.js";
import { exportPolicy, type ExportFormat } from "../../src/interop/export.js";
import type { ImportFormat } from "../../src/interop/import.js";
import type { Policy } from "../../src/policy/model.js";
import { hasCommand, requires } from "../support/requires.js";
import { disagreements } from "./agreement.js";
import { dataOf, machineOf } from "./bpf.js";
import { loaded, machineFor, taken } from "./imported.js";
import { hasJudge, Judge } from "./judge.js";
import { readingOf, type OciProfile } from "./oci-reading.js";
import { Random } from "./random.js";

function policyOf(
  rules: string,
  settings: { arches?: string; default?: string; foreign?: string } = {},
): Policy {
  const {
    arches = "x86_64",
    default: fallback = "deny(EPERM)",
    foreign = "kill(thread)",
  } = settings;
  return loaded(
    "sample",
    `callgate: 1\nname: sample\narches: [${arches}]\ndefault: ${fallback}\nunknown: ${fallback}\nforeign: ${foreign}\nrules:\n${rules}`,
  );
}

function exported(policy: Policy, format: ExportFormat): string {
  const { text, diagnostics } = exportPolicy(policy, format);
  expect(diagnostics).toEqual([]);
  return text ?? "";
}

/** The importer of what an exporter writes, and the name of its file. */
const BACK: Readonly<Record<ExportFormat, readonly [ImportFormat, string]>> = {
  oci: ["oci", "sample.json"],
  spo: ["oci", "sample.yaml"],
  systemd: ["systemd", "sample.service"],
  seccompiler: ["seccompiler", "sample.json"],
};

/** `longest`: of what comes back, in lengths of what was exported. */
function expectSame(policy: Policy, format: ExportFormat, longest = 1): void {
  const text = exported(policy, format);
  const arches = policy.arches.map(({ arch }) => arch);
  const [from, path] = BACK[format];
  const [back] = taken({ path, text }, from, { arches });
  if (back === undefined) throw new Error("nothing came back");
  for (const arch of arches) {
    const [one, other] = [policy, back.policy].map((each) =>
      compile(each, { arch }),
    );
    if (one === undefined || other === undefined) throw new Error(arch);
    expect(comparePrograms(one.bytes, other.bytes, arch).kind).toBe("proven");
    // Conditions that the target says in other tests may be decided in another order.
    if (!ALTERNATIVES.test(policy.rules.map(({ when }) => when).join()))
      expect(other.bytes).toEqual(one.bytes);
    expect(other.bytes.length).toBeLessThanOrEqual(one.bytes.length * longest);
  }
  const [arch] = arches;
  if (arch !== undefined) expectEqual(policy, back.policy, arch);
}

const ALTERNATIVES = /\bor\b|\bin \{|not /;

function expectEqual(a: Policy, b: Policy, arch: ArchName): void {
  const [one, other] = [machineFor(a, arch), machineFor(b, arch)];
  const table = archTable(arch);
  const rules = a.arches.find((each) => each.arch === arch)?.rules ?? [];
  const tested = rules.filter(({ condition }) => condition !== undefined);
  const near = [
    ...JSON.stringify(tested, (_, value: unknown) =>
      typeof value === "bigint" ? `#${value}#` : value,
    ).matchAll(/#(\d+)#/g),
  ].map(([, digits = "0"]) => BigInt(digits));
  expect(
    disagreements(
      other,
      (nr, args) =>
        one(
          dataOf({ arch: table.auditArch, nr, args }, table.endian === "big"),
        ),
      arch,
      new Random(6),
      near,
      tested.map(({ nr }) => nr),
    ),
  ).toEqual([]);
}

const LISTS = `  - allow: [read, write, close, exit_group, "@time"]
  - deny(ENOSYS): [clone3, statx]
  - kill: [ptrace]
`;

const CONDITIONS = `${LISTS}  - allow: openat
    when: (flags & O_ACCMODE) == O_RDONLY and not flags & (O_CREAT | O_TRUNC)
  - allow: socket
    when: domain in {AF_UNIX, AF_INET} and type only SOCK_STREAM | SOCK_CLOEXEC
  - deny(EACCES): socket
    when: domain == AF_NETLINK
  - allow: mmap
    when: not prot & PROT_EXEC and len <= 0x10000000
  - allow: kill
    when: pid > 0 and sig in {1 .. 15}
  - log: kill
  - allow: fchmod
    when: mode in {0 .. 0o777}
  - allow: lseek
    when: offset >= 0 or whence != SEEK_SET
  - allow: personality
    when: not personality in {1 .. 7}
`;

/** Without ranges of 64 bits, for which a SeccompProfile's numbers are too short. */
const NARROW_CONDITIONS = CONDITIONS.replace(
  " and len <= 0x10000000",
  "",
).replace("offset >= 0 or ", "");

const ONE_ACTION = `  - allow: [read, write]
  - allow: openat
    when: dirfd == AT_FDCWD and not flags & (O_CREAT | O_TRUNC)
  - allow: fchmod
    when: mode in {0 .. 0o777}
  - allow: kill
    when: pid > 0 and sig != SIGKILL
  - allow: mmap
    when: flags & MAP_ANONYMOUS and len < 4096
`;

describe("import after export gives the same program", () => {
  it.each([
    ["oci", LISTS, {}],
    ["oci", CONDITIONS, {}],
    ["oci", CONDITIONS, { arches: "x86_64, aarch64, riscv64" }],
    [
      "oci",
      "  - deny(EPERM): ptrace\n  - deny(EPERM): clone\n    when: flags & CLONE_NEWUSER\n",
      { default: "allow" },
    ],
    [
      "oci",
      "  - allow: clone\n    when: flags only CLONE_VM | CLONE_FS\n",
      { arches: "x86_64, s390x" },
    ],
    [
      "oci",
      "  - allow: openat\n    when: flags & O_DIRECTORY\n",
      { arches: "x86_64, arm" },
    ],
    [
      "oci",
      `${LISTS}  - allow: ioctl\n    when: cmd == TCGETS\n  - allow: clone\n    when: flags only CLONE_VM | CLONE_FS\n  - allow: openat\n    when: dirfd == AT_FDCWD and not flags & O_DIRECTORY\n`,
      { arches: archNames.join(", ") },
    ],
    ...archNames.map(
      (arch) =>
        [
          "seccompiler",
          "  - allow: [read, write]\n  - allow: openat\n    when: dirfd == AT_FDCWD and not flags & O_CREAT\n",
          { arches: arch, default: "trap(0)", foreign: "kill" },
        ] as const,
    ),
    [
      "systemd",
      "  - allow: [read, write]\n  - kill: reboot\n",
      { arches: archNames.join(", "), foreign: "kill" },
    ],
    ["spo", LISTS, {}],
    ["spo", NARROW_CONDITIONS, {}],
    ["systemd", LISTS, { foreign: "kill" }],
    ["systemd", LISTS, { default: "kill", foreign: "kill" }],
    [
      "systemd",
      "  - deny(EPERM): ptrace\n  - deny(38): statx\n  - kill: reboot\n  - log: mount\n",
      { default: "allow", foreign: "kill" },
    ],
    ["systemd", "  - log: [read]\n  - allow: [write]\n", { foreign: "kill" }],
    ["systemd", "  - kill: [read]\n", { foreign: "kill" }],
    ["seccompiler", ONE_ACTION, { default: "trap(0)", foreign: "kill" }],
    [
      "seccompiler",
      "  - deny(EPERM): socket\n    when: domain != AF_UNIX\n",
      { default: "allow", foreign: "kill" },
    ],
  ] as const)("%s %#", (format, rules, settings) => {
    expectSame(policyOf(rules, settings), format);
  });
});

it.each(["python", "nodejs", "python-network", "nodejs-network"])(
  "what %s lets run comes back from an OCI profile",
  (name) => {
    // The tool has no word for what those two say in the shipped policy.
    const policy = loaded(
      "sample",
      `callgate: 1\nname: sample\nextends: [${name}]\nunknown: deny(EPERM)\nforeign: kill(thread)\n`,
    );
    // Beside the calls that are refused otherwise, the allowed ones are written as what is left.
    expectSame(policy, "oci", 4 / 3);
  },
);

describe("what a target can't say names the rule", () => {
  it.each([
    [
      "systemd",
      "  - allow: openat\n    when: flags & 1\n",
      "answered by its arguments",
      8,
    ],
    ["systemd", "  - trap(0): read\n", "the action trap(0)", 8],
    ["systemd", "  - kill(thread): read\n", "killing one thread", 8],
    [
      "seccompiler",
      "  - allow: read\n  - log: write\n",
      "a filter has one action",
      9,
    ],
    ["seccompiler", "  - notify: read\n", "the action notify", 8],
    ["oci", "  - trap(7): read\n", "trap with the data 7", 8],
    [
      "oci",
      "  - allow: mmap\n    when: len in {1 .. 0xffffffffffffffe} and off in {1 .. 0xffffffffffffffe}\n",
      "alternatives",
      8,
    ],
  ] as const)("%s: %s", (format, rules, message, line) => {
    const foreign = format === "oci" ? "kill(thread)" : "kill";
    const { text, diagnostics } = exportPolicy(
      policyOf(rules, { foreign }),
      format,
    );
    expect(text).toBeUndefined();
    expect(diagnostics.map((one) => [one.code, one.range.line])).toEqual([
      ["not-exportable", line],
    ]);
    expect(diagnostics[0]?.message).toContain(message);
  });

  it.each([
    ["x86_64", "  - deny(0): read\n", "deny(0): its errno can't be 0", 8],
    [
      "x86_64",
      "  - allow: mmap\n    when: len == 0x8000000000000000\n",
      "mmap is compared with a number of 64 bits",
      8,
    ],
    ["loongarch64", "  - allow: read\n", "the arch loongarch64", 4],
  ])("a SeccompProfile on %s: %s", (arches, rules, message, line) => {
    const policy = policyOf(rules, { arches });
    expect(exportPolicy(policy, "oci").diagnostics).toEqual([]);
    const { text, diagnostics } = exportPolicy(policy, "spo");
    expect(text).toBeUndefined();
    expect(diagnostics.map((one) => one.range.line)).toEqual([line]);
    expect(diagnostics[0]?.message).toContain(message);
  });

  it("unknown numbers and other ABIs are named, and --lossy leaves them to the tool", () => {
    const policy = loaded(
      "a",
      "callgate: 1\nname: a\narches: [x86_64]\ndefault: deny(EPERM)\nunknown: deny(ENOSYS)\nforeign: kill\nrules:\n  - allow: read\n",
    );
    expect(
      exportPolicy(policy, "oci").diagnostics.map(({ range }) => range.line),
    ).toEqual([5, 6]);
    expect(exportPolicy(policy, "oci", { lossy: true }).text).toContain(
      "SCMP_ACT_ALLOW",
    );
  });

  it("a parameter has to be bound, to a value that fits", () => {
    const policy = loaded(
      "a",
      "callgate: 1\nname: a\narches: [x86_64]\ndefault: deny(EPERM)\nunknown: deny(EPERM)\nforeign: kill(thread)\nparams:\n  self:\n    width: 32\nrules:\n  - allow: tgkill\n    when: tgid == $self\n",
    );
    expect(exportPolicy(policy, "oci").diagnostics[0]?.message).toContain(
      "$self has no value",
    );
    const bound = (self: bigint): string | undefined =>
      exportPolicy(policy, "oci", { params: new Map([["self", self]]) }).text;
    expect(bound(77n)).toMatch(/"value": \d+,\s+"valueTwo": 77,/);
    expect(bound(-1n)).toMatch(/"valueTwo": 4294967295,/);
    expect(() => bound(1n << 32n)).toThrow("does not fit into $self");
  });
});

const judged = hasJudge();

it.skipIf(!judged)(
  "libseccomp makes of an exported profile what the policy says",
  () => {
    using judge = new Judge();
    for (const rules of [LISTS, CONDITIONS]) {
      const policy = policyOf(rules);
      const profile = JSON.parse(
        exported(policy, "oci").replace(/: (\d{16,})/g, ': "$1"'),
      ) as OciProfile;
      const { auditArch } = archTable("x86_64");
      const [answer] = judge.ask([readingOf(profile, auditArch, "amd64", [])]);
      if (answer === undefined) throw new Error("the judge said nothing");
      expect([answer.died, answer.refused]).toEqual([false, []]);
      const own = machineFor(policy, "x86_64");
      const libseccomp = machineOf(answer.program);
      // No bit is filled in here: masked comparisons read what the kernel reads.
      const random = new Random(8);
      const numbers = [...archTable("x86_64").byNumber.keys()];
      const tested = (policy.arches[0]?.rules ?? [])
        .filter(({ condition }) => condition)
        .map(({ nr }) => nr);
      for (let i = 0; i < 20_000; i++) {
        const nr = random.of(
          random.chance(70) && tested.length > 0 ? tested : numbers,
        );
        const args = Array.from({ length: 6 }, () =>
          random.value([
            0n,
            1n,
            2n,
            15n,
            16n,
            64n,
            512n,
            0x80000n,
            0x10000000n,
          ]),
        );
        const data = dataOf({ arch: auditArch, nr, args });
        expect([nr, args, libseccomp(data)]).toEqual([nr, args, own(data)]);
      }
    }
  },
);

const hasCompiler = requires(
  hasCommand("cc"),
  "a C compiler is missing (Debian: gcc)",
);

it.skipIf(!hasCompiler)(
  "the C header compiles without a warning, installs, and refuses",
  () => {
    const policy = loaded(
      "c-sample",
      "callgate: 1\nname: c-sample\narches: [x86_64, aarch64]\ndefault: allow\nunknown: allow\nforeign: kill\nrules:\n  - deny(ENOTTY): getppid\n",
    );
    const programs = policy.arches.map(({ arch }) => ({
      arch,
      bytes: compile(policy, { arch }).bytes,
      endian: archTable(arch).endian,
    }));
    const folder = mkdtempSync(join(tmpdir(), "callgate-c-"));
    try {
      writeFileSync(join(folder, "sample.h"), cHeader("c-sample", programs));
      writeFileSync(
        join(folder, "main.c"),
        '#include "sample.h"\n#include <errno.h>\n#include <stdio.h>\n#include <sys/syscall.h>\n#include <unistd.h>\nint main(void)\n{\n\tif (c_sample_install() < 0)\n\t\treturn 1;\n\treturn syscall(SYS_getppid) == -1 && errno == ENOTTY ? 42 : 2;\n}\n',
      );
      const program = join(folder, "main");
      const warnings = ["-Wall", "-Wextra", "-Werror", "-pedantic"];
      const source = join(folder, "main.c");
      execFileSync("cc", [
        "-std=c11",
        "-D_GNU_SOURCE",
        ...warnings,
        "-o",
        program,
        source,
      ]);
      if (hasCommand("c++"))
        for (const standard of ["c++98", "c++20"])
          execFileSync("c++", [
            `-std=${standard}`,
            ...warnings,
            "-fsyntax-only",
            "-x",
            "c++",
            source,
          ]);
      let status = 0;
      try {
        execFileSync(program);
      } catch (error) {
        status = (error as { status: number }).status;
      }
      expect(status).toBe(42);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

const hasSystemd = requires(
  hasCommand("systemd-analyze"),
  "systemd-analyze (Debian: systemd) is not installed",
);

it.skipIf(!hasSystemd)("systemd reads the exported lines", () => {
  const folder = mkdtempSync(join(tmpdir(), "callgate-unit-"));
  try {
    const lines = exported(
      policyOf(`${LISTS}  - log: mount\n`, { foreign: "kill" }),
      "systemd",
    );
    const unit = join(folder, "sample.service");
    writeFileSync(unit, `${lines}ExecStart=/bin/true\n`);
    const said = spawnSync("systemd-analyze", ["verify", unit], {
      encoding: "utf8",
    });
    // A name that this systemd is too old for is ignored, and the call gets the default.
    const complaints = said.stderr
      .split("\n")
      .filter(
        (line) =>
          line.includes("sample.service") &&
          !line.includes("Failed to parse system call, ignoring: "),
      );
    expect([said.status, complaints]).toEqual([0, []]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
