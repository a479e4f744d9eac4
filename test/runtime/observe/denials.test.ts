/** What a refused call is in a result: in words, and as the rule that would allow it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { archTable } from "../../../syscalls/index.js";
import { compile } from "../../../src/compiler/compile.js";
import { simulatorOf } from "../../../src/compiler/simulate.js";
import { diskSource, readPolicy } from "../../../src/policy-files.js";
import { decide } from "../../../src/policy/decide.js";
import { loadPolicy } from "../../../src/policy/load.js";
import type { Policy } from "../../../src/policy/model.js";
import { addon, type SeenCall } from "../../../src/runtime/native.js";
import {
  callText,
  denialOf,
  denialText,
} from "../../../src/runtime/observe/denials.js";
import {
  signatureBytes,
  signaturesOf,
} from "../../../src/runtime/observe/signatures.js";
import { guestParameters } from "../../../src/runtime/policies.js";

const arch = "x86_64";
const table = archTable(arch);

function load(path: string, text: string): Policy {
  const { policy, diagnostics } = loadPolicy(
    diskSource({ path: `policy/${path}.yaml`, text }),
    { path: `policy/${path}.yaml`, text },
  );
  if (policy === undefined)
    throw new Error(`${text}\n${JSON.stringify(diagnostics)}`);
  return policy;
}

function decidingOf(policy: Policy) {
  const [own] = policy.arches.filter((one) => one.arch === arch);
  if (own === undefined) throw new Error(`no ${arch}`);
  const { places, name } = policy;
  const signatures = signaturesOf(own);
  return { policy: own, places, name, bindings: guestParameters, signatures };
}

function seen(name: string, args: readonly bigint[], count = 1): SeenCall {
  const nr = table.byName.get(name)?.nr ?? -1;
  const all = Array.from({ length: 6 }, (_, at) => args[at] ?? 0n);
  return { arch: table.auditArch, nr, args: all, answer: 0x50001, count };
}

const python = load("python", readPolicy("python").text);
const deciding = decidingOf(python);
const places = python.places;

describe("a refused call", () => {
  const texts: readonly (readonly [string, string, readonly bigint[]])[] = [
    [
      "socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, 0)",
      "socket",
      [2n, 1n | 0x80000n],
    ],
    ["socket(AF_NETLINK, SOCK_RAW, 15)", "socket", [16n, 3n, 15n]],
    ["kill(-1, SIGKILL)", "kill", [0xffffffffn, 9n]],
    ["clone(SIGCHLD, 0, NULL, pointer, 0)", "clone", [0x11n, 0n, 0n, 1n]],
    ["ptrace(PTRACE_ATTACH, 1, 0, 0)", "ptrace", [16n, 1n]],
    ["memfd_create(pointer, MFD_CLOEXEC)", "memfd_create", [1n, 1n]],
    [
      "openat(AT_FDCWD, pointer, O_WRONLY|O_CREAT|O_EXCL, 0x1b6)",
      "openat",
      [0xffffff9cn, 1n, 0xc1n, 0o666n],
    ],
    [
      "mprotect(0x7f0000000000, 4096, PROT_READ|PROT_WRITE|PROT_EXEC)",
      "mprotect",
      [0x7f0000000000n, 4096n, 7n],
    ],
  ];

  it.each(texts)("reads %s", (text, name, args) => {
    expect(callText(denialOf(seen(name, args), deciding))).toBe(text);
  });

  it("has its arguments by name and the default that refused it", () => {
    expect(denialOf(seen("socket", [2n, 1n], 3), deciding)).toEqual({
      syscall: "socket",
      arch,
      nr: 41,
      args: [
        { name: "domain", value: "AF_INET" },
        { name: "type", value: "SOCK_STREAM" },
        { name: "protocol", value: "0" },
      ],
      count: 3,
      action: "deny(EPERM)",
      refusedBy: `policy/python.yaml:${places?.default.line} (default)`,
      allowedBy:
        "- allow: socket\n  when: domain == AF_INET and type == SOCK_STREAM and protocol == 0",
    });
  });

  it("has the rule that refused it", () => {
    const policy = load(
      "refusing",
      [
        "callgate: 1",
        "name: refusing",
        "arches: x86_64",
        "default: allow",
        "unknown: deny(ENOSYS)",
        "foreign: kill",
        "rules:",
        "  - kill: ptrace",
        "  - deny(EACCES): socket",
        "    when: family == AF_INET",
      ].join("\n"),
    );
    const own = decidingOf(policy);
    expect(denialOf(seen("ptrace", []), own)).toMatchObject({
      action: "kill",
      refusedBy: "policy/refusing.yaml:8",
    });
    expect(denialOf(seen("socket", [2n, 2n]), own)).toMatchObject({
      action: "deny(EACCES)",
      refusedBy: "policy/refusing.yaml:9",
    });
  });

  it("of another ABI or without a name has no rule that would allow it", () => {
    const i386 = { ...seen("read", []), arch: 0x40000003, nr: 4 };
    expect(denialOf(i386, deciding)).toMatchObject({
      syscall: "write",
      arch: "i386",
      refusedBy: `policy/python.yaml:${places?.foreign.line} (foreign)`,
      allowedBy: "",
    });
    const x32 = { ...seen("read", []), nr: 0x40000001 };
    expect(denialOf(x32, deciding)).toMatchObject({
      syscall: "write",
      arch: "x32",
      allowedBy: "",
    });
    const newer = { ...seen("read", []), nr: 9999 };
    expect(denialOf(newer, deciding)).toMatchObject({
      syscall: "syscall 9999",
      refusedBy: `policy/python.yaml:${places?.unknown.line} (unknown)`,
      allowedBy: "",
    });
    expect(denialText(denialOf(newer, deciding))).toContain("no rule can");
  });

  it("is told in a sentence", () => {
    expect(denialText(denialOf(seen("socket", [2n, 1n], 2), deciding))).toBe(
      "operation not permitted: socket(AF_INET, SOCK_STREAM, 0), 2 times, refused by " +
        `policy/python.yaml:${places?.default.line} (default); to allow it:\n` +
        "    - allow: socket\n" +
        "      when: domain == AF_INET and type == SOCK_STREAM and protocol == 0",
    );
  });
});

/** A policy whose first rule is the one that a denial proposes. */
function withRule(rule: string): Policy {
  return load(
    "widened",
    [
      "callgate: 1",
      "name: widened",
      "extends: python",
      "arches: x86_64",
      "rules:",
      ...rule.split("\n").map((line) => `  ${line}`),
    ].join("\n"),
  );
}

