/** libseccomp as the judge of imported OCI profiles: every number, and random calls. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { archTable, type ArchName } from "../../syscalls/index.js";
import { importPolicies } from "../../src/interop/import.js";
import { corpus } from "../support/requires.js";
import { machineOf, type SeccompCall } from "./bpf.js";
import { loaded, machineFor, shipped, taken } from "./imported.js";
import { hasJudge, Judge, type JudgeProfile, type Judged } from "./judge.js";
import {
  OPERATORS,
  ociText,
  readingOf,
  type OciArgument,
  type OciEntry,
  type OciProfile,
} from "./oci-reading.js";
import { EDGES, Random } from "./random.js";

const CALLS = 10_000;
const NO_CALL = 0xffffffff;
const ALL_CAPS = ["CAP_SYS_ADMIN", "CAP_SYS_PTRACE", "CAP_BPF", "CAP_SYSLOG"];

const judged = hasJudge();
const judge = judged ? new Judge() : undefined;
afterAll(() => judge?.[Symbol.dispose]());

/**
 * A call as libseccomp has to see it to answer as the kernel would act: the bits of an
 * argument that the kernel does not read are those that the file's values have there. That
 * is the documented difference of imported policies.
 */
function asTheFileFills(
  call: SeccompCall,
  arch: ArchName,
  reading: JudgeProfile,
): SeccompCall {
  const syscall = archTable(arch).byNumber.get(call.nr);
  const rules = reading.rules.filter(
    ({ name }) => archTable(arch).byName.get(name)?.nr === call.nr,
  );
  const args = call.args.map((value, index) => {
    const argument = syscall?.args[index];
    if (argument === undefined) return value;
    const bits = argument.narrow ?? argument.width;
    if (bits === 64) return value;
    const signWritten = rules.some(({ tests }) =>
      tests.some(
        (test) =>
          test.index === index &&
          (test.op === 7 ? test.b : test.a) >> BigInt(bits) ===
            (1n << BigInt(64 - bits)) - 1n,
      ),
    );
    return signWritten
      ? BigInt.asUintN(64, BigInt.asIntN(bits, value))
      : BigInt.asUintN(bits, value);
  });
  return { ...call, args };
}

interface Difference {
  readonly call: SeccompCall;
  readonly ours: number;
  readonly libseccomp: number;
}

