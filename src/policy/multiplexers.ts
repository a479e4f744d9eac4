/**
 * Syscalls that stand for several: on i386, s390x and ppc64le `socketcall` makes the socket
 * calls and `ipc` those of System V. A rule on `socket` is about the call, so it is for
 * these too. What a `when` says can be read there only where the argument stands in a
 * register. Where it can't, a rule that allows does not cover the multiplexer, and one that
 * refuses covers it whatever the arguments: both are the stricter reading.
 */
import type {
  Argument,
  MultiplexedCall,
  Syscall,
} from "../../syscalls/index.js";
import type { Range } from "../document/diagnostic.js";
import { argumentIndex } from "./condition/registers.js";
import { testsOf, type ConditionSyntax } from "./condition/syntax.js";
import type { Kernel } from "./kernel.js";
import type { ArchName, ArgumentTest, Condition } from "./model.js";

/**
 * The calls among `names` that a multiplexer makes as well, unless the rule speaks of that
 * itself: in its names, or in those that are `excepted`.
 */
export function multiplexedAmong(
  names: readonly string[],
  excepted: ReadonlySet<string>,
  arch: ArchName,
  kernel: Kernel,
): readonly MultiplexedCall[] {
  const calls = kernel.multiplexed(arch);
  if (calls.length === 0) return calls;
  const wanted = new Set(names);
  return calls.filter(
    ({ name, through }) =>
      wanted.has(name) &&
      !wanted.has(through.name) &&
      !excepted.has(through.name),
  );
}

/** The calls that a rule on the multiplexer `name` is not for, as they are `excepted`. */
export function takenOut(
  name: string,
  excepted: ReadonlySet<string>,
  arch: ArchName,
  kernel: Kernel,
): readonly MultiplexedCall[] {
  if (excepted.size === 0) return [];
  return kernel
    .multiplexed(arch)
    .filter((call) => call.through.name === name && excepted.has(call.name));
}

/** Whether one of `names` makes the call `name` on `arch`, or is made through it. */
export function isWayOf(
  name: string,
  names: ReadonlySet<string>,
  arch: ArchName,
  kernel: Kernel,
): boolean {
  return kernel
    .multiplexed(arch)
    .some(
      (call) =>
        (call.name === name && names.has(call.through.name)) ||
        (call.through.name === name && names.has(call.name)),
    );
}

/** Whether a multiplexer of `arch` makes the call `name`. */
export function isMultiplexed(
  name: string,
  arch: ArchName,
  kernel: Kernel,
): boolean {
  return kernel.multiplexed(arch).some((one) => one.name === name);
}

/** That the multiplexer makes this call. */
export function isCall(
  { through, selector, mask, value }: MultiplexedCall,
  range: Range,
): Condition {
  const argument = SLOTS[selector] ?? 0;
  const { width, signed } = through.args[argument] ?? {
    width: 32,
    signed: true,
  };
  return {
    kind: "test",
    test: {
      argument,
      width,
      signed,
      mask,
      operator: "==",
      value: { kind: "constant", value },
      range,
    },
  };
}

const SLOTS: readonly ArgumentTest["argument"][] = [0, 1, 2, 3, 4, 5];

/**
 * The call with its arguments where the multiplexer has them, read as the call itself reads
 * them. Undefined where one that `conditions` test is out of a filter's sight.
 */
export function readable(
  call: MultiplexedCall,
  conditions: readonly ConditionSyntax[],
  arch: ArchName,
  kernel: Kernel,
): Syscall | undefined {
  const own = signatureOf(call.name, arch, kernel);
  if (own === undefined) return undefined;
  const args: Argument[] = Array.from({ length: 6 }, () => UNREAD);
  for (const argument of own) {
    const place = call.arguments.get(argument.name);
    if (place !== undefined) args[place] = argument;
  }
  const tested = conditions.flatMap(testsOf).map((test) => test.argument.name);
  // A position (arg0) would be one of the multiplexer's own.
  const seen = (name: string): boolean =>
    !/^arg[0-5]$/.test(name) && argumentIndex(name, args) !== -1;
  return tested.every(seen)
    ? { name: call.name, nr: call.through.nr, args }
    : undefined;
}

/** Read by nobody: `__pad` is the tables' name for such a register. */
const UNREAD: Argument = {
  name: "__pad",
  type: "",
  width: 32,
  signed: false,
  pointer: false,
};

/** The call's own arguments; those of another arch where this one has no number for it. */
function signatureOf(
  name: string,
  arch: ArchName,
  kernel: Kernel,
): readonly Argument[] | undefined {
  const here = kernel.table(arch);
  const own = here.byName.get(name)?.args;
  if (own !== undefined) return own;
  const other = kernel.archNames
    .map((one) => kernel.table(one).byName.get(name)?.args)
    .find((args) => args !== undefined);
  return other?.map((argument) =>
    here.bits === 32 ? { ...argument, width: 32 } : argument,
  );
}