const numbers = [...table.byNumber.keys()];
const argument = fc.oneof(
  fc.bigInt({ min: 0n, max: 64n }),
  fc.constantFrom(0xffffff9cn, 0x80000n, 0x241n, 0x5401n, (1n << 64n) - 1n),
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
);
const call = fc.record({
  nr: fc.constantFrom(...numbers),
  args: fc.array(argument, { minLength: 6, maxLength: 6 }),
});

describe("the rule that a denial proposes", () => {
  it("parses, and allows the call, whatever it was", () => {
    fc.assert(
      fc.property(call, ({ nr, args }) => {
        const refused = {
          arch: table.auditArch,
          nr,
          args,
          answer: 0,
          count: 1,
        };
        const before = decide(deciding.policy, "run", refused, guestParameters);
        fc.pre(before.action.action.kind !== "allow");
        const { allowedBy } = denialOf(refused, deciding);
        const widened = decidingOf(withRule(allowedBy)).policy;
        const after = decide(widened, "run", refused, guestParameters);
        expect(after.action.action.kind).toBe("allow");
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it("allows no other use of the syscall", () => {
    const { allowedBy } = denialOf(seen("socket", [2n, 1n]), deciding);
    const widened = decidingOf(withRule(allowedBy)).policy;
    for (const args of [
      [2n, 2n, 0n],
      [10n, 1n, 0n],
      [2n, 1n, 6n],
    ])
      expect(
        decide(widened, "run", seen("socket", args)).action.action.kind,
      ).toBe("deny");
  });
});

describe("the addon", () => {
  it("answers calls as the program does", () => {
    const { bytes } = compile(load("libc", readPolicy("libc").text), { arch });
    const simulate = simulatorOf(bytes, "little");
    fc.assert(
      fc.property(
        call,
        fc.constantFrom(table.auditArch, 0x40000003),
        ({ nr, args }, auditArch) => {
          const data = Buffer.alloc(64);
          data.writeUInt32LE(nr, 0);
          data.writeUInt32LE(auditArch, 4);
          args.forEach((value, at) =>
            data.writeBigUInt64LE(value, 16 + 8 * at),
          );
          expect(addon().programAnswer(bytes, data)).toBe(
            simulate({ arch: auditArch, nr, args }).value,
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("kills by a program that is none", () => {
    const instruction = (code: number, k: number): Uint8Array => {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt16LE(code, 0);
      bytes.writeUInt32LE(k, 4);
      return bytes;
    };
    const none = [
      [],
      [instruction(0x20, 64)],
      [instruction(0x20, 1)],
      [instruction(0x05, 0xffffffff)],
      [instruction(0x60, 99), instruction(0x16, 0)],
      [instruction(0x34, 0), instruction(0x16, 0)],
      [instruction(0xff, 0), instruction(0x16, 0)],
    ];
    for (const program of none)
      expect(
        addon().programAnswer(Buffer.concat(program), Buffer.alloc(64)),
      ).toBe(0x80000000);
  });
});

describe("signatures", () => {
  it("name what says what a call does, and what the policy looks at", () => {
    const of = (name: string) =>
      deciding.signatures.get(table.byName.get(name)?.nr ?? -1);
    expect(of("socket")).toEqual([0, 1, 2]);
    // The policy looks at the mode of files that are made.
    expect(of("openat")).toEqual([2, 3]);
    expect(of("read")).toEqual([]);
    // sendto's flags, and the address that the policy wants to be null.
    expect(of("sendto")).toEqual([3, 4]);
  });

  it("are bits by number for the addon", () => {
    const bytes = signatureBytes(deciding.policy, deciding.signatures);
    const of = (name: string) => {
      const nr = table.byName.get(name)?.nr ?? 0;
      return [...bytes.subarray(3 * nr, 3 * nr + 3)];
    };
    expect(of("socket")).toEqual([0b111, 0, 0]);
    expect(of("sendto")).toEqual([0b1000, 0, 0b10000]);
    expect(of("ptrace")).toEqual([0b1, 0b1, 0]);
  });
});
