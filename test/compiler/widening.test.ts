/** The order of policies, against brute force. */
import { describe, expect, it } from "vitest";
import { archNames, archTable } from "../../syscalls/index.js";
import { findWidenings } from "../../src/compiler/widening.js";
import { parsePolicy } from "../../src/index.js";
import type { Call } from "../../src/compiler/call.js";
import type {
  Action,
  ArchAction,
  ArchPolicy,
  ArchRule,
  Condition,
} from "../../src/policy/model.js";
import { decide } from "../../src/policy/decide.js";
import {
  action,
  allow,
  deny,
  kill,
  policyOf,
  rule,
  test,
} from "./support/policies.js";
import {
  boundaryCalls,
  pick,
  randomFrom,
  randomPolicy,
  type Random,
} from "./support/random.js";

const trap = action("trap", 0x00030007);
const notify = action("notify", 0x7fc00000);
const trace = action("trace", 0x7ff00001);
const log = action("log", 0x7ffc0000);

/** How far a call gets, by the kernel's order of precedence. */
const far: Record<Action["kind"], number> = {
  kill: 0,
  trap: 0,
  deny: 0,
  notify: 1,
  trace: 2,
  log: 3,
  allow: 4,
};

function goesFurther(
  policy: ArchPolicy,
  bound: ArchPolicy,
  call: Call,
): boolean {
  const of = (one: ArchPolicy) =>
    far[decide(one, "run", call).action.action.kind];
  return of(policy) > of(bound);
}

const actions: readonly ArchAction[] = [
  allow,
  allow,
  allow,
  deny(1),
  deny(2),
  kill,
  trap,
  log,
  notify,
  trace,
];

/** A condition on the lowest three bits of two arguments: all its calls can be tried. */
function tinyCondition(random: Random, depth = 2): Condition {
  const kind = depth === 0 ? 0 : random(6);
  if (kind < 3)
    return test(
      random(2),
      pick(random, [32, 64] as const),
      pick(random, ["==", "!=", "<", ">="] as const),
      BigInt(random(8)),
      { mask: BigInt(random(8)) },
    );
  if (kind === 3) return { kind: "not", of: tinyCondition(random, depth - 1) };
  const of = [
    tinyCondition(random, depth - 1),
    tinyCondition(random, depth - 1),
  ];
  return { kind: kind === 4 ? "all" : "any", of };
}

const numbers = [0, 1, 2];

function tinyPolicy(random: Random): ArchPolicy {
  const rules: ArchRule[] = Array.from({ length: random(6) }, (_, id) =>
    rule(
      id,
      pick(random, numbers),
      pick(random, actions),
      random(3) === 0 ? undefined : tinyCondition(random),
    ),
  );
  return policyOf("x86_64", rules, {
    default: pick(random, actions),
    unknown: pick(random, actions),
    foreign: pick(random, actions),
  });
}

const { auditArch } = archTable("x86_64");
/** Every call that tiny policies can tell apart. */
const everyCall: readonly Call[] = [
  ...[...numbers, 3, 600].flatMap((nr) =>
    Array.from({ length: 64 }, (_, at) => ({
      arch: auditArch,
      nr,
      args: [BigInt(at & 7), BigInt(at >> 3), 0n, 0n, 0n, 0n],
    })),
  ),
  { arch: auditArch, nr: 0x40000001, args: [] },
  { arch: 7, nr: 0, args: [] },
];

const textOf = ({ arch, nr, args }: Call) =>
  `${arch} ${nr} ${args.map(String).join()}`;

