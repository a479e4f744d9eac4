/** `narrower.json` against the running kernel: what it is said to drop has no effect. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { hasCommand, requires } from "../support/requires.js";

const compiler =
  requires(hasCommand("cc"), "cc (build-essential)") &&
  requires(process.arch === "x64" || process.arch === "arm64", "64 bits");

it.skipIf(!compiler)("the kernel drops what stands above 32 bits", () => {
  // What no kernel grants everywhere (ptrace, mbind) or what would start a process is left out.
  expect(answers()).toEqual([
    "readv fd 4",
    "readv vlen 4",
    "writev fd 4",
    "writev vlen 4",
    "preadv fd 4",
    "preadv vlen 4",
    "preadv2 fd 4",
    "preadv2 vlen 4",
    "pwritev fd 4",
    "pwritev vlen 4",
    "pwritev2 fd 4",
    "pwritev2 vlen 4",
    "vmsplice nr_segs 4",
    "mmap fd 0",
  ]);
});

/** Each line: a call, the argument that has a bit above 32, what the kernel answered. */
function answers(): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "callgate-narrower-"));
  try {
    const program = join(folder, "calls");
    const vectors = ["readv", "writev", "preadv", "preadv2", "pwritev", "pwritev2"];
    const source = [
      "#define _GNU_SOURCE",
      "#include <fcntl.h>",
      "#include <stdio.h>",
      "#include <sys/mman.h>",
      "#include <sys/syscall.h>",
      "#include <sys/uio.h>",
      "#include <unistd.h>",
      '#define SAY(text, call) printf("%s %ld\\n", text, (long)(call))',
      "int main(void) {",
      "  char bytes[4] = { 0 };",
      "  struct iovec vector = { bytes, sizeof bytes };",
      "  const unsigned long above = 1UL << 32;",
      '  const unsigned long fd = (unsigned long)open("/proc/self/exe", O_RDONLY);',
      '  const unsigned long sink = (unsigned long)open("/dev/null", O_WRONLY);',
      "  int ends[2];",
      "  if (pipe(ends) < 0) return 1;",
      ...vectors.flatMap((call) => {
        const file = call.includes("write") ? "sink" : "fd";
        const rest = call.startsWith("p") ? ", 0UL, 0UL, 0UL" : "";
        return [
          `  SAY("${call} fd", syscall(SYS_${call}, ${file} | above, &vector, 1UL${rest}));`,
          `  SAY("${call} vlen", syscall(SYS_${call}, ${file}, &vector, above + 1${rest}));`,
        ];
      }),
      '  SAY("vmsplice nr_segs", syscall(SYS_vmsplice, ends[1], &vector, above + 1, 0UL));',
      '  SAY("mmap fd", syscall(SYS_mmap, 0UL, 4096UL, PROT_READ, MAP_PRIVATE, fd | above, 0UL) == -1);',
      "}",
    ].join("\n");
    execFileSync("cc", ["-Wall", "-Werror", "-x", "c", "-", "-o", program], {
      input: source,
    });
    return execFileSync(program, { encoding: "utf8" }).trim().split("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
