/**
 * Entry points that no `SYSCALL_DEFINE` of the tree gives for an arch, with what they read of
 * the registers and the file of the kernel that says so.
 */
import type { ArchName } from "../../syscalls/index.js";

export interface HandWritten {
  readonly entry: string;
  /** Undefined: on every arch whose tree has no definition of its own. */
  readonly arch?: ArchName;
  readonly source: string;
  /** As in a C prototype. */
  readonly parameters: string;
}

export const handWritten: readonly HandWritten[] = [
  {
    entry: "sys_sigreturn_wrapper",
    arch: "arm",
    source: "arch/arm/kernel/entry-common.S",
    parameters: "",
  },
  {
    entry: "sys_rt_sigreturn_wrapper",
    arch: "arm",
    source: "arch/arm/kernel/entry-common.S",
    parameters: "",
  },
  {
    // Stores r5 and goes on in sys_mmap_pgoff; the offset counts 4096-byte units.
    entry: "sys_mmap2",
    arch: "arm",
    source: "arch/arm/kernel/entry-common.S",
    parameters:
      "unsigned long addr, unsigned long len, unsigned long prot, unsigned long flags, unsigned long fd, unsigned long pgoff",
  },
  {
    entry: "sys_statfs64_wrapper",
    arch: "arm",
    source: "arch/arm/kernel/entry-common.S, fs/statfs.c",
    parameters: "const char *pathname, size_t sz, struct statfs64 *buf",
  },
  {
    entry: "sys_fstatfs64_wrapper",
    arch: "arm",
    source: "arch/arm/kernel/entry-common.S, fs/statfs.c",
    parameters: "unsigned int fd, size_t sz, struct statfs64 *buf",
  },
  {
    entry: "sys_arm_fadvise64_64",
    arch: "arm",
    source: "arch/arm/kernel/sys_arm.c",
    parameters: "int fd, int advice, loff_t offset, loff_t len",
  },
  {
    // A COND_SYSCALL on this arch: the table has it, no kernel implements it.
    entry: "sys_pciconfig_iobase",
    arch: "arm",
    source: "include/linux/syscalls.h",
    parameters: "long which, unsigned long bus, unsigned long devfn",
  },
  {
    // Only x86 has it in 6.12; the others took the same signature with their shadow stacks.
    entry: "sys_map_shadow_stack",
    source: "include/linux/syscalls.h",
    parameters: "unsigned long addr, unsigned long size, unsigned int flags",
  },
  ...["breakpoint", "usr26", "usr32", "get_tls"].map((name): HandWritten => ({
    entry: `arm_syscall ${name}`,
    arch: "arm",
    source: "arch/arm/kernel/traps.c",
    parameters: "",
  })),
  {
    entry: "arm_syscall cacheflush",
    arch: "arm",
    source: "arch/arm/kernel/traps.c",
    parameters: "unsigned long start, unsigned long end, int flags",
  },
  {
    entry: "arm_syscall set_tls",
    arch: "arm",
    source: "arch/arm/kernel/traps.c",
    parameters: "unsigned long value",
  },
];
