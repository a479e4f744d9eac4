/** Random policies of every shape, and the calls at which a wrong program would show. */
import { archTable, type ArchName } from "../../../syscalls/index.js";
import type {
  ArchAction,
  ArchPolicy,
  ArchRule,
  ArgumentTest,
  Comparison,
  Condition,
} from "../../../src/policy/model.js";
import type { Call } from "../../../src/compiler/call.js";
import { action, allow, deny, kill, policyOf, rule, test } from "./policies.js";

/** A generator of numbers that a seed repeats. */
export type Random = (below: number) => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    // splitmix32
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return ((z ^ (z >>> 16)) >>> 0) % below;
  };
}

const operators: readonly Comparison[] = ["==", "!=", "<", "<=", ">", ">="];

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

export function word64(random: Random): bigint {
  const high = BigInt(random(0x10000)) << 16n;
  return (
    ((high | BigInt(random(0x10000))) << 32n) |
    (BigInt(random(0x10000)) << 16n) |
    BigInt(random(0x10000))
  );
}

/** Values that conditions are made of: small ones, flags, edges of words and signs. */
function value(random: Random): bigint {
  switch (random(6)) {
    case 0:
      return BigInt(random(8));
    case 1:
      return 1n << BigInt(random(64));
    case 2:
      return (1n << BigInt(random(64))) | (1n << BigInt(random(64)));
    case 3:
      return BigInt.asUintN(64, -BigInt(random(200)));
    case 4:
      return pick(random, [
        0x7fffffffn,
        0x80000000n,
        0xffffffffn,
        0x100000000n,
        0x7fffffffffffffffn,
        0x8000000000000000n,
        0xffffffffffffffffn,
      ]);
    default:
      return word64(random);
  }
}

function mask(random: Random): bigint {
  switch (random(5)) {
    case 0:
      return value(random);
    case 1:
      return BigInt.asUintN(64, ~value(random));
    case 2:
      return 0xffffffffn;
    default:
      return 0xffffffffffffffffn;
  }
}

function randomTest(random: Random, args: number): Condition {
  const width = pick(random, [32, 64] as const);
  const bits = BigInt.asUintN(width, mask(random));
  // Mostly a value that the mask can leave: others never match.
  const wanted = random(8) === 0 ? value(random) : value(random) & bits;
  return test(random(args), width, pick(random, operators), wanted, {
    mask: bits,
    signed: random(2) === 0,
  });
}

export function randomCondition(
  random: Random,
  depth = 3,
  args = 1 + random(3),
): Condition {
  const kind = depth === 0 ? 0 : random(8);
  if (kind < 4) return randomTest(random, args);
  if (kind === 4)
    return { kind: "not", of: randomCondition(random, depth - 1, args) };
  const of = Array.from({ length: 2 + random(3) }, () =>
    randomCondition(random, depth - 1, args),
  );
  return { kind: kind < 6 ? "all" : "any", of };
}

const actions: readonly ArchAction[] = [
  allow,
  allow,
  deny(1),
  deny(38),
  kill,
  action("log", 0x7ffc0000),
  action("trap", 0x00030007),
];

/** A policy of `arch` with some `size` rules on numbers that are isolated or in runs. */
export function randomPolicy(
  random: Random,
  arch: ArchName,
  size: number,
): ArchPolicy {
  const numbers = [...archTable(arch).byNumber.keys()];
  const rules: ArchRule[] = [];
  while (rules.length < size) {
    const start = random(numbers.length);
    const run = random(3) === 0 ? 1 + random(20) : 1;
    const does = pick(random, actions);
    const condition = random(3) === 0 ? randomCondition(random) : undefined;
    for (const nr of numbers.slice(start, start + run))
      rules.push(rule(rules.length, nr, does, condition));
  }
  return policyOf(arch, rules, {
    default: pick(random, actions),
    unknown: pick(random, actions),
    foreign: pick(random, actions),
  });
}

/** Tests anywhere in the rules of `nr`. */
export function testsOf(policy: ArchPolicy, nr: number): ArgumentTest[] {
  const found: ArgumentTest[] = [];
  const walk = (condition: Condition): void => {
    if (condition.kind === "test") found.push(condition.test);
    else if (condition.kind === "not") walk(condition.of);
    else condition.of.forEach(walk);
  };
  for (const { nr: of, condition } of policy.rules)
    if (of === nr && condition !== undefined) walk(condition);
  return found;
}

/** The value, one less, one more, the sign bits, the other high word, the mask's complement. */
function edgesOf({ value, mask }: ArgumentTest): bigint[] {
  const wanted = value.kind === "constant" ? value.value : 0n;
  const near = [wanted, wanted - 1n, wanted + 1n];
  return near
    .flatMap((one) => [
      one,
      one ^ 0x80000000n,
      one ^ 0x8000000000000000n,
      one ^ 0x100000000n,
      one ^ 0xffffffff00000000n,
      one ^ BigInt.asUintN(64, ~mask),
    ])
    .map((one) => BigInt.asUintN(64, one));
}

/** Calls of `nr` at the edges of its conditions, and some at random. */
export function callsOf(
  policy: ArchPolicy,
  nr: number,
  random: Random,
  count: number,
): Call[] {
  const arch = archTable(policy.arch).auditArch;
  const tests = testsOf(policy, nr);
  const calls: Call[] = [{ arch, nr, args: [0n, 0n, 0n, 0n, 0n, 0n] }];
  if (tests.length === 0) return calls;
  while (calls.length < count) {
    const args = [0n, 0n, 0n, 0n, 0n, 0n];
    for (const one of tests) {
      const kind = random(6);
      if (kind < 4) args[one.argument] = pick(random, edgesOf(one));
      else if (kind === 4) args[one.argument] = word64(random);
    }
    calls.push({ arch, nr, args });
  }
  return calls;
}

/** Calls at the edges of every number and condition of the policy, and of other ABIs. */
export function boundaryCalls(
  policy: ArchPolicy,
  random: Random,
  perNumber = 12,
): Call[] {
  const table = archTable(policy.arch);
  const numbers = new Set<number>();
  for (const { nr } of policy.rules)
    for (const near of [nr - 1, nr, nr + 1]) if (near >= 0) numbers.add(near);
  const last = Math.max(...table.byNumber.keys());
  for (const nr of [0, last, last + 1, 511, 0x3fffffff, 0x40000000, 0x40000001])
    numbers.add(nr);
  for (const nr of [0x7fffffff, 0x80000000, 0xbfffffff, 0xc0000000, 0xffffffff])
    numbers.add(nr);
  const calls = [...numbers].flatMap((nr) =>
    callsOf(policy, nr, random, perNumber),
  );
  const foreign = [0, 0xffffffff, (table.auditArch ^ 1) >>> 0, 0x40000003];
  return [...calls, ...foreign.map((arch) => ({ arch, nr: 0, args: [0n] }))];
}
