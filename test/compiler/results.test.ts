/** What a compile gives besides the bytes, and what its options change. */
import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { archTable } from "../../syscalls/index.js";
import { compile, compileArch } from "../../src/compiler/compile.js";
import { disassemble } from "../../src/compiler/disassemble.js";
import { decode } from "../../src/compiler/instructions.js";
import { manifest } from "../../src/compiler/manifest.js";
import { sha256 } from "../../src/compiler/sha256.js";
import { simulatorOf } from "../../src/compiler/simulate.js";
import type { Policy } from "../../src/policy/model.js";
import { emulateBitmap } from "./support/bitmap.js";
import {
  action,
  allow,
  deny,
  kill,
  policyOf,
  rule,
  test,
  trace,
} from "./support/policies.js";
import { randomFrom, randomPolicy } from "./support/random.js";

const table = archTable("x86_64");
const USER_NOTIF = 0x7fc00000;

const arch = policyOf(
  "x86_64",
  [
    rule(0, 0, allow),
    rule(1, 16, allow, test(1, 32, "==", 0x5401n)),
    rule(2, 16, deny(25), test(1, 32, "==", 0x5412n)),
    rule(3, 62, kill),
  ],
  { bootRules: [rule(4, 59, allow, undefined, "execve", "boot")] },
);

const policy: Policy = {
  name: "small",
  description: undefined,
  params: [],
  rules: [...arch.rules, ...arch.bootRules].map((one) => one.rule),
  arches: [arch],
  files: [{ path: "policy/small.yaml", text: "callgate: 1\n" }],
};

function answers(bytes: Uint8Array, nr: number, ...args: bigint[]): number {
  return simulatorOf(bytes, "little")({ arch: table.auditArch, nr, args })
    .value;
}

describe("phases and observation", () => {
  it("boot allows what boot rules add, and refuses by SECCOMP_RET_TRACE", () => {
    const { bytes } = compile(policy, { arch: "x86_64", phase: "boot" });
    expect(answers(bytes, 59)).toBe(allow.value);
    expect(answers(bytes, 0)).toBe(allow.value);
    expect(answers(bytes, 62)).toBe(trace.value);
    expect(answers(bytes, 1)).toBe(trace.value);
    expect(answers(bytes, 99_999)).toBe(trace.value);
  });

  it("run refuses what only boot allows", () => {
    const { bytes } = compile(policy, { arch: "x86_64" });
    expect(answers(bytes, 59)).toBe(deny(1).value);
    expect(answers(bytes, 62)).toBe(kill.value);
  });

  it("observed, every refusal is a notification and what is allowed stays so", () => {
    const { bytes } = compile(policy, { arch: "x86_64", observe: true });
    expect(answers(bytes, 0)).toBe(allow.value);
    expect(answers(bytes, 16, 0n, 0x5401n)).toBe(allow.value);
    expect(answers(bytes, 16, 0n, 0x5412n)).toBe(USER_NOTIF);
    for (const nr of [1, 59, 62, 99_999, 0x40000001])
      expect(answers(bytes, nr)).toBe(USER_NOTIF);
  });
});

it("observed, what ends a thread is the kernel's as before", () => {
  const { bytes } = compileArch(
    policyOf("x86_64", [rule(0, 0, allow), rule(1, 1, kill)], {
      default: action("kill", 0),
    }),
    [],
    { observe: true },
  );
  expect([0, 1, 59, 0x40000001].map((nr) => answers(bytes, nr))).toEqual([
    allow.value,
    USER_NOTIF,
    0,
    USER_NOTIF,
  ]);
});

describe("a program", () => {
  it("lists the numbers that the kernel answers by itself, all those allowed by number among them", () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = randomPolicy(randomFrom(seed), "x86_64", 3 * seed);
      const { bytes, cached } = compileArch(random, []);
      const known = [...table.byNumber.keys()].sort((a, b) => a - b);
      expect(cached).toEqual(
        known.filter((nr) => emulateBitmap(bytes, table.auditArch, nr)),
      );
      const byNumber = random.rules.filter(
        (one, i) =>
          one.condition === undefined &&
          one.action.value === allow.value &&
          random.rules.findIndex(({ nr }) => nr === one.nr) === i,
      );
      for (const { nr } of byNumber) expect(cached).toContain(nr);
    }
  });

  it("maps instructions to the rules they are for", () => {
    const program = compile(policy, { arch: "x86_64" });
    const instructions = decode(program.bytes, "little");
    const idsAt = (code: number, k: number) =>
      instructions.flatMap((one, at) =>
        one.code === code && one.k === k
          ? [program.rules[at]?.map(({ id }) => id)]
          : [],
      );
    expect(idsAt(0x15, 0x5412)).toEqual([[2]]);
    expect(idsAt(0x15, 0x5401)).toEqual([[1]]);
    expect(idsAt(0x06, deny(25).value)).toEqual([[2]]);
    expect(idsAt(0x06, allow.value)).toEqual([[0, 1]]);
    // The arch test serves nobody in particular.
    expect(program.rules[1]).toEqual([]);
  });

  it("decides sooner what a profile calls often", () => {
    const random = randomPolicy(randomFrom(3), "x86_64", 60);
    const numbers = [...table.byNumber.keys()];
    const often = numbers[numbers.length >> 1] ?? 0;
    const steps = (bytes: Uint8Array) =>
      simulatorOf(
        bytes,
        "little",
      )({
        arch: table.auditArch,
        nr: often,
        args: [],
      }).instructions;
    const plain = compileArch(random, []);
    const profile = new Map([[often, 1_000_000]]);
    const profiled = compileArch(random, [], { profile });
    expect(profiled.proven).toBe(true);
    expect(steps(profiled.bytes)).toBeLessThan(steps(plain.bytes));
  });

  it("is shown with names, targets and lines", () => {
    const text = disassemble(compile(policy, { arch: "x86_64" }));
    expect(text).toContain("x86_64");
    expect(text).toContain("ioctl: cmd");
    expect(text).toMatch(
      /0x5412 -> \d+ else \d+ +; TIOCSTI; policy\/test.yaml:12/,
    );
    expect(text).toContain("deny(ENOTTY)");
  });
});

describe("the manifest", () => {
  it("names sources, digests, numbers and lines", () => {
    const program = compile(policy, { arch: "x86_64" });
    const made = manifest(policy, [program]);
    const digest = createHash("sha256").update(program.bytes).digest("hex");
    expect(made.programs[0]?.sha256).toBe(digest);
    expect(made.programs[0]?.proven).toBe(true);
    expect(made.programs[0]?.cached).toContain(0);
    expect(made.programs[0]?.serves.length).toBe(program.bytes.length / 8);
    expect(made.rules.map(({ line }) => line)).toEqual([10, 11, 12, 13]);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });

  it("marks a program that was not proven", () => {
    const program = compile(policy, { arch: "x86_64", unproven: true });
    expect(manifest(policy, [program]).programs[0]?.proven).toBe(false);
  });

  it("has digests that are SHA-256", () => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 1000]) {
      const bytes = randomBytes(length);
      const digest = createHash("sha256").update(bytes).digest("hex");
      expect(sha256(bytes)).toBe(digest);
    }
  });
});
