/** Files of each format, damaged: what the tests and tools/fuzz give to the importers. */
import { deepEqual, ok } from "node:assert/strict";
import { archTable, type ArchName } from "../../syscalls/index.js";
import {
  importPolicies,
  type Imported,
  type ImportFormat,
} from "../../src/interop/import.js";
import { loadPolicy } from "../../src/policy/load.js";
import type {
  ArchPolicy,
  ArgumentTest,
  Condition,
  PolicyFile,
} from "../../src/policy/model.js";
import { pick, type Random } from "../compiler/support/random.js";
import { withoutHang } from "../support/hang.js";
import { mutant, type Material } from "../support/mutated.js";
import type { Reading } from "./agreement.js";
import { shipped } from "./imported.js";
import { EDGES } from "./random.js";
import { readingsOf } from "./readings/index.js";

export const OCI = `{
  "defaultAction": "SCMP_ACT_ERRNO",
  "defaultErrnoRet": 38,
  "archMap": [{ "architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"] }],
  "syscalls": [
    { "names": ["read", "write"], "action": "SCMP_ACT_ALLOW" },
    { "names": ["socket"], "action": "SCMP_ACT_ALLOW",
      "args": [{ "index": 0, "value": 38, "op": "SCMP_CMP_LT" }],
      "excludes": { "caps": ["CAP_NET_ADMIN"], "minKernel": "4.8" } },
    { "names": ["clone"], "action": "SCMP_ACT_ALLOW",
      "args": [{ "index": 0, "value": 2114060288, "valueTwo": 0, "op": "SCMP_CMP_MASKED_EQ" }] }
  ]
}`;

const LIST = [...archTable("x86_64").byName.keys()];

/** Sound files of each format, short ones first; between them they hold all that it can say. */
export const SAMPLES: Readonly<
  Record<
    ImportFormat,
    { readonly path: string; readonly texts: readonly string[] }
  >
