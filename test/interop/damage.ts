/** Files of each format, damaged: what the tests and tools/fuzz give to the importers. */
import { deepEqual, ok } from "node:assert/strict";
import { importPolicies, type ImportFormat } from "../../src/interop/import.js";
import { loadPolicy } from "../../src/policy/load.js";
import { withoutHang } from "../support/hang.js";
import { shipped } from "./imported.js";
import type { Random } from "./random.js";

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

export const SAMPLES: Readonly<
  Record<ImportFormat, readonly [path: string, text: string]>
> = {
  oci: ["profile.json", OCI],
  dify: [
    "syscalls_amd64.go",
    "package a\nconst (\n\tSYS_RSEQ = 334\n)\nvar ALLOW_SYSCALLS = []int{\n\tsyscall.SYS_READ, SYS_RSEQ, 60,\n}\nvar ALLOW_ERROR_SYSCALLS = []int{syscall.SYS_CLONE}\n",
  ],
  seccompiler: [
    "filters.json",
    `{ "vmm": { "default_action": { "errno": 1 }, "filter_action": "allow", "filter": [
      { "syscall": "read" },
      { "syscall": "fcntl", "args": [{ "index": 1, "type": "dword", "op": { "masked_eq": 7 }, "val": 3 }] }
    ] } }`,
  ],
  systemd: [
    "demo.service",
    "[Service]\nSystemCallFilter=@system-service \\\n  ptrace\nSystemCallFilter=~@mount:EPERM\nSystemCallErrorNumber=ENOSYS\nSystemCallLog=~read\nSystemCallArchitectures=native x86\n",
  ],
  minijail: [
    "demo.policy",
    "@default kill-thread\n{ read, write }: 1\nopenat: arg2 in O_RDONLY|O_CLOEXEC || arg0 == 3 && arg1 != 0; return EPERM\nioctl: { arg1 == ~(1|2); log, trap }\n",
  ],
  kafel: [
    "demo.kafel",
    "#define X 3\nPOLICY a { ALLOW { read { fd == X || !(count < 0x10) }, write(f, b) { f & 1 == 1, b == 0 } } }\nUSE a ERRNO(1) { close } DEFAULT KILL\n",
  ],
};

/** Any fault is an error with a place in the file; anything accepted is a whole policy. */
export function survives(
  format: ImportFormat,
  path: string,
  text: string,
  lossy: boolean,
): void {
  const options = { arches: ["x86_64"] as const, lossy };
  const { policies, diagnostics } = withoutHang(() =>
    importPolicies({ path, text }, format, shipped, options),
  );
  if (policies.length === 0) ok(diagnostics.length > 0, "no word on why");
  for (const { range, message, severity } of diagnostics) {
    deepEqual(severity, "error");
    ok(message !== "", "a fault without a sentence");
    ok(
      range.start >= 0 && range.end <= text.length,
      "a place outside the file",
    );
  }
  for (const policy of policies) {
    const loaded = loadPolicy(shipped, { path: "out.yaml", text: policy.text });
    const errors = loaded.diagnostics.filter((one) => one.severity === "error");
    deepEqual([policy.text, errors], [policy.text, []]);
  }
}

const NASTY = [
  "\u0000",
  "\u2028",
  "\ufeff",
  "\ud800",
  "{",
  "}",
  "[",
  "(",
  '"',
  "\\",
  "~",
  "@",
  "\n",
  "0x",
  "-1",
  "18446744073709551616",
  "1e9",
  "/*",
  "#",
  ": ",
  "null",
  "!",
  "&",
  "*a",
];

export function mutated(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const length = random.below(12);
  switch (random.below(5)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + random.of(NASTY) + text.slice(at);
    case 3:
      return (
        text.slice(0, at) +
        text.slice(at, at + length).repeat(3) +
        text.slice(at)
      );
    default: {
      const from = random.below(text.length);
      return (
        text.slice(0, at) +
        text.slice(from, from + length) +
        text.slice(at + length)
      );
    }
  }
}
