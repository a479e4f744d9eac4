/** The checker takes a program exactly where the kernel does. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { bind, bytesForFile } from "../../src/compiler/bind.js";
import {
  STACKED_MAX,
  programFault,
  stackedLength,
} from "../../src/compiler/check.js";
import { compileArch } from "../../src/compiler/compile.js";
import { mnemonics } from "../../src/compiler/names.js";
import { encode, type Instruction } from "../../src/compiler/instructions.js";
import { allow, policyOf, rule, test } from "../compiler/support/policies.js";
import { pick, randomFrom, type Random } from "../compiler/support/random.js";
import { buildC, canJudge, judgeAll } from "./support/kernel.js";

const here = canJudge();
const EINVAL = 22;
const opcodes = Object.keys(mnemonics).map(Number);

/** Mostly well-formed, so that each rule of the kernel is met on its own. */
function randomInstruction(
  random: Random,
  at: number,
  length: number,
): Instruction {
  const code =
    random(40) === 0 ? random(0x100) : pick(random, [...opcodes, 0x20, 0x15]);
  const left = Math.max(length - at - 1, 1);
  const near = () => random(random(12) === 0 ? left + 2 : left);
  const isJump = (code & 7) === 5 && code !== 5;
  let k = random(4) === 0 ? random(0xffffffff) : random(64);
  if (code === 0x20 && random(8) > 0) k = 4 * random(16);
  if (code === 0x05 && random(8) > 0) k = near();
  if ([0x02, 0x03, 0x60, 0x61].includes(code)) k = random(18);
  return {
    code,
    jt: isJump ? Math.min(near(), 255) : 0,
    jf: isJump ? Math.min(near(), 255) : 0,
    k,
  };
}

function randomProgram(random: Random): Uint8Array {
  const length = 1 + random(random(4) === 0 ? 300 : 12);
  const instructions = Array.from({ length }, (_, at) =>
    randomInstruction(random, at, length),
  );
  if (random(6) > 0)
    instructions[length - 1] = { code: 0x06, jt: 0, jf: 0, k: 0x7fff0000 };
  return encode(instructions, "little");
}

/** A loadable program that allows every call at once, so that a process goes on under it. */
function passingProgram(random: Random, length: number): Uint8Array {
  const allow = { code: 0x06, jt: 0, jf: 0, k: 0x7fff0000 };
  // Every word of scratch memory is written, so that what follows may read it.
  const stores = Array.from({ length: 16 }, (_, k) => ({
    code: 0x02,
    jt: 0,
    jf: 0,
    k,
  }));
  const rest = Array.from({ length: length - 2 }, (_, at): Instruction => {
    const code = pick(random, opcodes);
    const isJump = (code & 7) === 5 && code !== 5;
    const short = () => pick(random, [0, 0, 1]);
    const last = at >= length - 4;
    return {
      code,
      jt: isJump && !last ? short() : 0,
      jf: isJump && !last ? short() : 0,
      k:
        code === 0x20
          ? 4 * random(16)
          : isJump
            ? random(0xffffffff)
            : code === 5
              ? 0
              : 1 + random(15),
    };
  });
  return encode([...stores, allow, ...rest, allow], "little");
}

describe.skipIf(!here)("the checker", () => {
  it("agrees with the kernel on random programs", () => {
    const random = randomFrom(7);
    const programs = Array.from({ length: 1200 }, () => randomProgram(random));
    const judged = judgeAll(programs.map((bytes) => ({ bytes, calls: [] })));
    const wrong = programs.filter((bytes, i) => {
      const taken = programFault(bytes, "little") === undefined;
      return judged[i]?.errno !== (taken ? 0 : EINVAL);
    });
    expect(wrong.map((bytes) => Buffer.from(bytes).toString("hex"))).toEqual(
      [],
    );
    // Both answers are common, or the test would show little.
    const taken = judged.filter(({ errno }) => errno === 0).length;
    expect(taken).toBeGreaterThan(120);
    expect(taken).toBeLessThan(1080);
  });

  it("agrees on the length that a program may have", () => {
    const ofLength = (length: number) =>
      encode(
        Array.from({ length }, () => ({ code: 0x06, jt: 0, jf: 0, k: 0 })),
        "little",
      );
    const lengths = [0, 1, 4095, 4096, 4097, 8192];
    const judged = judgeAll(
      lengths.map((length) => ({ bytes: ofLength(length), calls: [] })),
    );
    lengths.forEach((length, i) => {
      const taken = programFault(ofLength(length), "little") === undefined;
      expect(judged[i]?.errno).toBe(taken ? 0 : EINVAL);
    });
  });

  it("has the kernel refuse a file whose parameter was not bound", () => {
    const when = test(0, 32, "!=", "self");
    const policy = policyOf("x86_64", [rule(0, 62, allow, when)]);
    const program = compileArch(policy, [{ name: "self", width: 32 }]);
    const bound = bind(program, new Map([["self", 1n]]));
    const judged = judgeAll(
      [program, bound].map((one) => ({ bytes: bytesForFile(one), calls: [] })),
    );
    expect(judged.map(({ errno }) => errno)).toEqual([EINVAL, 0]);
  });

  it("knows how many filters the kernel stacks", () => {
    const stack = buildC("stack");
    const random = randomFrom(11);
    for (let round = 0; round < 25; round++) {
      const bytes = passingProgram(random, 100 + random(400));
      expect(programFault(bytes, "little")).toBe(undefined);
      const length = stackedLength(bytes, "little");
      const fit = 1 + Math.floor((STACKED_MAX - length) / (length + 4));
      const run = spawnSync(stack, { input: bytes, encoding: "utf8" });
      expect(Number(run.stdout)).toBe(fit);
    }
  });
});
