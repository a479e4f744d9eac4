/** What the tables say of an arch, a syscall and its arguments. */
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

/** Every arch that there is a table of. */
export const archNames: readonly ArchName[] = [
  "x86_64",
  "x32",
  "i386",
  "aarch64",
  "arm",
  "riscv64",
  "ppc64le",
  "s390x",
  "loongarch64",
];

/** `__X32_SYSCALL_BIT` (arch/x86/include/uapi/asm/unistd.h): set in every number of x32. */
export const x32SyscallBit = 0x40000000;

export interface Argument {
  /** The parameter's name in the kernel's `SYSCALL_DEFINE`. */
  readonly name: string;
  /** What the man page calls it, where that is another name: `dirfd` for the kernel's `dfd`. */
  readonly alias?: string;
  /** Its C type, without `__user`. */
  readonly type: string;
  /**
   * How many bits of the register the kernel reads: those of the type, or fewer where it cuts
   * a `long` to 32 bits before anything looks at it (clone's flags, mmap's descriptor).
   */
  readonly width: 32 | 64;
  /**
   * Where the type is shorter than 32 bits (`umode_t`, `old_uid_t`): the kernel cuts the
   * argument to these low bits, so higher ones can be set without any effect.
   */
  readonly narrow?: 16;
  readonly signed: boolean;
  readonly pointer: boolean;
  /**
   * On a 32-bit arch, which half this is of a 64-bit parameter that takes two registers. The
   * other half is the argument before it or after it.
   */
  readonly word?: "low" | "high";
}

export interface Syscall {
  readonly name: string;
  readonly nr: number;
  /**
   * At most six: what each register holds. On 32-bit arches a 64-bit parameter is two
   * arguments, and `__pad` is a register that is skipped. Empty, too, where the table has a
   * number that no kernel implements any more.
   */
  readonly args: readonly Argument[];
  /** The kernel version that added it, where it is newer than the tables' source. */
  readonly since?: string;
}

export interface ArchTable {
  readonly arch: ArchName;
  /** `AUDIT_ARCH_*` (linux/audit.h), unsigned 32 bits. x32 has x86_64's. */
  readonly auditArch: number;
  /**
   * Bits of a register and of the `long` that the kernel reads from it. 64 for x32, whose
   * programs have 32-bit longs but enter a 64-bit kernel with whole registers.
   */
  readonly bits: 32 | 64;
  readonly endian: "little" | "big";
  /** Package and version of the kernel source that the table was read from. */
  readonly source: string;
  /** Every name; two names may share a number (arm's `sync_file_range2`). */
  readonly byName: ReadonlyMap<string, Syscall>;
  readonly byNumber: ReadonlyMap<number, Syscall>;
}
