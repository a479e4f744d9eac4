/** libseccomp as the judge of imported OCI profiles: every number, and random calls. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { archTable, type ArchName } from "../../syscalls/index.js";
import { importPolicies } from "../../src/interop/import.js";
import { corpus } from "../support/requires.js";
import { machineOf, type Machine } from "./bpf.js";
import { loaded, machineFor, shipped, taken } from "./imported.js";
import {
  hasJudge,
  Judge,
  type JudgeProfile,
  type JudgeRule,
  type Judged,
} from "./judge.js";
import {
  ociText,
  readingOf,
  type OciEntry,
  type OciProfile,
} from "./oci-reading.js";
import { ALL_CAPS, randomCase, type Case } from "./oci-random.js";
import { EDGES, Random } from "./random.js";

const CALLS = 10_000;
const NO_CALL = 0xffffffff;

const judged = hasJudge();
const judge = judged ? new Judge() : undefined;
afterAll(() => judge?.[Symbol.dispose]());

/**
 * The arguments as libseccomp has to see them to answer as the kernel would act: the bits
 * that the kernel does not read are those that the file's values have there. That is the
 * first documented difference of imported policies.
 */
function asTheFileFills(
  arch: ArchName,
  nr: number,
  rules: readonly JudgeRule[],
): (data: Uint32Array) => void {
  const args = archTable(arch).byNumber.get(nr)?.args ?? [];
  const fills = args.flatMap((argument, index) => {
    const bits = argument.narrow ?? argument.width;
    if (bits === 64) return [];
    const upper = (1n << BigInt(64 - bits)) - 1n;
    const signWritten = rules.some(({ tests }) =>
      tests.some(
        ({ index: tested, op, a, b }) =>
          tested === index && (op === 7 ? b : a) >> BigInt(bits) === upper,
      ),
    );
    return [{ at: 4 + index * 2, bits, signWritten }];
  });
  return (data) => {
    for (const { at, bits, signWritten } of fills) {
      const low = data[at] ?? 0;
      if (bits === 32) data[at + 1] = signWritten ? low >> 31 : 0;
      else {
        const short = signWritten ? (low << 16) >> 16 : low & 0xffff;
        data[at] = short;
        data[at + 1] = short >> 31;
      }
    }
  };
}

function rulesByNumber(
  rules: readonly JudgeRule[],
  numberOf: (name: string) => number | undefined,
): ReadonlyMap<number, readonly JudgeRule[]> {
  const byNumber = new Map<number, JudgeRule[]>();
  for (const rule of rules) {
    const nr = numberOf(rule.name);
    if (nr === undefined) continue;
    byNumber.set(nr, [...(byNumber.get(nr) ?? []), rule]);
  }
  return byNumber;
}

interface Difference {
  readonly data: readonly number[];
  readonly ours: number;
  readonly libseccomp: number;
}

/** What libseccomp says of a whole profile, and of each of its rules with arguments alone. */
interface Opinion {
  readonly reading: JudgeProfile;
  readonly whole: Judged;
  readonly alone: ReadonlyMap<JudgeRule, Machine>;
}

function opinionsOn(readings: readonly JudgeProfile[]): readonly Opinion[] {
  if (judge === undefined) throw new Error("there is no judge");
  const wholes = judge.ask(readings);
  const single = readings.flatMap((reading) =>
    reading.rules
      .filter(({ tests }) => tests.length > 0)
      .map((rule) => ({ ...reading, rules: [rule] })),
  );
  const answers = judge.ask(single);
  return readings.map((reading, index) => {
    const whole = wholes[index];
    if (whole === undefined) throw new Error("the judge said nothing");
    const alone = new Map<JudgeRule, Machine>();
    single.forEach(({ rules: [rule] }, at) => {
      const answer = answers[at];
      if (
        rule !== undefined &&
        answer?.died === false &&
        reading.rules.includes(rule)
      )
        alone.set(rule, machineOf(answer.program));
    });
    return { reading, whole, alone };
  });
}

/**
 * Calls that the imported program answers otherwise than libseccomp, but for the documented
 * ones; `contradicted` is told of those where libseccomp's merged program contradicts what
 * it makes of the same rules one by one, and ours does not.
 */
