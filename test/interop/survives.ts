/** What an import of any file has to be: a fault with its place, or a policy that answers alike. */
import { deepEqual, ok } from "node:assert/strict";
import { archTable, type ArchName } from "../../syscalls/index.js";
import {
  importPolicies,
  type Imported,
  type ImportFormat,
} from "../../src/interop/import.js";
import { loadPolicy } from "../../src/policy/load.js";
import type {
  ArchPolicy,
  ArgumentTest,
  Condition,
  PolicyFile,
} from "../../src/policy/model.js";
import { withoutHang } from "../support/hang.js";
import type { Reading } from "./agreement.js";
import type { DamagedFile } from "./damage.js";
import { shipped } from "./imported.js";
import { EDGES } from "./random.js";
import { readingsOf } from "./readings/index.js";

/**
 * Any fault is an error with a place in a file; anything accepted is a whole policy, which
 * answers as the format's own tool would. Gives the first fault's code, or "taken".
 */
export function survives(
  format: ImportFormat,
  path: string,
  damaged: DamagedFile,
): string {
  const { text, included, lossy, arches, caps } = damaged;
  const include = (name: string): PolicyFile | undefined => {
    const text = included[name];
    return text === undefined ? undefined : { path: name, text };
  };
  const options = {
    lossy,
    caps,
    include,
    ...(arches.length === 0 ? {} : { arches }),
  };
  const imported = withoutHang(() =>
    importPolicies({ path, text }, format, shipped, options),
  );
  const { policies, diagnostics } = imported;
  for (const { range, message, severity } of diagnostics) {
    deepEqual(severity, "error");
    ok(message !== "", "a fault without a sentence");
    const of = range.file === path ? text : included[range.file];
    ok(of !== undefined, "a place in no file");
    ok(range.start >= 0 && range.start <= range.end, "a place turned round");
    ok(range.end <= of.length, "a place outside the file");
  }
  const [first] = diagnostics;
  if (policies.length === 0) {
    ok(first !== undefined, "no word on why");
    return first.code;
  }
  answersAsRead(imported, format, damaged);
  return "taken";
}

/** Loads what came out, and asks it and the format's reading about calls. */
function answersAsRead(
  { policies }: Imported,
  format: ImportFormat,
  { text, included, caps }: DamagedFile,
): void {
  const include = (name: string): string | undefined => included[name];
  // A file that can include none has none.
  const whole = [text, ...Object.values(included)].join("\n");
  policies.forEach(({ text: written, draft }, index) => {
    const file = { path: "out.yaml", text: written };
    const { policy, diagnostics } = loadPolicy(shipped, file);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    deepEqual([written, errors], [written, []]);
    // What is left out on purpose, the file's reading does not know of.
    if (written.includes("# Left out, line") || policy === undefined) return;
    for (const arch of policy.arches) {
      if (arch.arch !== "x86_64" && arch.arch !== "aarch64") continue;
      const as = {
        arch: arch.arch,
        arches: draft.arches as readonly ArchName[],
        caps,
        include,
      };
      const readings = readingsOf(format, text, as);
      if (readings === undefined) continue;
      deepEqual(readings.length, policies.length, "policies got lost");
      const reading = readings[index];
      ok(reading !== undefined, `nothing is read for ${draft.name}`);
      agree(arch, reading, whole);
    }
  });
}

/** Numbers in the file: what its conditions turn over at. */
function numbersIn(text: string): readonly bigint[] {
  return (text.match(/\b(0x[0-9a-fA-F]{1,16}|[0-9]{1,19})\b/g) ?? [])
    .slice(0, 20)
    .map((number) => BigInt.asUintN(64, BigInt(number)));
}

