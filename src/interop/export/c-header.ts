/** A C header with a policy's programs, one for each arch, and a loader that takes its own. */

export interface ProgramForC {
  readonly arch: string;
  readonly bytes: Uint8Array;
  readonly endian: "little" | "big";
}

/** What the C compiler defines on each arch. */
const CONDITIONS: Readonly<Record<string, string>> = {
  x86_64: "defined(__x86_64__) && !defined(__ILP32__)",
  x32: "defined(__x86_64__) && defined(__ILP32__)",
  i386: "defined(__i386__)",
  aarch64: "defined(__aarch64__)",
  arm: "defined(__arm__)",
  riscv64: "defined(__riscv) && __riscv_xlen == 64",
  ppc64le: "defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)",
  s390x: "defined(__s390x__)",
  loongarch64: "defined(__loongarch64)",
};

/** The header's text; `name` is the policy's. */
export function cHeader(
  name: string,
  programs: readonly ProgramForC[],
): string {
  const word = name.replaceAll("-", "_");
  const guard = `CALLGATE_${word.toUpperCase()}_H`;
  const arms = programs.flatMap(({ arch, bytes, endian }, index) => [
    `#${index === 0 ? "if" : "elif"} ${CONDITIONS[arch] ?? "0"}`,
    `static const struct sock_filter ${word}_program[] = { /* ${arch} */`,
    ...rowsOf(bytes, endian),
    "};",
  ]);
  return [
    `/* Made by callgate from the policy "${name}". Do not edit: export it again. */`,
    `#ifndef ${guard}`,
    `#define ${guard}`,
    "",
    "#include <linux/filter.h>",
    "#include <linux/seccomp.h>",
    "#include <sys/prctl.h>",
    "",
    ...arms,
    "#else",
    `#error "the policy ${name} has no program for this arch"`,
    "#endif",
    "",
    "/* Installs the filter for this thread and what it starts: 0, or -1 with errno. */",
    `static inline int ${word}_install(void)`,
    "{",
    "\tconst struct sock_fprog program = {",
    `\t\tsizeof(${word}_program) / sizeof(${word}_program[0]),`,
    `\t\t(struct sock_filter *)${word}_program,`,
    "\t};",
    "",
    "\tif (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)",
    "\t\treturn -1;",
    "\treturn prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);",
    "}",
    "",
    "#endif",
    "",
  ].join("\n");
}

function rowsOf(bytes: Uint8Array, endian: "little" | "big"): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = endian === "little";
  const hex = (value: number, digits: number): string =>
    `0x${value.toString(16).padStart(digits, "0")}`;
  return Array.from({ length: bytes.length / 8 }, (_, index) => {
    const at = index * 8;
    const code = hex(view.getUint16(at, little), 2);
    const k = hex(view.getUint32(at + 4, little), 8);
    return `\t{ ${code}, ${view.getUint8(at + 2)}, ${view.getUint8(at + 3)}, ${k} },`;
  });
}