describe("the order of policies", () => {
  it("is that of all calls, where all can be tried", () => {
    const found = { within: 0, beyond: 0 };
    for (let seed = 1; seed <= 120; seed++) {
      const random = randomFrom(seed);
      const [policy, bound] = [tinyPolicy(random), tinyPolicy(random)];
      const beyond = everyCall.filter((call) =>
        goesFurther(policy, bound, call),
      );
      const witnesses = findWidenings(policy, bound, { most: 8 });
      if (witnesses === "out-of-room") throw new Error("out of room");
      for (const call of witnesses)
        expect([seed, textOf(call), goesFurther(policy, bound, call)]).toEqual([
          seed,
          textOf(call),
          true,
        ]);
      // A witness for each syscall that has one, and none twice.
      const syscallOf = ({ arch, nr }: Call) =>
        arch !== auditArch || (nr & 0x40000000) !== 0
          ? "foreign"
          : numbers.includes(nr)
            ? String(nr)
            : archTable("x86_64").byNumber.has(nr)
              ? "default"
              : "unknown";
      const seen = witnesses.map(syscallOf);
      const named = seen.filter((one) => one !== "default");
      expect(new Set(named).size).toBe(named.length);
      const all = new Set(beyond.map(syscallOf));
      // What a default widens it widens for hundreds of syscalls.
      if (all.has("default")) expect(seen).toContain("default");
      else expect([seed, new Set(seen)]).toEqual([seed, all]);
      found[beyond.length === 0 ? "within" : "beyond"]++;
    }
    expect(found.within).toBeGreaterThan(3);
    expect(found.beyond).toBeGreaterThan(50);
  }, 120_000);

  for (const arch of archNames)
    it(`holds a policy within what it narrows, and finds what it widens, on ${arch}`, () => {
      for (let seed = 1; seed <= 3; seed++) {
        const random = randomFrom(seed);
        const bound = randomPolicy(random, arch, 2 + seed);
        const other = randomPolicy(random, arch, 3);
        const narrow = {
          ...bound,
          rules: [
            ...other.rules.map((one) => ({ ...one, action: deny(13) })),
            ...bound.rules,
          ],
        };
        expect(findWidenings(bound, bound)).toEqual([]);
        expect(findWidenings(narrow, bound)).toEqual([]);
        const wide = { ...bound, rules: [...other.rules, ...bound.rules] };
        const witnesses = findWidenings(wide, bound);
        if (witnesses === "out-of-room") throw new Error("out of room");
        for (const call of witnesses)
          expect(goesFurther(wide, bound, call)).toBe(true);
        if (witnesses.length === 0)
          for (const call of boundaryCalls(wide, random))
            expect(goesFurther(wide, bound, call)).toBe(false);
      }
    }, 60_000);

  it("sees one call among all the values of two arguments", () => {
    const [x, y] = [0x0123456789abcdefn, 0xfedcba9876543210n];
    const one: Condition = {
      kind: "all",
      of: [test(0, 64, "==", x), test(3, 64, "==", y)],
    };
    const bound = policyOf("x86_64", [
      rule(0, 9, deny(1), one),
      rule(1, 9, allow),
    ]);
    const policy = policyOf("x86_64", [rule(0, 9, allow)]);
    expect(findWidenings(policy, bound)).toEqual([
      expect.objectContaining({ nr: 9, args: [x, 0n, 0n, y, 0n, 0n] }),
    ]);
    expect(findWidenings(bound, policy)).toEqual([]);
  });

  it("takes rules at boot into account only there", () => {
    const bound = policyOf("x86_64", [rule(0, 0, allow)]);
    const policy = { ...bound, bootRules: [rule(1, 59, allow)] };
    expect(findWidenings(policy, bound)).toEqual([]);
    expect(findWidenings(policy, bound, { phase: "boot" })).toEqual([
      expect.objectContaining({ nr: 59 }),
    ]);
  });

  it("compares parameters by their values", () => {
    const policy = policyOf("x86_64", [
      rule(0, 62, allow, test(0, 32, "==", "self")),
    ]);
    const bound = policyOf("x86_64", [
      rule(0, 62, allow, test(0, 32, "==", 2n)),
    ]);
    const self = (value: bigint) => ({ values: new Map([["self", value]]) });
    expect(findWidenings(policy, bound, self(2n))).toEqual([]);
    expect(findWidenings(policy, bound, self(3n))).toHaveLength(1);
  });

  it("puts each network variant beyond the policy that it widens, and not the other way round", () => {
    for (const language of ["python", "nodejs"]) {
      const load = (name: string): ArchPolicy => {
        const found = parsePolicy(name).policy?.arches.find(
          ({ arch }) => arch === "x86_64",
        );
        if (found === undefined) throw new Error(name);
        return found;
      };
      const values = new Map([["self", 2n]]);
      const [own, network] = [load(language), load(`${language}-network`)];
      expect(findWidenings(own, network, { values })).toEqual([]);
      expect(findWidenings(network, own, { values })).not.toEqual([]);
    }
  });
});