function differences(
  imported: Machine,
  { reading, whole, alone }: Opinion,
  arch: ArchName,
  random: Random,
  contradicted?: () => void,
): readonly Difference[] {
  const table = archTable(arch);
  const libseccomp = machineOf(whole.program);
  const numberOf = (name: string): number | undefined =>
    table.byName.get(name)?.nr;
  const passed = new Set([...whole.unknown].map(numberOf));
  const rulesOf = rulesByNumber(reading.rules, numberOf);
  const fills = new Map(
    [...rulesOf].map(([nr, rules]) => [nr, asTheFileFills(arch, nr, rules)]),
  );
  const values = reading.rules.flatMap(({ tests }) =>
    tests.flatMap(({ a, b }) => [a, b]),
  );
  const near = [...new Set([...values, ...EDGES])];
  const tested = [...alone.keys()].flatMap(({ name }) => numberOf(name) ?? []);
  const numbers = [...table.byNumber.keys()];
  const found: Difference[] = [];
  const pool = Array.from({ length: 2048 }, () => random.value(near));
  const lows = Uint32Array.from(pool, (value) => Number(value & 0xffffffffn));
  const highs = Uint32Array.from(pool, (value) => Number(value >> 32n));
  const data = new Uint32Array(16);
  const filled = new Uint32Array(16);
  const ask = (nr: number, auditArch = table.auditArch): void => {
    // Documented: a tracer that skips a call sets its number to -1.
    if (passed.has(nr) || (nr === NO_CALL && arch === "x86_64")) return;
    data[0] = nr;
    data[1] = auditArch;
    for (let at = 4; at < 16; at += 2) {
      const chosen = random.below(pool.length);
      data[at] = lows[chosen] ?? 0;
      data[at + 1] = highs[chosen] ?? 0;
    }
    filled.set(data);
    fills.get(nr)?.(filled);
    const ours = imported(data);
    const theirs = libseccomp(filled);
    if (ours === theirs) return;
    const union = (rulesOf.get(nr) ?? [])
      .map((rule) => alone.get(rule)?.(filled))
      .find((answer) => answer !== reading.default);
    if (contradicted !== undefined && (union ?? reading.default) === ours)
      contradicted();
    else found.push({ data: [...data], ours, libseccomp: theirs });
  };
  for (let nr = 0; nr <= Math.max(...numbers) + 64; nr++) ask(nr);
  for (const nr of [0x3fffffff, 0x40000000, 0x40000001, 0x7fffffff, 0xfffffffe])
    ask(nr);
  ask(0, 0x40000003);
  ask(3, 0xc00000b6);
  for (let i = 0; i < CALLS; i++)
    ask(random.of(tested.length > 0 && random.chance(80) ? tested : numbers));
  return found;
}

function compare(
  profile: OciProfile,
  text: string,
  arch: ArchName,
  machine: string,
  caps: readonly string[],
  seed: number,
): void {
  const [first] = taken({ path: "profile.json", text }, "oci", {
    arches: [arch],
    caps,
  });
  if (first === undefined) throw new Error("nothing was imported");
  const reading = readingOf(profile, archTable(arch).auditArch, machine, caps);
  const [opinion] = opinionsOn([reading]);
  if (opinion === undefined) throw new Error("the judge said nothing");
  expect(opinion.whole.refused).toEqual([]);
  const imported = machineFor(first.policy, arch);
  expect(differences(imported, opinion, arch, new Random(seed))).toEqual([]);
}

describe.skipIf(!judged)("an imported OCI profile", () => {
  const folder = corpus();

  it.skipIf(folder === undefined).each([
    ["policies/docker-default.json", "x86_64", "amd64", []],
    ["policies/docker-default.json", "x86_64", "amd64", ALL_CAPS],
    ["policies/docker-default.json", "aarch64", "arm64", []],
    ["policies/docker-default.json", "aarch64", "arm64", ALL_CAPS],
    ["compile/docker-default.json", "x86_64", "amd64", []],
    ["compile/dify-python.json", "x86_64", "amd64", []],
    ["compile/deny20.json", "x86_64", "amd64", []],
    ["compile/firecracker-vmm.json", "x86_64", "amd64", []],
  ] as const)(
    "%s on %s answers as libseccomp does",
    (path, arch, machine, caps) => {
      const text = readFileSync(join(folder ?? "", path), "utf8");
      const profile = JSON.parse(text) as OciProfile;
      compare(profile, text, arch, machine, caps, 1);
    },
  );
});

const ALLOWED = "SCMP_ACT_ALLOW";
const EVERY = 0xffffffffffffffffn;

/** An entry on `socket` that tests one argument. */
function socketRule(
  action: string,
  index: number,
  op: string,
  value: bigint,
  valueTwo = 0n,
): OciEntry {
  const args = [{ index, op: `SCMP_CMP_${op}`, value, valueTwo }];
  return { names: ["socket"], action, args };
}

