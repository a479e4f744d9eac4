/**
 * The tables against what others say of the same kernels: another project's numbers, a running
 * kernel's signatures, the installed header, libseccomp. Each difference stands here with its
 * reason.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { archNames, archTable, type ArchName } from "../../syscalls/index.js";
import { corpus, hasCommand, requires } from "../support/requires.js";

/** Numbers that the kernel's tables keep and that no kernel of today answers. */
const neverAnswered = new Set(
  [
    "_sysctl afs_syscall bdflush break create_module ftime get_kernel_syms getpmsg gtty idle",
    "lock mpx nfsservctl prof profil putpmsg query_module security stty tuxcall ulimit vserver",
  ].flatMap((line) => line.split(" ")),
);

/** Why a name of ours is not in the other project's tables; undefined where it should be. */
function reasonForMissing(arch: ArchName, name: string): string | undefined {
  if (neverAnswered.has(name)) return "has no implementation in any kernel";
  if (name === "uselib") return "left the tables after 6.12, with the call";
  if (arch === "arm" && name === "arm_sync_file_range") {
    return "the table's name of what the header calls sync_file_range2";
  }
  return undefined;
}

const folder = corpus();

describe.skipIf(folder === undefined)("another project's tables", () => {
  it.each(archNames)("have the same numbers for %s", (arch) => {
    const theirs = readNumbers(
      join(folder ?? "", "syscall-tables", `${arch}.json`),
    );
    const ours = archTable(arch).byName;
    for (const [name, nr] of theirs) {
      expect([name, ours.get(name)?.nr]).toEqual([name, nr]);
    }
    const unexplained = [...ours.keys()].filter(
      (name) =>
        !theirs.has(name) && reasonForMissing(arch, name) === undefined,
    );
    expect(unexplained).toEqual([]);
  });
});

describe.skipIf(folder === undefined)("a running kernel's signatures", () => {
  /** Its names are those of the `SYSCALL_DEFINE`s; the table calls these otherwise. */
  const tableNames: Readonly<Record<string, string>> = {
    newfstat: "fstat",
    newlstat: "lstat",
    newstat: "stat",
    newuname: "uname",
    sendfile64: "sendfile",
    umount: "umount2",
  };

  it("are ours for x86_64", () => {
    const path = join(
      folder ?? "",
      "syscall-signatures-x86_64-linux-6.18.json",
    );
    const theirs = readSignatures(path);
    expect(theirs.size).toBeGreaterThan(300);
    for (const [name, signature] of theirs) {
      const ours = archTable("x86_64").byName.get(tableNames[name] ?? name);
      expect([name, ours?.args.map(plain)]).toEqual([
        name,
        signature.map(plain),
      ]);
    }
  });

  /** Without `const`, which says nothing of the register, and without the spaces around `*`. */
  function plain({ name, type }: { name: string; type: string }): string {
    return `${type.replace(/\bconst\b/g, "").replace(/ /g, "")} ${name}`;
  }
});

const header = "/usr/include/x86_64-linux-gnu/asm/unistd_64.h";

it.skipIf(!requires(existsSync(header), `${header} (linux-libc-dev)`))(
  "the installed header's numbers are ours",
  () => {
    const defines = readFileSync(header, "utf8").matchAll(
      /^#define __NR_(\w+) (\d+)$/gm,
    );
    let seen = 0;
    for (const [, name = "", nr] of defines) {
      const ours = archTable("x86_64").byName.get(name)?.nr;
      expect([name, ours]).toEqual([name, Number(nr)]);
      seen++;
    }
    expect(seen).toBeGreaterThan(300);
  },
);

const libseccomp =
  requires(hasCommand("cc"), "cc (build-essential)") &&
  requires(existsSync("/usr/include/seccomp.h"), "libseccomp-dev");

describe.skipIf(!libseccomp)("libseccomp's numbers", () => {
  const macros: Readonly<Record<ArchName, string>> = {
    x86_64: "X86_64",
    x32: "X32",
    i386: "X86",
    aarch64: "AARCH64",
    arm: "ARM",
    riscv64: "RISCV64",
    ppc64le: "PPC64LE",
    s390x: "S390X",
    loongarch64: "LOONGARCH64",
  };

  it("are ours wherever both know a name", () => {
    const answers = resolveAll();
    for (const arch of archNames) {
      const theirs = answers.get(arch);
      if (theirs === undefined) continue; // this libseccomp is older than the arch
      let both = 0;
      for (const { name, nr } of archTable(arch).byName.values()) {
        const other = theirs.get(name);
        if (other === undefined || other < 0) continue; // negative: it knows no number here
        expect([arch, name, nr]).toEqual([arch, name, other]);
        both++;
      }
      expect(both).toBeGreaterThan(250);
    }
  });

  /** Asks libseccomp for every name of ours on every arch. */
  function resolveAll(): Map<ArchName, Map<string, number>> {
    const scratch = mkdtempSync(join(tmpdir(), "callgate-resolve-"));
    try {
      const program = join(scratch, "resolve");
      const source = [
        "#include <seccomp.h>",
        "#include <stdio.h>",
        "static const struct { const char *name; uint32_t token; } arches[] = {",
        ...archNames.flatMap((arch) => [
          `#ifdef SCMP_ARCH_${macros[arch]}`,
          `{ "${arch}", SCMP_ARCH_${macros[arch]} },`,
          "#endif",
        ]),
        "};",
        "int main(void) {",
        "  char name[64];",
        '  while (scanf("%63s", name) == 1)',
        "    for (unsigned i = 0; i < sizeof arches / sizeof *arches; i++)",
        '      printf("%s %s %d\\n", arches[i].name, name,',
        "        seccomp_syscall_resolve_name_arch(arches[i].token, name));",
        "}",
      ].join("\n");
      const flags = ["-x", "c", "-", "-o", program, "-lseccomp"];
      execFileSync("cc", flags, { input: source });
      const names = new Set(
        archNames.flatMap((arch) => [...archTable(arch).byName.keys()]),
      );
      const output = execFileSync(program, {
        input: [...names].join("\n"),
        encoding: "utf8",
        maxBuffer: 1 << 24,
      });
      const answers = new Map<ArchName, Map<string, number>>();
      for (const line of output.trim().split("\n")) {
        const [arch, name = "", nr] = line.split(" ");
        const known = archNames.find((one) => one === arch);
        if (known === undefined) continue;
        const numbers = answers.get(known) ?? new Map<string, number>();
        answers.set(known, numbers.set(name, Number(nr)));
      }
      return answers;
    } finally {
      rmSync(scratch, { recursive: true });
    }
  }
});

function readNumbers(path: string): Map<string, number> {
  const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
  return new Map(
    Object.entries(Object(parsed)).map(([name, nr]) => [name, Number(nr)]),
  );
}

function readSignatures(
  path: string,
): Map<string, { name: string; type: string }[]> {
  const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
  return new Map(
    Object.entries<{ name: string; type: string }[]>(Object(parsed)),
  );
}
