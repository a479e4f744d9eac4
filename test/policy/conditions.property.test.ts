/**
 * Random conditions: written as text, read by the parser, and evaluated by a few lines here
 * they answer as the generator's own reading of them does, at the values where comparisons
 * turn over.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ArgumentTest, Condition } from "../../src/policy/model.js";
import { load, ruleFor, shown } from "./support.js";

/** Six arguments of `kexec_load` and `kcmp`, of each width and sign that there is. */
interface Register {
  readonly syscall: string;
  readonly name: string;
  readonly index: number;
  readonly bits: 16 | 32 | 64;
  readonly signed: boolean;
}

const REGISTERS: readonly Register[] = [
  { syscall: "kcmp", name: "pid1", index: 0, bits: 32, signed: true },
  { syscall: "kcmp", name: "idx2", index: 4, bits: 64, signed: false },
  { syscall: "ioctl", name: "cmd", index: 1, bits: 32, signed: false },
  { syscall: "lseek", name: "offset", index: 1, bits: 64, signed: true },
  { syscall: "mkdir", name: "mode", index: 1, bits: 16, signed: false },
];

/** A condition as text, and what it says of the register's 64 bits. */
interface Said {
  readonly text: string;
  holds(register: bigint): boolean;
  /** Values at which something may turn over. */
  readonly edges: readonly bigint[];
}

function full(bits: number): bigint {
  return (1n << BigInt(bits)) - 1n;
}

/** What the kernel reads of a register: a number with its sign. */
function read({ bits, signed }: Register, register: bigint): bigint {
  return signed
    ? BigInt.asIntN(bits, register)
    : BigInt.asUintN(bits, register);
}

function value(register: Register): fc.Arbitrary<bigint> {
  const { bits, signed } = register;
  const least = signed ? -(1n << BigInt(bits - 1)) : 0n;
  const most = signed ? full(bits - 1) : full(bits);
  return fc.oneof(
    fc.bigInt(least, most),
    fc.bigInt(least < 0n ? -4n : 0n, 8n),
    fc.constantFrom(least, most, most - 1n, 1n << BigInt(bits - 2)),
  );
}

function written(number: bigint): fc.Arbitrary<string> {
  const sign = number < 0n ? "-" : "";
  const size = number < 0n ? -number : number;
  return fc.constantFrom(
    `${sign}${size}`,
    `${sign}0x${size.toString(16)}`,
    `${sign}0o${size.toString(8)}`,
    `(${sign}${size})`,
    `${sign}(${size} | 0)`,
  );
}

const OPERATORS = {
  "==": (a: bigint, b: bigint) => a === b,
  "!=": (a: bigint, b: bigint) => a !== b,
  "<": (a: bigint, b: bigint) => a < b,
  "<=": (a: bigint, b: bigint) => a <= b,
  ">": (a: bigint, b: bigint) => a > b,
  ">=": (a: bigint, b: bigint) => a >= b,
} as const;

function around(...values: readonly bigint[]): readonly bigint[] {
  return values.flatMap((one) => [one - 1n, one, one + 1n, ~one]);
}

function comparison(register: Register): fc.Arbitrary<Said> {
  const operator = fc.constantFrom(
    ...(Object.keys(OPERATORS) as (keyof typeof OPERATORS)[]),
  );
  return fc.tuple(operator, value(register)).chain(([sign, number]) =>
    written(number).map((right) => ({
      text: `${register.name} ${sign} ${right}`,
      holds: (bits: bigint) => OPERATORS[sign](read(register, bits), number),
      edges: around(number),
    })),
  );
}

function masked(register: Register): fc.Arbitrary<Said> {
  const mask = fc.bigInt(1n, full(register.bits));
  return fc
    .tuple(mask, fc.bigInt(0n, full(register.bits)), fc.nat(3))
    .map(([bits, other, kind]): Said => {
      const wanted = other & bits;
      const { name } = register;
      const hex = (number: bigint): string => `0x${number.toString(16)}`;
      const edges = around(bits, wanted, 0n);
      switch (kind) {
        case 0:
          return {
            text: `${name} & ${hex(bits)}`,
            holds: (a) => (a & bits) !== 0n,
            edges,
          };
        case 1:
          return {
            text: `(${name} & ${hex(bits)}) == ${hex(wanted)}`,
            holds: (a) => (a & bits) === wanted,
            edges,
          };
        case 2:
          return {
            text: `${name} & ${hex(bits)} != ${hex(wanted)}`,
            holds: (a) => (a & bits) !== wanted,
            edges,
          };
        default:
          return {
            text: `${name} only ~${hex(bits)}`,
            holds: (a) => (a & bits) === 0n,
            edges,
          };
      }
    });
}