> = {
  oci: {
    path: "profile.json",
    texts: [
      OCI,
      `{"defaultAction":"SCMP_ACT_KILL_PROCESS","architectures":["SCMP_ARCH_X86_64","SCMP_ARCH_MIPS"],"flags":["SECCOMP_FILTER_FLAG_LOG"],"syscalls":[{"name":"lseek","action":"SCMP_ACT_LOG","args":[{"index":1,"value":18446744073709551516,"op":"SCMP_CMP_GE"},{"index":2,"value":1,"op":"SCMP_CMP_NE"}],"comment":"back"}]}`,
      `{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["ptrace"],"action":"SCMP_ACT_ERRNO","errno":"EACCES"},{"names":["dup","nosuchcall"],"action":"SCMP_ACT_TRACE","errnoRet":7},{"names":["kill"],"action":"SCMP_ACT_TRAP","args":[{"index":1,"value":9,"op":"SCMP_CMP_EQ"},{"index":1,"value":15,"op":"SCMP_CMP_EQ"}]}]}`,
      `{"linux":{"seccomp":{"defaultAction":"SCMP_ACT_ERRNO","defaultErrno":"ENOSYS","syscalls":[{"names":["bpf"],"action":"SCMP_ACT_ALLOW","includes":{"caps":["CAP_BPF"],"arches":["amd64","arm64"],"minKernel":"5.8"}},{"names":["mmap"],"action":"SCMP_ACT_NOTIFY","args":[{"index":2,"value":4,"valueTwo":4,"op":"SCMP_CMP_MASKED_EQ"}]},{"names":["umask"],"action":"SCMP_ACT_ALLOW","excludes":{"arches":["arm64"]}}]}}}`,
      `apiVersion: x/v1\nkind: SeccompProfile\nmetadata:\n  name: demo\nspec:\n  defaultAction: SCMP_ACT_ERRNO\n  syscalls:\n  - action: SCMP_ACT_ALLOW\n    names:\n    - read\n    - write\n  - action: SCMP_ACT_ALLOW\n    names: [personality]\n    args:\n    - { index: 0, value: 0xffffffff, op: SCMP_CMP_LE }\n`,
    ],
  },
  dify: {
    path: "syscalls_amd64.go",
    texts: [
      "package a\nconst (\n\tSYS_RSEQ = 334\n)\nvar ALLOW_SYSCALLS = []int{\n\tsyscall.SYS_READ, SYS_RSEQ, 60,\n}\nvar ALLOW_ERROR_SYSCALLS = []int{syscall.SYS_CLONE}\n",
      '//go:build linux && amd64\n\npackage a\n\nimport (\n\t"syscall"\n)\n\nconst SYS_X int = 0x13e\n\nvar (\n\tALLOW_SYSCALLS = []int{\n\t\t// files\n\t\tsyscall.SYS_FSTATAT, /* two */ syscall.SYS_PREAD, SYS_X,\n\t}\n\tALLOW_NETWORK_SYSCALLS = []int{syscall.SYS_SOCKET, 52, 042}\n)\n',
      "app:\n  port: 8194\nallowed_syscalls: [0, 1, 0x3c]\n",
      "allowed_syscalls:\n  - 1\n  - 257 # openat\nproxy: {}\n",
      '{ "python": { "x86_64": { "allow": ["read", "write"], "errno": ["clone"], "network": ["socket"] }, "aarch64": { "allow": ["read"] } } }',
      '{"a":{"x86_64":{"allow":["read","futex"],"errno":[],"network":[]}},"b":{"x86_64":{"errno":["close"]}}}',
    ],
  },
  seccompiler: {
    path: "filters.json",
    texts: [
      `{ "vmm": { "default_action": { "errno": 1 }, "filter_action": "allow", "filter": [
      { "syscall": "read" },
      { "syscall": "fcntl", "args": [{ "index": 1, "type": "dword", "op": { "masked_eq": 7 }, "val": 3 }] }
    ] } }`,
      `{"api":{"mismatch_action":"trap","match_action":"log","filter":[{"syscall":"lseek","args":[{"index":1,"type":"qword","op":"gt","val":4294967296,"comment":"far"},{"index":2,"type":"dword","op":"ne","val":2}]},{"syscall":"lseek"},{"syscall":"ioctl","args":[{"index":1,"type":"dword","op":"eq","val":21505}]},{"syscall":"ioctl","args":[{"index":1,"type":"dword","op":"le","val":7}]}]},"vcpu":{"default_action":"kill_process","filter_action":{"trace":3},"filter":[{"syscall":"exit","comment":"end"}]}}`,
    ],
  },
  systemd: {
    path: "demo.service",
    texts: [
      "[Service]\nSystemCallFilter=@chown \\\n  ptrace\nSystemCallFilter=~@clock:EPERM\nSystemCallErrorNumber=ENOSYS\nSystemCallLog=~read\nSystemCallArchitectures=native x86\n",
      "[Unit]\nDescription=x\n\n[Service]\n# all but\nSystemCallFilter=~@aio reboot:kill mount:13\nSystemCallFilter=read\n; and\nSystemCallFilter=~ kexec_load\n",
      "[Service]\nSystemCallFilter=read write\nSystemCallFilter=\nSystemCallFilter=@keyring open\nSystemCallErrorNumber=1\nNoNewPrivileges=yes\n",
      "SystemCallLog=ptrace\nSystemCallErrorNumber=kill\nSystemCallArchitectures=x86-64 arm64\nRestrictRealtime=no\n",
    ],
  },
  minijail: {
    path: "demo.policy",
    texts: [
      "@default kill-thread\n{ read, write }: 1\nopenat: arg2 in O_RDONLY|O_CLOEXEC || arg0 == 3 && arg1 != 0; return EPERM\nioctl: { arg1 == ~(1|2); log, trap }\n",
      "@include ./common.policy\n@frequency ./some.frequency\n@default trap\nfcntl[arch=x86_64,arm64]: arg1 & 2\nsocket: arg0 == AF_UNIX && arg1 < 3; \\\n  return ENOSYS\ngetpid[arch=arm]: 1\n",
      "@denylist\nkill: return 1\nioctl: { arg1 == TCGETS, arg1 == 0x5413; return EACCES, return 25 }\nmprotect: arg2 in ~PROT_EXEC || arg1 >= 07; allow # x\n",
      "prctl: arg0 == PR_SET_NAME || arg0 == -1\nlseek: arg1 > 0xffffffffffffff9c; user-notify\nclone: trace\nfutex: kill-process\n",
    ],
  },
  kafel: {
    path: "demo.kafel",
    texts: [
      "#define X 3\nPOLICY a { ALLOW { read { fd == X || !(count < 0x10) }, write(f, b) { f & 1 == 1, b == 0 } } }\nUSE a ERRNO(1) { close } DEFAULT KILL\n",
      '#include "common.kafel"\n// one\nPOLICY b {\n  USE common,\n  LOG { SYSCALL[39], lseek { 2 != whence && offset >= 0x100000000 } },\n  TRAP(7) { newstat ON x86_64 }\n}\nUSE b DEFAULT ALLOW\n',
      "KILL_PROCESS { mprotect(addr, len, prot) { (prot & 4) == 0 && len <= 0x1000, len == 0777 } }, TRACE(1) { fcntl { !(cmd == 0b11 || cmd == -1) } ON { x86_64, aarch64 } }\nDEFAULT USER_NOTIF /* end */\n",
    ],
  },
};

