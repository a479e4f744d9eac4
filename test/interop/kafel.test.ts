/** Kafel's policies, read here by its order and widths, against the imported programs. */
import { describe, expect, it } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { importPolicies } from "../../src/interop/import.js";
import {
  ALLOW,
  disagreements,
  ERRNO,
  KILL_THREAD,
  LOG,
  TRAP,
} from "./agreement.js";
import { machineFor, shipped, taken } from "./imported.js";
import { Random } from "./random.js";

const nr = (name: string): number =>
  archTable("x86_64").byName.get(name)?.nr ?? -1;

function compare(
  text: string,
  answer: (name: string, args: readonly bigint[]) => number,
): string {
  const [policy] = taken({ path: "sandbox.policy", text }, "kafel", {
    arches: ["x86_64"],
  });
  if (policy === undefined) throw new Error("nothing was imported");
  const { byNumber } = archTable("x86_64");
  const tested = [...new Set(text.match(/[a-z_]\w+/g) ?? [])]
    .map(nr)
    .filter((one) => one >= 0);
  const near = (text.match(/0x[0-9a-f]+|\d+/g) ?? []).map(BigInt);
  expect(
    disagreements(
      machineFor(policy.policy, "x86_64"),
      (number, args) => answer(byNumber.get(number)?.name ?? "", args),
      "x86_64",
      new Random(9),
      near,
      tested,
      4000,
    ),
  ).toEqual([]);
  return policy.text;
}

it("the first rule that matches decides, through USE too", () => {
  const text = `
    #define MAX 3
    POLICY output {
      ALLOW { write { fd == 1 || fd == 2 }, writev },
      ERRNO(13) { write }
    }
    // the rest
    POLICY all { USE output, ALLOW { write, read { fd < MAX } } }
    USE all DEFAULT KILL`;
  const out = compare(text, (name, [a = 0n]) => {
    if (name === "write") return a === 1n || a === 2n ? ALLOW : ERRNO + 13;
    if (name === "writev") return ALLOW;
    return name === "read" && a < 3n ? ALLOW : KILL_THREAD;
  });
  expect(out).toContain("deny(EACCES): write");
});

it("conditions have !, &&, ||, commas, masks and numbers of four kinds", () => {
  const text = `
    ALLOW {
      mprotect(addr, len, prot) { (prot & 4) == 0 && len <= 0x1000, len == 0777 },
      fcntl { !(cmd == 0b11 || cmd == 4) },
      lseek { 2 != whence && offset >= 0x100000000 },
      getpid
    }
    DEFAULT TRAP(5)`;
  compare(text, (name, [, b = 0n, c = 0n]) => {
    const holds: Readonly<Record<string, boolean>> = {
      mprotect: ((c & 4n) === 0n && b <= 0x1000n) || b === 0o777n,
      fcntl: !(b === 3n || b === 4n),
      lseek: c !== 2n && b >= 0x100000000n,
      getpid: true,
    };
    return holds[name] === true ? ALLOW : TRAP + 5;
  });
});

it("arguments that are named in the file are compared as whole registers", () => {
  const narrowed = (text: string): boolean =>
    compare(text, (name, [, b = 0n]) =>
      name === "fcntl" && b === 3n ? ALLOW : KILL_THREAD,
    ).includes("# The file compares these as whole registers;");
  expect(narrowed("ALLOW { fcntl { cmd == 3 } }")).toBe(false);
  expect(narrowed("ALLOW { fcntl(a, b) { b == 3 } }")).toBe(true);
});

it("tests that exclude each other, or leave nothing out, are none", () => {
  const text = `
    ALLOW {
      fcntl { cmd & 7 == 7 && cmd & 7 == 3 },
      ioctl { cmd & 1 == 0, cmd & 1 == 1 },
      dup { fildes & 3 == 1 || (fildes & 3 == 2 && fildes & 2 == 0) }
    }`;
  const out = compare(text, (name, [a = 0n]) =>
    name === "ioctl" || (name === "dup" && (a & 3n) === 1n)
      ? ALLOW
      : KILL_THREAD,
  );
  expect(out).toContain("never applies to fcntl");
  expect(out).toContain("- allow: ioctl\n\n");
  expect(out).toContain("when: (oldfd & 3) == 1\n");
});

it("several actions, SYSCALL[n], and statements at the top of the file", () => {
  const text = `LOG { SYSCALL[39] } KILL { read } ALLOW { read, close } DEFAULT ERRNO(1)`;
  compare(text, (name) =>
    name === "getpid"
      ? LOG
      : name === "read"
        ? KILL_THREAD
        : name === "close"
          ? ALLOW
          : ERRNO + 1,
  );
});

describe("a fault is told at its place", () => {
  it.each([
    ["ALLOW { raed }", "unknown-syscall", "1:9"],
    ["ALLOW { read { fdd == 1 } }", "syntax", "1:16"],
    ["ALLOW { read { fd = 1 } }", "unexpected-character", "1:19"],
    ["ALLOW { read { fd == count } }", "syntax", "1:19"],
    ["ALLOW { read", "syntax", "1:13"],
    ["USE nothing", "syntax", "1:5"],
    ["DEFAULT ALLOW DEFAULT KILL", "syntax", "1:15"],
    ["POLICY a { } POLICY a { }", "syntax", "1:21"],
    ["ERRNO(70000) { read }", "syntax", "1:7"],
    ["#define A 1\n#define A 2", "syntax", "2:9"],
    ['#include "other.policy"\n', "syntax", "1:1"],
    ["ALLOW { write { buf == 1 } }", "pointer-compared", "1:17"],
  ])("%s", (text, code, place) => {
    const { policies, diagnostics } = importPolicies(
      { path: "a.policy", text },
      "kafel",
      shipped,
    );
    expect(policies).toEqual([]);
    const [first] = diagnostics;
    expect([
      first?.code,
      `${first?.range.line}:${first?.range.column}`,
    ]).toEqual([code, place]);
  });
});