function set(register: Register): fc.Arbitrary<Said> {
  const item = fc.tuple(value(register), value(register), fc.boolean());
  return fc.array(item, { minLength: 1, maxLength: 4 }).map((items): Said => {
    const ranges = items.map(([a, b, single]) =>
      single
        ? ([a, a] as const)
        : a <= b
          ? ([a, b] as const)
          : ([b, a] as const),
    );
    return {
      text: `${register.name} in {${ranges.map(([a, b]) => (a === b ? `${a}` : `${a}..${b}`)).join(", ")}}`,
      holds: (bits) => {
        const number = read(register, bits);
        return ranges.some(([a, b]) => a <= number && number <= b);
      },
      edges: around(...ranges.flat()),
    };
  });
}

function condition(register: Register): fc.Arbitrary<Said> {
  const { said } = fc.letrec<{
    said: Said;
    leaf: Said;
    joined: Said;
    denied: Said;
  }>((tie) => ({
    leaf: fc.oneof(comparison(register), masked(register), set(register)),
    joined: fc
      .tuple(tie("said"), tie("said"), fc.boolean())
      .map(([a, b, and]) => ({
        text: `(${a.text}) ${and ? "and" : "or"} (${b.text})`,
        holds: (bits: bigint) =>
          and ? a.holds(bits) && b.holds(bits) : a.holds(bits) || b.holds(bits),
        edges: [...a.edges, ...b.edges],
      })),
    denied: tie("said").map((one) => ({
      text: `not (${one.text})`,
      holds: (bits: bigint) => !one.holds(bits),
      edges: one.edges,
    })),
    said: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      tie("leaf"),
      tie("joined"),
      tie("denied"),
    ),
  }));
  return said;
}

function evaluate(condition: Condition, register: bigint): boolean {
  switch (condition.kind) {
    case "all":
      return condition.of.every((one) => evaluate(one, register));
    case "any":
      return condition.of.some((one) => evaluate(one, register));
    case "not":
      return !evaluate(condition.of, register);
    case "test":
      return passes(condition.test, register);
  }
}

/** As `ArgumentTest` says: `(argument & mask) OPERATOR value`, order signed at the width. */
function passes(
  { width, mask, operator, value, signed }: ArgumentTest,
  register: bigint,
): boolean {
  if (value.kind === "parameter") throw new Error("no parameters here");
  const order = operator !== "==" && operator !== "!=" && signed;
  const number = (bits: bigint): bigint =>
    order ? BigInt.asIntN(width, bits) : bits;
  return OPERATORS[operator](number(register & mask), number(value.value));
}

/** Every edge as the kernel's register may hold it: with junk above the width, and without. */
function registersFor(
  register: Register,
  edges: readonly bigint[],
): readonly bigint[] {
  const junk = full(64) ^ full(register.bits);
  return [
    ...new Set([...edges, 0n, -1n, 1n << BigInt(register.bits - 1)]),
  ].flatMap((edge) => {
    const low = BigInt.asUintN(register.bits, edge);
    return [low, low | junk, BigInt.asUintN(64, edge)];
  });
}

const POINTLESS = new Set(["never-true", "always-true", "empty-range"]);

describe.each(REGISTERS)("a condition on $syscall's $name", (register) => {
  test("answers as it reads, or is refused because it always answers the same", () => {
    fc.assert(
      fc.property(condition(register), ({ text, holds, edges }) => {
        const { policy, diagnostics } = load(
          ruleFor(register.syscall, `>-\n      ${text}`),
        );
        const registers = registersFor(register, edges);
        if (policy === undefined) {
          expect(
            shown(diagnostics.filter(({ code }) => !POINTLESS.has(code))),
          ).toEqual([]);
          const [only] = diagnostics;
          // The whole condition was refused: then it has one answer everywhere.
          if (
            diagnostics.length === 1 &&
            only !== undefined &&
            only.range.end - only.range.start === text.length
          )
            expect(new Set(registers.map(holds))).toEqual(
              new Set([only.code === "always-true"]),
            );
          return;
        }
        const read = policy.arches[0]?.rules[0]?.condition;
        if (read === undefined) throw new Error("the condition vanished");
        for (const bits of registers)
          expect([bits, evaluate(read, bits)]).toEqual([bits, holds(bits)]);
      }),
      { numRuns: 150 },
    );
  });
});
