/** Whether the values that parameters are bound to fit into what a policy compares with them. */
import { Fault } from "../document/fault.js";
import { testsOf } from "./condition/walk.js";
import type { ArchPolicy, Parameter } from "./model.js";

type Declared = Pick<Parameter, "name" | "width">;

/** That each value fits into the parameter that it is for, as `policy` compares that. */
export function requireInRange(
  values: ReadonlyMap<string, bigint>,
  policy: ArchPolicy,
  parameters: readonly Declared[],
): void {
  for (const [name, value] of values) {
    const declared = parameters.find((one) => one.name === name);
    requireFit(value, declared ?? { name, width: 64 }, policy);
  }
}

function requireFit(
  value: bigint,
  { name, width }: Declared,
  policy: ArchPolicy,
): void {
  const signed = BigInt.asIntN(64, value);
  const isNegative = signed < 0n && width === 32;
  const shown = isNegative ? signed : value;
  const fits = isNegative
    ? BigInt.asIntN(width, signed) === signed
    : BigInt.asUintN(width, value) === value ||
      BigInt.asIntN(width, value) === value;
  if (!fits)
    throw new Fault(
      "parameter-range",
      `${shown} does not fit into $${name}, which has ${width} bits`,
      {
        hint: `its values are ${-(1n << BigInt(width - 1))} to ${(1n << BigInt(width)) - 1n}`,
      },
    );
  // A 32-bit parameter has zeros above, where 64 bits are compared with it.
  if (isNegative && isComparedWith64(name, policy))
    throw new Fault(
      "parameter-range",
      `$${name} has 32 bits and is compared with 64 on ${policy.arch}, so it is never ${signed}`,
      {
        hint: `for these bits with zeros above: ${name}=0x${BigInt.asUintN(32, signed).toString(16)}; for a negative number: width: 64`,
      },
    );
}

function isComparedWith64(name: string, policy: ArchPolicy): boolean {
  return [...policy.bootRules, ...policy.rules].some(({ condition }) =>
    testsOf(condition).some(
      ({ value, width }) =>
        value.kind === "parameter" && value.name === name && width === 64,
    ),
  );
}
