/** Holds values against the bits that the kernel reads of an argument. */
import type { Register } from "./registers.js";
import type { ValueSyntax } from "./syntax.js";
import {
  constantValue,
  fits,
  full,
  shown,
  type ValueContext,
} from "./values.js";

/** A value that stands for bits: unsigned, within the register. */
export function bitsOf(
  syntax: ValueSyntax,
  register: Register,
  context: ValueContext,
): bigint | undefined {
  const value = constantValue(syntax, register, context);
  if (value === undefined) return undefined;
  // C widens a negative constant with its sign.
  const named = isNamed(syntax) && value < 0n && value >= -(1n << 31n);
  if (fits(value, register) || named)
    return BigInt.asUintN(register.bits, value);
  outOfRange(syntax, value, register, context, {
    negative: "write the bits themselves, or ~ and those that it leaves out",
  });
  return undefined;
}

/** Tells that no argument that is read so has the value. */
export function outOfRange(
  syntax: ValueSyntax,
  value: bigint,
  register: Register,
  context: ValueContext,
  hints: { readonly negative?: string } = {},
): void {
  const { name, bits, signed } = register;
  const { problems, arch } = context;
  const { range } = syntax;
  if (value >= 0n || signed) {
    const message = `${shown(value)} does not fit in the ${bits} bits that the kernel reads of ${name}`;
    const hint =
      value < 0n
        ? `it is at least ${-(1n << BigInt(bits - 1))}`
        : `it is at most ${shown(full(bits))}`;
    problems.add({ code: "value-too-wide", range, arch, message, hint });
    return;
  }
  const low = `0x${BigInt.asUintN(Math.min(bits, 32), value).toString(16)}`;
  problems.add({
    code: "negative-value",
    range,
    arch,
    message: `${name} is unsigned, so it is never ${value}`,
    hint:
      hints.negative ??
      // Where the kernel casts a long to an int (keyctl), only the low half counts.
      (bits === 64
        ? `write (${name} & 0xffffffff) == ${low} for an int in its low half`
        : `write the bits: ${low}`),
  });
}

/** Whether the value is a constant alone: its sign is the header's, not a mistake. */
export function isNamed(syntax: ValueSyntax): boolean {
  return syntax.kind === "name";
}
