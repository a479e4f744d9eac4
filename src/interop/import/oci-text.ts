/** The words of OCI's and Docker's seccomp profiles. */
import type { ArchName, Comparison } from "../../policy/model.js";

/** `SCMP_ARCH_*` that callgate has; the others are of arches that it has no table of. */
export const SCMP_ARCHES: ReadonlyMap<string, ArchName> = new Map([
  ["SCMP_ARCH_X86_64", "x86_64"],
  ["SCMP_ARCH_X32", "x32"],
  ["SCMP_ARCH_X86", "i386"],
  ["SCMP_ARCH_AARCH64", "aarch64"],
  ["SCMP_ARCH_ARM", "arm"],
  ["SCMP_ARCH_RISCV64", "riscv64"],
  ["SCMP_ARCH_PPC64LE", "ppc64le"],
  ["SCMP_ARCH_S390X", "s390x"],
  ["SCMP_ARCH_LOONGARCH64", "loongarch64"],
]);

export const OTHER_SCMP_ARCHES: ReadonlySet<string> = new Set(
  [
    "MIPS",
    "MIPS64",
    "MIPS64N32",
    "MIPSEL",
    "MIPSEL64",
    "MIPSEL64N32",
    "PPC",
    "PPC64",
    "S390",
    "PARISC",
    "PARISC64",
    "M68K",
    "SH",
    "SHEB",
    "NATIVE",
  ].map((name) => `SCMP_ARCH_${name}`),
);

/** What `includes` and `excludes` call the machine (Go's names, and Docker's own). */
export const DOCKER_ARCHES: Readonly<Record<ArchName, readonly string[]>> = {
  x86_64: ["amd64"],
  x32: ["x32"],
  i386: ["x86"],
  aarch64: ["arm64"],
  arm: ["arm"],
  riscv64: ["riscv64"],
  ppc64le: ["ppc64le"],
  s390x: ["s390x"],
  loongarch64: ["loong64", "loongarch64"],
};

/** `SCMP_CMP_*`; the masked one has its mask in `value`. */
export const SCMP_COMPARISONS: ReadonlyMap<string, Comparison | "masked"> =
  new Map([
    ["SCMP_CMP_NE", "!="],
    ["SCMP_CMP_LT", "<"],
    ["SCMP_CMP_LE", "<="],
    ["SCMP_CMP_EQ", "=="],
    ["SCMP_CMP_GE", ">="],
    ["SCMP_CMP_GT", ">"],
    ["SCMP_CMP_MASKED_EQ", "masked"],
  ]);

/** `SCMP_ACT_*`; those with data take it from `errnoRet`. */
export const SCMP_ACTIONS: ReadonlyMap<
  string,
  | "allow"
  | "log"
  | "notify"
  | "kill"
  | "kill(thread)"
  | "trap(0)"
  | "errno"
  | "trace"
> = new Map([
  ["SCMP_ACT_ALLOW", "allow"],
  ["SCMP_ACT_LOG", "log"],
  ["SCMP_ACT_NOTIFY", "notify"],
  ["SCMP_ACT_KILL", "kill(thread)"],
  ["SCMP_ACT_KILL_THREAD", "kill(thread)"],
  ["SCMP_ACT_KILL_PROCESS", "kill"],
  ["SCMP_ACT_TRAP", "trap(0)"],
  ["SCMP_ACT_ERRNO", "errno"],
  ["SCMP_ACT_TRACE", "trace"],
]);