/** What files include by name. */
const INCLUDED: Readonly<Record<string, string>> = {
  "./common.policy": "write: 1\nclose: allow\n",
  "./loop.policy": "@include ./loop.policy\n",
  "common.kafel": "POLICY common { ALLOW { getuid, kill { sig != 9 } } }\n",
  "loop.kafel": '#include "loop.kafel"\n',
};

const COMMON_SCRAPS = ["read", "write", "openat", "clone", "nosuchcall", "ipc"];

const SCRAPS: Readonly<Record<ImportFormat, readonly string[]>> = {
  oci: [
    ...[
      '"args": [],',
      '"includes": {}',
      '"excludes": {"caps": []}',
      '"errnoRet": 5',
    ],
    ...["SCMP_ACT_KILL", "SCMP_ACT_LOG", "SCMP_CMP_GT", "SCMP_CMP_MASKED_EQ"],
    ...[
      "CAP_SYS_ADMIN",
      "amd64",
      "SCMP_ARCH_X86",
      '"minKernel": "5.1"',
      "names",
    ],
  ],
  dify: [
    ...[
      "SYS_",
      "syscall.",
      "[]int{",
      "var ",
      "const ",
      "import ",
      "ERROR",
      "NETWORK",
    ],
    ...[
      "//",
      "/*",
      "*/",
      "`",
      "- 3\n",
      '"errno"',
      '"network"',
      "arm64",
      "x86_64",
    ],
  ],
  seccompiler: [
    ...['"kill_thread"', '"trap"', '{"errno": 5}', '{"trace": 1}', '"qword"'],
    ...[
      '"dword"',
      '"ne"',
      '"lt"',
      '{"masked_eq": 255}',
      '"args": []',
      '"comment"',
    ],
  ],
  systemd: [
    ...["SystemCallFilter=", "SystemCallLog=", "@default", "@known", "@mount"],
    ...[
      "@system-service",
      "~",
      ":EPERM",
      ":kill",
      ":0",
      "\\\n",
      "# ",
      "; ",
      "[x]\n",
    ],
    ...[
      "RestrictNamespaces=yes\n",
      "SystemCallArchitectures=",
      "native",
      "'",
      '"',
    ],
  ],
  minijail: [
    ...[
      "@include ./loop.policy\n",
      "@include ./common.policy\n",
      "@denylist\n",
    ],
    ...[
      "@default ",
      "arg0 ",
      "arg5",
      "arg6",
      " in ",
      " & ",
      "; ",
      "return ",
      "kill",
    ],
    ...[
      "[arch=x86_64]",
      "O_RDWR",
      "EPERM",
      "&&",
      "||",
      "~(",
      "{",
      "}",
      ": 1\n",
      "\\\n",
    ],
  ],
  kafel: [
    ...[
      '#include "loop.kafel"\n',
      '#include "common.kafel"\n',
      "#define Y 5\n",
    ],
    ...[
      "POLICY c {",
      "USE a",
      "USE common",
      "DEFAULT ",
      "ALLOW {",
      "ERRNO(",
      "DENY",
    ],
    ...[
      "SYSCALL[",
      "(a, b)",
      " ON x86_64",
      "!",
      "&&",
      "||",
      "&",
      "|",
      "(",
      "fd",
      "X",
    ],
  ],
};