function differences(
  imported: (call: SeccompCall) => number,
  { program, unknown }: Judged,
  reading: JudgeProfile,
  arch: ArchName,
  random: Random,
): readonly Difference[] {
  const table = archTable(arch);
  const libseccomp = machineOf(program);
  const passed = new Set(
    [...unknown].map((name) => table.byName.get(name)?.nr),
  );
  const values = reading.rules.flatMap(({ tests }) =>
    tests.flatMap(({ a, b }) => [a, b]),
  );
  const near = [...new Set([...values, ...EDGES])];
  const tested = reading.rules
    .filter(({ tests }) => tests.length > 0)
    .flatMap(({ name }) => table.byName.get(name)?.nr ?? []);
  const numbers = [...table.byNumber.keys()];
  const found: Difference[] = [];
  const ask = (
    nr: number,
    args: readonly bigint[],
    auditArch: number,
  ): void => {
    // Documented: a tracer that skips a call sets its number to -1.
    if (passed.has(nr) || (nr === NO_CALL && arch === "x86_64")) return;
    const call = { arch: auditArch, nr, args };
    const ours = imported(call);
    const theirs = libseccomp(asTheFileFills(call, arch, reading));
    if (ours !== theirs) found.push({ call, ours, libseccomp: theirs });
  };
  const six = (): bigint[] =>
    Array.from({ length: 6 }, () => random.value(near));
  for (let nr = 0; nr <= Math.max(...numbers) + 64; nr++)
    ask(nr, six(), table.auditArch);
  for (const nr of [0x3fffffff, 0x40000000, 0x40000001, 0x7fffffff, 0xfffffffe])
    ask(nr, six(), table.auditArch);
  ask(0, six(), 0x40000003);
  ask(3, six(), 0xc00000b7 ^ 1);
  for (let i = 0; i < CALLS; i++) {
    const nr =
      tested.length > 0 && random.chance(80)
        ? random.of(tested)
        : random.of(numbers);
    ask(nr, six(), table.auditArch);
  }
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
  if (first === undefined || judge === undefined)
    throw new Error("nothing to compare");
  const reading = readingOf(profile, archTable(arch).auditArch, machine, caps);
  const [answer] = judge.ask([reading]);
  if (answer === undefined) throw new Error("the judge said nothing");
  expect(answer.refused).toEqual([]);
  const imported = machineFor(first.policy, arch);
  expect(
    differences(imported, answer, reading, arch, new Random(seed)),
  ).toEqual([]);
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

/** Syscalls with every kind of argument: int, unsigned, long, pointer, umode_t, loff_t. */
const NAMES = [
  "read",
  "lseek",
  "ioctl",
  "fcntl",
  "socket",
  "personality",
  "clone",
  "mmap",
  "mprotect",
  "madvise",
  "openat",
  "fchmod",
  "mkdirat",
  "prctl",
  "kill",
  "tgkill",
  "futex",
  "fallocate",
  "unshare",
  "setns",
  "dup3",
  "sendto",
  "setsockopt",
  "getrandom",
];

function randomProfile(random: Random): OciProfile {
  const actions = [
    "SCMP_ACT_ALLOW",
    "SCMP_ACT_ERRNO",
    "SCMP_ACT_KILL_PROCESS",
    "SCMP_ACT_LOG",
    "SCMP_ACT_TRAP",
  ];
  const [main, other] = [random.of(actions), random.of(actions)];
  const fallback = random.of(actions.filter((action) => action !== main));
  const names = NAMES.filter(() => random.chance(40));
  const entries = names.flatMap((name) =>
    entriesFor(name, main, other, random),
  );
  return {
    defaultAction: fallback,
    ...(fallback === "SCMP_ACT_ERRNO"
      ? { defaultErrnoRet: random.of([1, 38]) }
      : {}),
    syscalls: entries,
  };
}

function entriesFor(
  name: string,
  main: string,
  other: string,
  random: Random,
): OciEntry[] {
  const syscall = archTable("x86_64").byName.get(name);
  // Pointers are compared with 0 only: most rules leave them alone.
  const indexes = (syscall?.args ?? []).flatMap(({ pointer }, index) =>
    !pointer || random.chance(3) ? [index] : [],
  );
  // One way of writing an argument a syscall: the judge sees one register.
  const signed = random.chance(20);
  return Array.from({ length: 1 + random.below(4) }, () => ({
    names: [name],
    action: random.chance(90) ? main : other,
    args: random.chance(20)
      ? []
      : indexes
          .filter(() => random.chance(55))
          .map((index) => randomArgument(index, name, signed, random)),
  }));
}

function randomArgument(
  index: number,
  name: string,
  signed: boolean,
  random: Random,
): OciArgument {
  const argument = archTable("x86_64").byName.get(name)?.args[index];
  const bits = argument?.narrow ?? argument?.width ?? 64;
  const op = random.of(OPERATORS);
  const fill = (value: bigint): bigint => {
    const read = BigInt.asUintN(bits, value);
    if (bits === 64 || !signed) return random.chance(5) ? value : read;
    return BigInt.asUintN(
      64,
      BigInt.asIntN(bits, read | (1n << BigInt(bits - 1))),
    );
  };
  const value = random.value(EDGES);
  if (op !== "SCMP_CMP_MASKED_EQ") return { index, op, value: fill(value) };
  const mask = random.chance(50) ? BigInt.asUintN(bits, value) : value;
  return {
    index,
    op,
    value: mask,
    valueTwo: BigInt.asUintN(
      bits,
      random.chance(50) ? random.value(EDGES) & mask : mask,
    ),
  };
}

/** What a policy can't say, and the importer has to tell. */
const TOLD = ["conflicting-rules", "pointer-compared"];

it.skipIf(!judged)(
  "200 random profiles answer as libseccomp does, or say why they can't",
  () => {
    const random = new Random(7);
    const accepted: { profile: OciProfile; text: string }[] = [];
    let told = 0;
    for (let i = 0; accepted.length < 200 && i < 1000; i++) {
      const profile = randomProfile(random);
      const { policies, diagnostics } = importPolicies(
        { path: "random.json", text: ociText(profile) },
        "oci",
        shipped,
        { arches: ["x86_64"] },
      );
      for (const { code } of diagnostics) expect(TOLD).toContain(code);
      const [policy] = policies;
      if (policy === undefined) told++;
      else accepted.push({ profile, text: policy.text });
    }
    expect(accepted.length).toBe(200);
    expect(told).toBeGreaterThan(0);
    const { auditArch } = archTable("x86_64");
    const readings = accepted.map(({ profile }) =>
      readingOf(profile, auditArch, "amd64", []),
    );
    const answers = judge?.ask(readings) ?? [];
    accepted.forEach(({ text }, index) => {
      const [answer, reading] = [answers[index], readings[index]];
      if (answer === undefined || reading === undefined)
        throw new Error("the judge said nothing");
      expect(answer.refused).toEqual([]);
      const imported = machineFor(loaded("random", text), "x86_64");
      const found = differences(
        imported,
        answer,
        reading,
        "x86_64",
        new Random(index),
      );
      expect(
        found.length === 0
          ? []
          : [
              text,
              JSON.stringify(reading.rules, (_, v: unknown) =>
                typeof v === "bigint" ? `0x${v.toString(16)}` : v,
              ),
              found[0],
            ],
      ).toEqual([]);
    });
  },
  120_000,
);
