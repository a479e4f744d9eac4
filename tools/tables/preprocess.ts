/**
 * The kernel's uapi headers as each arch's programs see them, and the compiler that reads
 * them: gcc for x86 with that arch's headers, identity and sizes in place of its own. The only
 * file of the generator that runs `make` and `gcc`.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ArchName } from "../../syscalls/index.js";
import type { ArchSource } from "./arches.js";
import type { KernelSource } from "./source.js";

/**
 * What stands in for the arch's compiler: sizes and alignments are those of a data model that
 * gcc for x86 has too, and the macros are those that the arch's own compiler predefines.
 */
const models: Readonly<Record<ArchName, readonly string[]>> = {
  x86_64: ["-m64", "-D__x86_64__"],
  x32: ["-mx32", "-D__x86_64__", "-D__ILP32__"],
  i386: ["-m32", "-D__i386__"],
  aarch64: ["-m64", "-D__aarch64__", "-D__AARCH64EL__"],
  // The ARM EABI aligns 64-bit members to 8 bytes; i386 does so only when told.
  arm: ["-m32", "-malign-double", "-D__arm__", "-D__ARM_EABI__", "-D__ARMEL__"],
  riscv64: ["-m64", "-D__riscv", "-D__riscv_xlen=64"],
  ppc64le: [
    "-m64",
    "-D__powerpc__",
    "-D__powerpc64__",
    "-D__LITTLE_ENDIAN__",
    "-D_CALL_ELF=2",
  ],
  s390x: ["-m64", "-D__s390__", "-D__s390x__"],
  loongarch64: [
    "-m64",
    "-D__loongarch__",
    "-D__loongarch64",
    "-D__loongarch_grlen=64",
  ],
};

/** All errors, each at the line that used the macro, not where the macro was defined. */
const perLine = ["-fmax-errors=0", "-ftrack-macro-expansion=0"];

/** Headers of one arch, and the compiler for them. */
export interface Compiler {
  readonly arch: ArchName;
  /** Bits of the arch's `long`. */
  readonly long: 32 | 64;
  /** Folder that `#include <...>` is looked up in. */
  readonly include: string;
  /** `gcc -E` of `text` with more `flags`; throws what the preprocessor says. */
  preprocess(text: string, flags: readonly string[]): string;
  /** Compiles `text`: the bytes of its section `name`, or the lines that have errors. */
  section(text: string, name: string): Buffer | ReadonlySet<number>;
}

/** Installs the arch's uapi headers under `scratch` (once for arches that share a folder). */
export function compilerFor(
  source: KernelSource,
  arch: ArchSource,
  scratch: string,
): Compiler {
  const build = join(scratch, `headers-${arch.folder}`);
  if (!existsSync(build)) {
    mkdirSync(build, { recursive: true });
    makeHeaders(source, arch, build);
  }
  const include = join(build, "usr/include");
  const long = arch.bits === 64 && arch.name !== "x32" ? 8 : 4;
  const flags = [
    "-undef",
    "-nostdinc",
    "-isystem",
    include,
    "-idirafter",
    libcStubs(scratch),
    "-w",
    "-D__linux__",
    "-D__CHAR_BIT__=8",
    "-D__GNUC__=12",
    `-D__SIZEOF_LONG__=${long}`,
    `-D__SIZEOF_POINTER__=${long}`,
    "-D__ORDER_LITTLE_ENDIAN__=1234",
    "-D__ORDER_BIG_ENDIAN__=4321",
    `-D__BYTE_ORDER__=${arch.endian === "big" ? 4321 : 1234}`,
    ...(long === 8 ? ["-D__LP64__", "-D_LP64"] : []),
    ...models[arch.name],
  ];
  const object = join(scratch, `${arch.name}.o`);
  const bytes = join(scratch, `${arch.name}.bin`);
  return {
    arch: arch.name,
    long: long === 8 ? 64 : 32,
    include,
    preprocess: (text, more) =>
      execFileSync("gcc", [...flags, ...more, "-E", "-x", "c", "-"], {
        input: text,
        encoding: "utf8",
        maxBuffer: 1 << 26,
      }),
    section: (text, name) => {
      writeFileSync(join(scratch, "values.c"), text);
      const compiled = spawnSync(
        "gcc",
        [...flags, ...perLine, "-c", "-o", object, "values.c"],
        { cwd: scratch, encoding: "utf8", maxBuffer: 1 << 26 },
      );
      if (compiled.status !== 0) return errorLines(compiled.stderr);
      const copy = ["-O", "binary", `--only-section=${name}`, object, bytes];
      execFileSync("objcopy", copy);
      return readFileSync(bytes);
    },
  };
}

function makeHeaders(source: KernelSource, arch: ArchSource, build: string) {
  execFileSync("make", ["-s", `O=${build}`, `ARCH=${arch.folder}`, "headers"], {
    cwd: source.root,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** The few headers of a C library that uapi headers ask for, with what they use of them. */
function libcStubs(scratch: string): string {
  const folder = join(scratch, "libc");
  mkdirSync(join(folder, "sys"), { recursive: true });
  for (const empty of [
    "unistd.h",
    "stddef.h",
    "endian.h",
    "sys/time.h",
    "sys/types.h",
  ]) {
    writeFileSync(join(folder, empty), "");
  }
  writeFileSync(
    join(folder, "stdlib.h"),
    "typedef __typeof__(sizeof 0) size_t;\n",
  );
  writeFileSync(join(folder, "time.h"), "typedef long time_t;\n");
  writeFileSync(
    join(folder, "limits.h"),
    "#define INT_MAX 2147483647\n#define INT_MIN (-INT_MAX - 1)\n",
  );
  writeFileSync(join(folder, "sys/ioctl.h"), "#include <linux/ioctl.h>\n");
  writeFileSync(
    join(folder, "sys/socket.h"),
    "#pragma once\ntypedef unsigned short sa_family_t;\nstruct sockaddr { sa_family_t sa_family; char sa_data[14]; };\n",
  );
  const integers = [
    ["8", "char"],
    ["16", "short"],
    ["32", "int"],
    ["64", "long long"],
  ].map(
    ([bits, type]) =>
      `typedef signed ${type} int${bits}_t; typedef unsigned ${type} uint${bits}_t;`,
  );
  integers.push("typedef unsigned long uintptr_t;");
  writeFileSync(join(folder, "stdint.h"), integers.join("\n"));
  return folder;
}

function errorLines(messages: string): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const [, line] of messages.matchAll(/^values\.c:(\d+):\d+: error:/gm)) {
    lines.add(Number(line));
  }
  if (lines.size === 0) throw new Error(`gcc:\n${messages}`);
  return lines;
}
