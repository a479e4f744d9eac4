/** A policy or a program as something that answers calls: number by number, on one arch. */
import {
  archNames,
  archTable,
  type ArchName,
} from "../../../syscalls/index.js";
import { programFault } from "../../compiler/check.js";
import { answerOf } from "../../compiler/lower.js";
import { Fault } from "../../document/fault.js";
import type {
  ArchPolicy,
  ArchRule,
  Parameter,
  Phase,
  Policy,
} from "../../policy/model.js";
import type { Case, Cases } from "../regions/cases.js";
import { ProgramReader } from "../regions/program.js";
import type { Behind } from "./model.js";

export interface PolicySide {
  readonly kind: "policy";
  readonly policy: Policy;
  /** What reports call it; by default the policy's name. */
  readonly name?: string;
}

export interface ProgramSide {
  readonly kind: "program";
  readonly name: string;
  readonly arch: ArchName;
  /** `struct sock_filter` after `struct sock_filter`. */
  readonly bytes: Uint8Array;
}

export type DiffSide = PolicySide | ProgramSide;

/** One side on one arch and in one phase. */
export interface Answerer {
  readonly arch: ArchName;
  /** Undefined: a program. */
  readonly meaning: ArchPolicy | undefined;
  /** Of a policy: what it answers to all numbers but those that its rules name. */
  readonly standing:
    { readonly answers: string; readonly ruled: readonly number[] } | undefined;
  readonly bytes: Uint8Array | undefined;
  readonly params: ReadonlyMap<string, Parameter>;
  /** The texts of the policy's files by their paths. */
  readonly files: ReadonlyMap<string, string>;
  /** Audit arches from which on answers may differ from those before, 0 among them. */
  readonly auditArches: readonly number[];
  /** The same of the numbers of an audit arch's calls. */
  numbers(auditArch: number): readonly number[];
  cases(auditArch: number, nr: number): Cases<Behind>;
}

export function archesOf(side: DiffSide): readonly ArchName[] {
  return side.kind === "program"
    ? [side.arch]
    : side.policy.arches.map(({ arch }) => arch);
}

export function nameOf(side: DiffSide): string {
  return side.kind === "program" ? side.name : (side.name ?? side.policy.name);
}

/** Undefined where the side is not for `arch`. Throws a `Fault` for bytes that are no program. */
export function answererOf(
  side: DiffSide,
  arch: ArchName,
  phase: Phase,
): Answerer | undefined {
  if (side.kind === "program")
    return side.arch === arch ? programAnswerer(side) : undefined;
  const meaning = side.policy.arches.find((one) => one.arch === arch);
  return meaning && policyAnswerer(side.policy, meaning, phase);
}

function policyAnswerer(
  policy: Policy,
  meaning: ArchPolicy,
  phase: Phase,
): Answerer {
  const { arch } = meaning;
  const table = archTable(arch);
  const lowering = {
    policy: meaning,
    table,
    phase,
    observe: false,
    parameters: [],
    profile: undefined,
  };
  const rules =
    phase === "boot" ? [...meaning.bootRules, ...meaning.rules] : meaning.rules;
  const byNumber = new Map<number, ArchRule[]>();
  for (const rule of rules) {
    const others = byNumber.get(rule.nr);
    if (others === undefined) byNumber.set(rule.nr, [rule]);
    else others.push(rule);
  }
  const standing = (kind: "default" | "unknown" | "foreign"): Case<Behind> => ({
    condition: undefined,
    value:
      kind === "foreign"
        ? meaning.foreign.value >>> 0
        : answerOf(meaning[kind], lowering),
    behind: {
      kind,
      file: policy.places?.[kind].file ?? null,
      line: policy.places?.[kind].line ?? null,
      why: null,
      instruction: null,
    },
  });
  const otherwise = {
    default: [standing("default")],
    unknown: [standing("unknown")],
    foreign: [standing("foreign")],
  };
  const isOurs = (nr: number): boolean => {
    const hasX32Bit = (nr & 0x40000000) !== 0;
    if (arch === "x86_64") return !hasX32Bit;
    return arch !== "x32" || hasX32Bit;
  };
  const known = new Map<number, Cases<Behind>>();
  const casesOf = (nr: number): Cases<Behind> => {
    const cases = (byNumber.get(nr) ?? []).map(
      ({ rule, action, condition }): Case<Behind> => ({
        condition,
        value: answerOf(action, lowering),
        behind: {
          kind: "rule",
          file: rule.range.file,
          line: rule.range.line,
          why: rule.why ?? null,
          instruction: null,
        },
      }),
    );
    const last = cases.findIndex(({ condition }) => condition === undefined);
    if (last !== -1) return cases.slice(0, last + 1);
    const rest = table.byNumber.has(nr) ? otherwise.default : otherwise.unknown;
    return cases.length === 0 ? rest : [...cases, ...rest];
  };
  return {
    arch,
    meaning,
    standing: {
      answers: Object.values(otherwise)
        .map(([one]) => one?.value)
        .join(),
      ruled: [...byNumber.keys()],
    },
    bytes: undefined,
    params: new Map(policy.params.map((one) => [one.name, one])),
    files: new Map(policy.files.map(({ path, text }) => [path, text])),
    auditArches: [0, table.auditArch, table.auditArch + 1],
    numbers(auditArch) {
      if (auditArch !== table.auditArch) return [0];
      const own = [...table.byNumber.keys(), ...byNumber.keys()];
      const x32 = ["x86_64", "x32"].includes(arch)
        ? [0x40000000, 0x80000000, 0xc0000000]
        : [];
      return [0, ...own.flatMap((nr) => [nr, nr + 1]), ...x32];
    },
    cases(auditArch, nr) {
      if (auditArch !== table.auditArch || !isOurs(nr))
        return otherwise.foreign;
      let cases = known.get(nr);
      if (cases === undefined) known.set(nr, (cases = casesOf(nr)));
      return cases;
    },
  };
}

function programAnswerer({ name, arch, bytes }: ProgramSide): Answerer {
  const { endian } = archTable(arch);
  const fault = programFault(bytes, endian);
  if (fault !== undefined)
    throw new Fault(
      "bad-program",
      `${name} is no program that the kernel takes: instruction ${fault.instruction}: ${fault.reason}`,
    );
  const reader = new ProgramReader(bytes, endian, name);
  const numbers = reader.boundaries("nr");
  return {
    arch,
    meaning: undefined,
    standing: undefined,
    bytes,
    params: new Map(),
    files: new Map(),
    // The arches that have names are told by them, where a program knows them.
    auditArches: [
      ...reader.boundaries("arch"),
      ...archNames.flatMap((one) => [
        archTable(one).auditArch,
        archTable(one).auditArch + 1,
      ]),
    ],
    numbers: (auditArch) => (reader.looksAtNumber(auditArch) ? numbers : [0]),
    cases: (auditArch, nr) =>
      reader.cases(auditArch, nr).map((one) => ({
        ...one,
        behind: {
          kind: "instruction",
          file: null,
          line: null,
          why: null,
          instruction: one.behind.instruction,
        },
      })),
  };
}
