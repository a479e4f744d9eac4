/**
 * The nine arches: which of the kernel's tables each one's numbers come from, and what its
 * kernel is built with where that decides a signature. Facts only; nothing is read here.
 */
import type { ArchName } from "../../syscalls/index.js";

/** A `CONFIG_` symbol that is set for an arch, and the Kconfig entry that selects it. */
export interface Selected {
  readonly symbol: string;
  /** `file: config entry`. Undefined: follows from the arch itself (its word size). */
  readonly selectedBy?: string;
}

export interface ArchSource {
  readonly name: ArchName;
  /** Its folder under `arch/`: definitions in there win over generic ones. */
  readonly folder: string;
  readonly table: string;
  /** The values of the table's ABI column that the arch takes. */
  readonly abis: readonly string[];
  /** Where the ABI list stands, as `file: the line's beginning`. */
  readonly abisFrom: string;
  /** `AUDIT_ARCH_*` in include/uapi/linux/audit.h. */
  readonly auditArch: string;
  /** Bits of a register, and of the `long` that the kernel reads from it. */
  readonly bits: 32 | 64;
  readonly endian: "little" | "big";
  /** Added to the table's numbers: `__X32_SYSCALL_BIT`. */
  readonly offset: number;
  /** A 64-bit argument takes two registers, and starts at an even one. */
  readonly alignsPairs: boolean;
  readonly selected: readonly Selected[];
}

const asmHeaders = "scripts/Makefile.asm-headers";