/** Compares each number of the policy, and some others, at the edges of its conditions. */
function agree(arch: ArchPolicy, reading: Reading, text: string): void {
  const { byNumber, byName } = archTable(arch.arch);
  const numbers = new Set(arch.rules.map(({ nr }) => nr));
  for (const word of text
    .toLowerCase()
    .match(/[a-z_]\w+/g)
    ?.slice(0, 300) ?? []) {
    const nr = byName.get(word.replace(/^sys_/, ""))?.nr;
    if (nr !== undefined) numbers.add(nr);
  }
  for (const nr of [0, 60, 231, 100_000]) numbers.add(nr);
  const near = [
    ...EDGES,
    ...numbersIn(text).flatMap((one) => [one, one + 1n, one - 1n]),
  ];
  for (const nr of numbers) {
    const rules = arch.rules.filter((rule) => rule.nr === nr);
    const syscall = byNumber.get(nr);
    const bits = [0, 1, 2, 3, 4, 5].map((index) => {
      const argument = syscall?.args[index];
      return argument?.narrow ?? argument?.width ?? 64;
    });
    const tested = testedBy(rules.map(({ condition }) => condition));
    const conditional = tested.size > 0;
    // Calls whose arguments the policy does not look at need no second try, but for the file.
    for (const [at, value] of (conditional
      ? near
      : near.slice(0, 3)
    ).entries()) {
      const args = bits.map((width, index) =>
        BigInt.asUintN(
          width,
          index === at % 6 || !conditional
            ? value
            : (near[(at * 7 + index * 5) % near.length] ?? 0n),
        ),
      );
      const answer = answerOf(arch, rules, syscall !== undefined, args);
      if (answer === reading(nr, args) >>> 0) continue;
      ok(
        filled(args, bits).some((one) => answer === reading(nr, one) >>> 0),
        `${syscall?.name ?? nr}(${args.join()}) on ${arch.arch}: the policy answers ${answer.toString(16)}, the file ${(reading(nr, args) >>> 0).toString(16)}`,
      );
    }
  }
}

function testedBy(
  conditions: readonly (Condition | undefined)[],
): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (condition: Condition): void => {
    if (condition.kind === "test") found.add(condition.test.argument);
    else if (condition.kind === "not") visit(condition.of);
    else condition.of.forEach(visit);
  };
  for (const one of conditions) if (one !== undefined) visit(one);
  return found;
}

/**
 * The registers that may hold `args`: the bits that the kernel does not read are zero or the
 * sign, as the file's values have them. That is a documented difference of imports.
 */
function filled(
  args: readonly bigint[],
  bits: readonly number[],
): readonly (readonly bigint[])[] {
  return args.reduce<readonly (readonly bigint[])[]>(
    (all, value, index) => {
      const width = bits[index] ?? 64;
      const signed = BigInt.asUintN(64, BigInt.asIntN(width, value));
      const ways = signed === value ? [value] : [value, signed];
      return all.flatMap((before) => ways.map((one) => [...before, one]));
    },
    [[]],
  );
}

function answerOf(
  { default: fallback, unknown }: ArchPolicy,
  rules: ArchPolicy["rules"],
  known: boolean,
  args: readonly bigint[],
): number {
  const rule = rules.find(
    ({ condition }) => condition === undefined || holds(condition, args),
  );
  return (rule?.action ?? (known ? fallback : unknown)).value;
}

function holds(condition: Condition, args: readonly bigint[]): boolean {
  switch (condition.kind) {
    case "all":
      return condition.of.every((one) => holds(one, args));
    case "any":
      return condition.of.some((one) => holds(one, args));
    case "not":
      return !holds(condition.of, args);
    case "test":
      return passes(condition.test, args);
  }
}

function passes(
  { argument, width, mask, operator, value, signed }: ArgumentTest,
  args: readonly bigint[],
): boolean {
  if (value.kind === "parameter") throw new Error("no file has parameters");
  const order = operator !== "==" && operator !== "!=" && signed;
  const number = (bits: bigint): bigint =>
    order ? BigInt.asIntN(width, bits) : bits;
  const left = number(BigInt.asUintN(width, args[argument] ?? 0n) & mask);
  const right = number(value.value);
  switch (operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
  }
}
