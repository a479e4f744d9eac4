/** What the policies of interpreters say of writable and executable memory. */
import { describe, expect, test } from "vitest";
import { answer, arches } from "./answers.js";

const PROT = { READ: 1n, WRITE: 2n, EXEC: 4n };
const MAP = { SHARED: 1n, PRIVATE: 2n, FIXED: 16n, ANONYMOUS: 32n };

describe.each(["python", "python-network"])("%s: memory", (name) => {
  test.each(arches)(
    "on %s nothing is writable and executable, or becomes code",
    (arch) => {
      const mmap = (prot: bigint, flags: bigint): string =>
        answer(name, arch, "run", "mmap", { prot, flags });
      const change = (syscall: string, prot: bigint): string =>
        answer(name, arch, "run", syscall, { prot });
      expect(mmap(PROT.READ | PROT.WRITE, MAP.PRIVATE | MAP.ANONYMOUS)).toBe(
        "allow",
      );
      expect(mmap(PROT.READ | PROT.WRITE, MAP.SHARED)).toBe("allow");
      // A shared library.
      expect(mmap(PROT.READ | PROT.EXEC, MAP.PRIVATE | MAP.FIXED)).toBe(
        "allow",
      );
      for (const exec of [
        PROT.EXEC,
        PROT.READ | PROT.EXEC,
        PROT.WRITE | PROT.EXEC,
        PROT.READ | PROT.WRITE | PROT.EXEC,
      ]) {
        expect(mmap(exec, MAP.PRIVATE | MAP.ANONYMOUS)).toBe("deny(EPERM)");
        expect(mmap(exec, MAP.SHARED)).toBe("deny(EPERM)");
        expect(mmap(exec | PROT.WRITE, MAP.PRIVATE)).toBe("deny(EPERM)");
        expect(mmap(exec | (1n << 32n), MAP.SHARED)).toBe("deny(EPERM)");
        expect(change("mprotect", exec)).toBe("deny(EPERM)");
        expect(change("mprotect", exec | (1n << 40n))).toBe("deny(EPERM)");
        expect(change("pkey_mprotect", exec)).toBe("deny(ENOSYS)");
      }
      expect(change("mprotect", PROT.READ | PROT.WRITE)).toBe("allow");
    },
  );
});

describe.each(["nodejs", "nodejs-network"])("%s: memory", (name) => {
  test.each(arches)("on %s V8 may compile", (arch) => {
    const prot = PROT.READ | PROT.WRITE | PROT.EXEC;
    const flags = MAP.PRIVATE | MAP.ANONYMOUS;
    for (const syscall of ["mprotect", "pkey_mprotect"])
      expect(answer(name, arch, "run", syscall, { prot })).toBe("allow");
    expect(answer(name, arch, "run", "mmap", { prot, flags })).toBe("allow");
  });
});