/** Whole lists of a machine's calls, as files have them that people use. */
const LONG: Readonly<Record<ImportFormat, string>> = {
  oci: JSON.stringify({
    defaultAction: "SCMP_ACT_ERRNO",
    syscalls: [{ names: LIST, action: "SCMP_ACT_ALLOW" }],
  }),
  dify: `package a\nvar ALLOW_SYSCALLS = []int{\n${LIST.map((name) => `\tsyscall.SYS_${name.toUpperCase()},\n`).join("")}}\n`,
  seccompiler: JSON.stringify({
    vmm: {
      default_action: "trap",
      filter_action: "allow",
      filter: LIST.map((syscall) => ({ syscall })),
    },
  }),
  systemd: `[Service]\nSystemCallFilter=@system-service @mount \\\n ${LIST.join(" ")}\nSystemCallFilter=~@privileged\n`,
  minijail: LIST.map((name) => `${name}: 1\n`).join(""),
  kafel: `ALLOW { ${LIST.map((name) => `SYSCALL[${archTable("x86_64").byName.get(name)?.nr}]`).join(", ")} }\n`,
};

function materialOf(format: ImportFormat, texts: readonly string[]): Material {
  return { samples: texts, scraps: [...COMMON_SCRAPS, ...SCRAPS[format]] };
}

export interface DamagedFile {
  readonly text: string;
  readonly lossy: boolean;
  /** Empty: those that the file names. */
  readonly arches: readonly ArchName[];
  readonly caps: readonly string[];
}

/** What `--arch` says; nothing, where the list is empty. */
const ARCHES: readonly (readonly ArchName[])[] = [
  ...([["x86_64"], ["x86_64"], ["x86_64"], ["aarch64"]] as const),
  ...([["x86_64", "i386"], ["x86_64", "aarch64"], []] as const),
];

const CAPS = [[], ["CAP_NET_ADMIN"], ["CAP_BPF", "CAP_SYS_ADMIN"]] as const;

/** A damaged file of the format, and how it is imported; one of 500 is a long one. */
export function damagedFile(format: ImportFormat, random: Random): DamagedFile {
  const { texts } = SAMPLES[format];
  const from = random(500) === 0 ? [LONG[format]] : texts;
  return {
    text: mutant(materialOf(format, from), random),
    lossy: random(3) === 0,
    arches: pick(random, ARCHES),
    caps: pick(random, CAPS),
  };
}

/**
 * Any fault is an error with a place in a file; anything accepted is a whole policy, which
 * answers as the format's own tool would. Gives the first fault's code, or "taken".
 */
export function survives(
  format: ImportFormat,
  path: string,
  { text, lossy, arches, caps }: DamagedFile,
): string {
  const include = (name: string): PolicyFile | undefined => {
    const included = INCLUDED[name];
    return included === undefined ? undefined : { path: name, text: included };
  };
  const options = {
    lossy,
    caps,
    include,
    ...(arches.length === 0 ? {} : { arches }),
  };
  const imported = withoutHang(() =>
    importPolicies({ path, text }, format, shipped, options),
  );
  const { policies, diagnostics } = imported;
  for (const { range, message, severity } of diagnostics) {
    deepEqual(severity, "error");
    ok(message !== "", "a fault without a sentence");
    const of = range.file === path ? text : (INCLUDED[range.file] ?? "");
    ok(range.start >= 0 && range.start <= range.end, "a place turned round");
    ok(range.end <= of.length, "a place outside the file");
  }
  const [first] = diagnostics;
  if (policies.length === 0) {
    ok(first !== undefined, "no word on why");
    return first.code;
  }
  answersAsRead(imported, format, text, caps);
  return "taken";
}

/** Loads what came out, and asks it and the format's reading about calls. */
function answersAsRead(
  { policies }: Imported,
  format: ImportFormat,
  text: string,
  caps: readonly string[],
): void {
  const include = (name: string): string | undefined => INCLUDED[name];
  policies.forEach(({ text: written, draft }, index) => {
    const file = { path: "out.yaml", text: written };
    const { policy, diagnostics } = loadPolicy(shipped, file);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    deepEqual([written, errors], [written, []]);
    // What is left out on purpose, the file's reading does not know of.
    if (written.includes("# Left out, line") || policy === undefined) return;
    for (const arch of policy.arches) {
      if (arch.arch !== "x86_64" && arch.arch !== "aarch64") continue;
      const as = {
        arch: arch.arch,
        arches: draft.arches as readonly ArchName[],
        caps,
        include,
      };
      const readings = readingsOf(format, text, as);
      if (readings === undefined) continue;
      deepEqual(readings.length, policies.length, "policies got lost");
      const reading = readings[index];
      ok(reading !== undefined, `nothing is read for ${draft.name}`);
      agree(arch, reading, text);
    }
  });
}