/** Profiles that nobody would write, with what libseccomp makes of them. */
const ODD: readonly (readonly [string, OciEntry[]])[] = [
  [
    "a test of no bits before a rule for every call",
    [
      socketRule("SCMP_ACT_KILL", 0, "MASKED_EQ", 0n, 7n),
      { names: ["socket"], action: ALLOWED },
    ],
  ],
  [
    "a test of no bits behind a rule for every call",
    [
      { names: ["socket"], action: ALLOWED },
      socketRule("SCMP_ACT_KILL", 0, "MASKED_EQ", 0n),
    ],
  ],
  [
    "a test of no bits among several of one argument",
    [
      socketRule("SCMP_ACT_LOG", 1, "EQ", 3n),
      {
        names: ["socket"],
        action: ALLOWED,
        args: [
          { index: 0, op: "SCMP_CMP_EQ", value: 2 },
          { index: 0, op: "SCMP_CMP_MASKED_EQ", value: 0 },
        ],
      },
    ],
  ],
  [
    "bits outside of the mask",
    [socketRule(ALLOWED, 0, "MASKED_EQ", 0xf0n, 0x1f1n)],
  ],
  ["a second value that nobody reads", [socketRule(ALLOWED, 0, "EQ", 1n, 2n)]],
  ["an order test that always holds", [socketRule(ALLOWED, 0, "LE", EVERY)]],
  ["an order test that never holds", [socketRule(ALLOWED, 0, "GT", EVERY)]],
  [
    "order tests of 64 bits at their sign",
    [
      {
        names: ["lseek"],
        action: ALLOWED,
        args: [{ index: 1, op: "SCMP_CMP_GE", value: 1n << 63n }],
      },
    ],
  ],
  [
    "the same rule twice, and once for every call",
    [
      socketRule(ALLOWED, 0, "EQ", 1n),
      socketRule(ALLOWED, 0, "EQ", 1n),
      { names: ["socket", "socket"], action: ALLOWED, args: null },
    ],
  ],
  [
    "one name with three actions, which exclude each other",
    [
      socketRule(ALLOWED, 0, "EQ", 1n),
      socketRule("SCMP_ACT_LOG", 0, "EQ", 2n),
      socketRule("SCMP_ACT_KILL_PROCESS", 0, "EQ", 38n),
    ],
  ],
  [
    "rules that say what the default says",
    [
      socketRule("SCMP_ACT_ERRNO", 0, "EQ", 16n),
      socketRule(ALLOWED, 0, "LT", 38n),
    ],
  ],
];

describe.skipIf(!judged)("as libseccomp answers", () => {
  it.each(ODD)("%s", (_, syscalls) => {
    const profile: OciProfile = { defaultAction: "SCMP_ACT_ERRNO", syscalls };
    compare(profile, ociText(profile), "x86_64", "amd64", [], 3);
    compare(profile, ociText(profile), "aarch64", "arm64", [], 4);
  });
});

/** What a policy can't say, and the importer has to tell. */
const TOLD = ["conflicting-rules", "pointer-compared"];
const TOLD_OF_I386 = [...TOLD, "multiplexed-arguments", "unread-argument"];

it.skipIf(!judged).each([
  ["x86_64", "amd64", 200, TOLD],
  ["aarch64", "arm64", 40, TOLD],
  ["i386", "x86", 40, TOLD_OF_I386],
] as const)(
  "random profiles answer on %s as libseccomp does (%s, %i), or say why they can't",
  (arch, machine, count, mayTell) => {
    const random = new Random(101);
    const accepted: (Case & { readonly text: string })[] = [];
    let told = 0;
    for (let i = 0; accepted.length < count * 1.2 && i < 1000; i++) {
      const { profile, caps } = randomCase(arch, random);
      const { policies, diagnostics } = importPolicies(
        { path: "random.json", text: ociText(profile) },
        "oci",
        shipped,
        { arches: [arch], caps },
      );
      for (const { code } of diagnostics) expect(mayTell).toContain(code);
      const [policy] = policies;
      if (policy === undefined) told++;
      else accepted.push({ profile, caps, text: policy.text });
    }
    expect(told).toBeGreaterThan(0);
    const { auditArch } = archTable(arch);
    const readings = accepted.map(({ profile, caps }) =>
      readingOf(profile, auditArch, machine, caps),
    );
    let contradictions = 0;
    let compared = 0;
    opinionsOn(readings).forEach((opinion, index) => {
      // A profile that libseccomp refuses, or dies of, starts no container.
      const { refused, died } = opinion.whole;
      if (refused.length > 0 || died || compared === count) return;
      compared++;
      const imported = machineFor(
        loaded("random", accepted[index]?.text ?? ""),
        arch,
      );
      const found = differences(
        imported,
        opinion,
        arch,
        new Random(index),
        () => contradictions++,
      );
      expect(found).toEqual([]);
    });
    expect(compared).toBe(count);
    // They are there, and are few: without them this would test nothing of the kind.
    expect(contradictions / (count * CALLS)).toBeLessThan(0.05);
  },
  300_000,
);
