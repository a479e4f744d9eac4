/** Sound files of each format, what they include, and pieces of them: what is damaged. */
import { archTable } from "../../syscalls/index.js";
import type { ImportFormat } from "../../src/interop/import.js";

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

/** What files of a format include by name. */
export const INCLUDED: Readonly<
  Partial<Record<ImportFormat, Readonly<Record<string, string>>>>
> = {
  minijail: {
    "./common.policy":
      "write: 1\nclose: allow\nreadv: arg0 == 1 || arg2 < 0x10\n",
    "./more.policy":
      "@include ./common.policy\n{ pipe, dup }: { arg0 != 0; return ENOSYS, trap }\nlseek: arg1 > 4096; log\n",
    "./loop.policy": "@include ./loop.policy\n",
  },
  kafel: {
    "common.kafel":
      "#define FEW 3\nPOLICY common { ALLOW { getuid, kill { sig != 9 } } }\n",
    "more.kafel":
      '#include "common.kafel"\nPOLICY more { USE common, ERRNO(38) { dup3 { flags & 1 == 1 || newfd < FEW } } }\nTRAP(2) { getpid }\n',
    "loop.kafel": '#include "loop.kafel"\n',
  },
};

/** Sound files that include those. */
export const INCLUDING: Readonly<
  Partial<Record<ImportFormat, readonly string[]>>
> = {
  minijail: [
    "@include ./common.policy\nread: 1\n",
    "@default trap\ngetpid: allow\n@include ./more.policy\n",
  ],
  kafel: [
    '#include "common.kafel"\nUSE common DEFAULT ERRNO(1)\n',
    'LOG { read }\n#include "more.kafel";\nUSE more, ALLOW { close { fd >= FEW } }\n',
  ],
};

export const COMMON_SCRAPS = [
  "read",
  "write",
  "openat",
  "clone",
  "nosuchcall",
  "ipc",
];

/** What files of a format are made of. */
export const SCRAPS: Readonly<Record<ImportFormat, readonly string[]>> = {
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
export const LONG: Readonly<Record<ImportFormat, string>> = {
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