/** Numbers in the file: what its conditions turn over at. */
function numbersIn(text: string): readonly bigint[] {
  return (text.match(/\b(0x[0-9a-fA-F]{1,16}|[0-9]{1,19})\b/g) ?? [])
    .slice(0, 20)
    .map((number) => BigInt.asUintN(64, BigInt(number)));
}

/** Compares each number of the policy, and some others, at the edges of its conditions. */
function agree(arch: ArchPolicy, reading: Reading, text: string): void {
  const { byNumber, byName } = archTable(arch.arch);
  const numbers = new Set(arch.rules.map(({ nr }) => nr));
  for (const word of text
    .toLowerCase()
    .match(/[a-z_]\w+/g)
    ?.slice(0, 300) ?? []) {
    const nr = byName.get(word.replace(/^sys_/, ""))?.nr;
    if (nr !== undefined) numbers.add(nr);
  }
  for (const nr of [0, 60, 231, 100_000]) numbers.add(nr);
  const near = [
    ...EDGES,
    ...numbersIn(text).flatMap((one) => [one, one + 1n, one - 1n]),
  ];
  for (const nr of numbers) {
    const rules = arch.rules.filter((rule) => rule.nr === nr);
    const syscall = byNumber.get(nr);
    const bits = [0, 1, 2, 3, 4, 5].map((index) => {
      const argument = syscall?.args[index];
      return argument?.narrow ?? argument?.width ?? 64;
    });
    const tested = testedBy(rules.map(({ condition }) => condition));
    const conditional = tested.size > 0;
    // Calls whose arguments the policy does not look at need no second try, but for the file.
    for (const [at, value] of (conditional
      ? near
      : near.slice(0, 3)
    ).entries()) {
      const args = bits.map((width, index) =>
        BigInt.asUintN(
          width,
          index === at % 6 || !conditional
            ? value
            : (near[(at * 7 + index * 5) % near.length] ?? 0n),
        ),
      );
      const answer = answerOf(arch, rules, syscall !== undefined, args);
      if (answer === reading(nr, args) >>> 0) continue;
      ok(
        filled(args, bits).some((one) => answer === reading(nr, one) >>> 0),
        `${syscall?.name ?? nr}(${args.join()}) on ${arch.arch}: the policy answers ${answer.toString(16)}, the file ${(reading(nr, args) >>> 0).toString(16)}`,
      );
    }
  }
}

function testedBy(
  conditions: readonly (Condition | undefined)[],
): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (condition: Condition): void => {
    if (condition.kind === "test") found.add(condition.test.argument);
    else if (condition.kind === "not") visit(condition.of);
    else condition.of.forEach(visit);
  };
  for (const one of conditions) if (one !== undefined) visit(one);
  return found;
}

/**
 * The registers that may hold `args`: the bits that the kernel does not read are zero or the
 * sign, as the file's values have them. That is a documented difference of imports.
 */
function filled(
  args: readonly bigint[],
  bits: readonly number[],
): readonly (readonly bigint[])[] {
  return args.reduce<readonly (readonly bigint[])[]>(
    (all, value, index) => {
      const width = bits[index] ?? 64;
      const signed = BigInt.asUintN(64, BigInt.asIntN(width, value));
      const ways = signed === value ? [value] : [value, signed];
      return all.flatMap((before) => ways.map((one) => [...before, one]));
    },
    [[]],
  );
}

function answerOf(
  { default: fallback, unknown }: ArchPolicy,
  rules: ArchPolicy["rules"],
  known: boolean,
  args: readonly bigint[],
): number {
  const rule = rules.find(
    ({ condition }) => condition === undefined || holds(condition, args),
  );
  return (rule?.action ?? (known ? fallback : unknown)).value;
}

function holds(condition: Condition, args: readonly bigint[]): boolean {
  switch (condition.kind) {
    case "all":
      return condition.of.every((one) => holds(one, args));
    case "any":
      return condition.of.some((one) => holds(one, args));
    case "not":
      return !holds(condition.of, args);
    case "test":
      return passes(condition.test, args);
  }
}

function passes(
  { argument, width, mask, operator, value, signed }: ArgumentTest,
  args: readonly bigint[],
): boolean {
  if (value.kind === "parameter") throw new Error("no file has parameters");
  const order = operator !== "==" && operator !== "!=" && signed;
  const number = (bits: bigint): bigint =>
    order ? BigInt.asIntN(width, bits) : bits;
  const left = number(BigInt.asUintN(width, args[argument] ?? 0n) & mask);
  const right = number(value.value);
  switch (operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}
