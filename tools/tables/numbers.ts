/** Reads the kernel's `syscall.tbl` files: which number has which name and entry point. */
import type { ArchSource } from "./arches.js";
import type { KernelSource } from "./source.js";

export interface TableEntry {
  readonly nr: number;
  readonly name: string;
  /** `sys_*`, `compat_sys_*`; undefined where the table gives none (`-` or an empty column). */
  readonly entry: string | undefined;
}

/**
 * The entries of `arch`, in the table's order. The columns are number, ABI, name, entry point
 * and compat entry point; a native kernel enters by the first of the two.
 */
export function tableEntries(
  source: KernelSource,
  arch: ArchSource,
): TableEntry[] {
  const entries: TableEntry[] = [];
  for (const line of source.read(arch.table).split("\n")) {
    const [nr, abi, name, entry] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (nr === undefined || abi === undefined || name === undefined) continue;
    if (!arch.abis.includes(abi)) continue;
    entries.push({
      nr: Number(nr) + arch.offset,
      name,
      entry: entry === "-" ? undefined : entry,
    });
  }
  if (arch.name === "arm") entries.push(...armPrivate(source, entries));
  return entries;
}

/** arch/arm/include/uapi/asm/unistd.h: the private calls, and a second name for one number. */
function armPrivate(
  source: KernelSource,
  entries: readonly TableEntry[],
): TableEntry[] {
  const text = source.read("arch/arm/include/uapi/asm/unistd.h");
  const base = /__ARM_NR_BASE\s+\(__NR_SYSCALL_BASE\+(0x[0-9a-f]+)\)/.exec(
    text,
  );
  if (base?.[1] === undefined) throw new Error("no __ARM_NR_BASE");
  const found: TableEntry[] = [];
  for (const [, name, add] of text.matchAll(
    /__ARM_NR_(\w+)\s+\(__ARM_NR_BASE\+(\d+)\)/g,
  )) {
    if (name === undefined) continue;
    const nr = Number(base[1]) + Number(add);
    found.push({ nr, name, entry: `arm_syscall ${name}` });
  }
  for (const [, name, other] of text.matchAll(/__NR_(\w+)\s+__NR_(\w+)$/gm)) {
    const same = entries.find((entry) => entry.name === other);
    if (name !== undefined && same !== undefined) found.push({ ...same, name });
  }
  return found;
}

/** The value of `AUDIT_ARCH_*`: an ELF machine with the word size and byte order as flags. */
export function auditArch(source: KernelSource, name: string): number {
  const audit = source.read("include/uapi/linux/audit.h");
  const machines = source.read("include/uapi/linux/elf-em.h");
  const define = (text: string, symbol: string) => {
    const found = new RegExp(`#define ${symbol}\\s+(.+)`).exec(text);
    if (found?.[1] === undefined) throw new Error(`no ${symbol}`);
    return found[1].replace(/\/\*.*/, "").trim();
  };
  const parts = define(audit, name).replace(/[()]/g, "").split("|");
  let value = 0;
  for (const part of parts) {
    const text = part.startsWith("EM_") ? machines : audit;
    value += Number(define(text, part));
  }
  return value;
}
