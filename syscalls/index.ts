/**
 * Access to the kernel's data: syscall numbers and signatures, named constants and errnos,
 * per arch. The data is made by `tools/tables` from the kernel's own source and committed;
 * nothing here knows what a policy is.
 */
export type ArchName =
  | "x86_64"
  | "x32"
  | "i386"
  | "aarch64"
  | "arm"
  | "riscv64"
  | "ppc64le"
  | "s390x"
  | "loongarch64";

export interface Argument {
  /** The parameter's name in the kernel's `SYSCALL_DEFINE`. */
  readonly name: string;
  /** Its C type, without `__user`. */
  readonly type: string;
  /** How many bits of the register the kernel reads. */
  readonly width: 32 | 64;
  readonly signed: boolean;
  readonly pointer: boolean;
}

export interface Syscall {
  readonly name: string;
  readonly nr: number;
  /** At most six. */
  readonly args: readonly Argument[];
  /** The kernel version that added it, where it is newer than the tables' source. */
  readonly since?: string;
}

export interface ArchTable {
  readonly arch: ArchName;
  /** `AUDIT_ARCH_*` (linux/audit.h), unsigned 32 bits. */
  readonly auditArch: number;
  /** Bits of a long. */
  readonly bits: 32 | 64;
  readonly endian: "little" | "big";
  /** Package and version of the kernel source that the table was read from. */
  readonly source: string;
  readonly byName: ReadonlyMap<string, Syscall>;
  readonly byNumber: ReadonlyMap<number, Syscall>;
}