export const archSources: readonly ArchSource[] = [
  {
    name: "x86_64",
    folder: "x86",
    table: "arch/x86/entry/syscalls/syscall_64.tbl",
    abis: ["common", "64"],
    abisFrom: "arch/x86/entry/syscalls/Makefile: $(uapi)/unistd_64.h: abis",
    auditArch: "AUDIT_ARCH_X86_64",
    bits: 64,
    endian: "little",
    offset: 0,
    alignsPairs: false,
    selected: [{ symbol: "X86_64" }],
  },
  {
    name: "x32",
    folder: "x86",
    table: "arch/x86/entry/syscalls/syscall_64.tbl",
    abis: ["common", "x32"],
    abisFrom: "arch/x86/entry/syscalls/Makefile: $(uapi)/unistd_x32.h: abis",
    auditArch: "AUDIT_ARCH_X86_64",
    bits: 64,
    endian: "little",
    offset: 0x40000000,
    alignsPairs: false,
    selected: [{ symbol: "X86_64" }, { symbol: "X86_X32_ABI" }],
  },
  {
    name: "i386",
    folder: "x86",
    table: "arch/x86/entry/syscalls/syscall_32.tbl",
    abis: ["i386"],
    abisFrom: "arch/x86/entry/syscalls/Makefile: $(uapi)/unistd_32.h: abis",
    auditArch: "AUDIT_ARCH_I386",
    bits: 32,
    endian: "little",
    offset: 0,
    alignsPairs: false,
    selected: [
      { symbol: "CLONE_BACKWARDS", selectedBy: "arch/x86/Kconfig: X86_32" },
      { symbol: "OLD_SIGACTION", selectedBy: "arch/x86/Kconfig: X86_32" },
      { symbol: "OLD_SIGSUSPEND3", selectedBy: "arch/x86/Kconfig: COMPAT_32" },
      { symbol: "ARCH_SPLIT_ARG64", selectedBy: "arch/x86/Kconfig: X86_32" },
      { symbol: "X86_32" },
    ],
  },
  {
    name: "aarch64",
    folder: "arm64",
    table: "scripts/syscall.tbl",
    abis: ["common", "64", "renameat", "rlimit", "memfd_secret"],
    abisFrom: `${asmHeaders}, arch/arm64/kernel/Makefile.syscalls: syscall_abis_64`,
    auditArch: "AUDIT_ARCH_AARCH64",
    bits: 64,
    endian: "little",
    offset: 0,
    alignsPairs: false,
    selected: [
      { symbol: "CLONE_BACKWARDS", selectedBy: "arch/arm64/Kconfig: ARM64" },
    ],
  },
  {
    name: "arm",
    folder: "arm",
    table: "arch/arm/tools/syscall.tbl",
    abis: ["common", "eabi"],
    abisFrom: "arch/arm/tools/Makefile: cmd_syshdr",
    auditArch: "AUDIT_ARCH_ARM",
    bits: 32,
    endian: "little",
    offset: 0,
    alignsPairs: true,
    selected: [
      { symbol: "CLONE_BACKWARDS", selectedBy: "arch/arm/Kconfig: ARM" },
      { symbol: "OLD_SIGACTION", selectedBy: "arch/arm/Kconfig: ARM" },
      { symbol: "OLD_SIGSUSPEND3", selectedBy: "arch/arm/Kconfig: ARM" },
    ],
  },
  {
    name: "riscv64",
    folder: "riscv",
    table: "scripts/syscall.tbl",
    abis: ["common", "64", "riscv", "rlimit", "memfd_secret"],
    abisFrom: `${asmHeaders}, arch/riscv/kernel/Makefile.syscalls: syscall_abis_64`,
    auditArch: "AUDIT_ARCH_RISCV64",
    bits: 64,
    endian: "little",
    offset: 0,
    alignsPairs: false,
    selected: [
      { symbol: "CLONE_BACKWARDS", selectedBy: "arch/riscv/Kconfig: RISCV" },
    ],
  },
  {
    name: "ppc64le",
    folder: "powerpc",
    table: "arch/powerpc/kernel/syscalls/syscall.tbl",
    abis: ["common", "nospu", "64"],
    abisFrom:
      "arch/powerpc/kernel/syscalls/Makefile: $(uapi)/unistd_64.h: abis",
    auditArch: "AUDIT_ARCH_PPC64LE",
    bits: 64,
    endian: "little",
    offset: 0,
    alignsPairs: false,
    selected: [
      { symbol: "CLONE_BACKWARDS", selectedBy: "arch/powerpc/Kconfig: PPC" },
      { symbol: "OLD_SIGSUSPEND", selectedBy: "arch/powerpc/Kconfig: PPC" },
      { symbol: "PPC64" },
    ],
  },
  {
    name: "s390x",
    folder: "s390",
    table: "arch/s390/kernel/syscalls/syscall.tbl",
    abis: ["common", "64"],
    abisFrom: "arch/s390/kernel/syscalls/Makefile: syshdr_abi_unistd_64",
    auditArch: "AUDIT_ARCH_S390X",
    bits: 64,
    endian: "big",
    offset: 0,
    alignsPairs: false,
    selected: [
      { symbol: "CLONE_BACKWARDS2", selectedBy: "arch/s390/Kconfig: S390" },
      { symbol: "OLD_SIGACTION", selectedBy: "arch/s390/Kconfig: S390" },
      { symbol: "OLD_SIGSUSPEND3", selectedBy: "arch/s390/Kconfig: S390" },
    ],
  },
  {
    name: "loongarch64",
    folder: "loongarch",
    table: "scripts/syscall.tbl",
    abis: ["common", "64"],
    abisFrom: `${asmHeaders}, arch/loongarch/kernel/Makefile.syscalls: syscall_abis_64`,
    auditArch: "AUDIT_ARCH_LOONGARCH64",
    bits: 64,
    endian: "little",
    offset: 0,
    alignsPairs: false,
    selected: [],
  },
];

/** The `CONFIG_` symbols that `#if` around a definition may ask for, and that we answer. */
export const decidedSymbols: readonly string[] = [
  "64BIT",
  "MMU",
  "CLONE_BACKWARDS",
  "CLONE_BACKWARDS2",
  "CLONE_BACKWARDS3",
  "OLD_SIGACTION",
  "OLD_SIGSUSPEND",
  "OLD_SIGSUSPEND3",
  "ARCH_SPLIT_ARG64",
  "X86_32",
  "X86_64",
  "X86_X32_ABI",
  "PPC32",
  "PPC64",
];

/** The value of a preprocessor symbol on `arch`; undefined where a kernel may be built either way. */
export function symbolValue(
  arch: ArchSource,
  symbol: string,
): boolean | undefined {
  if (!symbol.startsWith("CONFIG_")) return undefined;
  const name = symbol.slice("CONFIG_".length);
  if (name === "64BIT") return arch.bits === 64;
  if (name === "MMU") return true;
  if (name === "COMPAT" && arch.bits === 32) return false;
  if (!decidedSymbols.includes(name)) return undefined;
  return arch.selected.some((selected) => selected.symbol === name);
}
