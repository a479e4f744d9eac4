/** A policy becomes a program: lowered, emitted, checked as the kernel checks, and proven. */
import { archTable, type ArchName } from "../../syscalls/index.js";
import {
  MAX_INSTRUCTIONS,
  O_CACHED,
  O_HEADER,
  O_LENGTH,
  O_RELOCATIONS,
  O_SERVED,
  O_STATUS,
  PART_FLIPPED,
  PART_HIGH,
  TOO_LARGE,
  TOO_LONG,
} from "../../asm/layout.js";
import type { Diagnostic } from "../document/diagnostic.js";
import { Fault } from "../document/fault.js";
import type { ArchPolicy, Phase, Policy, Rule } from "../policy/model.js";
import { coreWith } from "./core.js";
import { CompileFault } from "./fault.js";
import type { Instruction } from "./instructions.js";
import {
  effectiveRules,
  lowerPolicy,
  type Declared,
  type Lowering,
} from "./lower.js";
import type { Program, Relocation } from "./program.js";
import { seal, type Emission } from "./seal.js";

export interface CompileOptions {
  readonly arch: ArchName;
  /** By default `run`. */
  readonly phase?: Phase;
  /**
   * Turns `deny` and `kill` of the run program into notifications to a supervisor;
   * `kill(thread)` stays, as only the kernel can do it.
   */
  readonly observe?: boolean;
  /** Leaves the proof out and marks the program so. For measurements only. */
  readonly unproven?: boolean;
  /** How often each number was called in a real run: frequent ones are decided sooner. */
  readonly profile?: ReadonlyMap<number, number>;
}

/** The program of `policy` for one arch and phase. Throws a `CompileFault` where there is none. */
export function compile(policy: Policy, options: CompileOptions): Program {
  const arch = policy.arches.find((one) => one.arch === options.arch);
  if (arch === undefined)
    throw new Fault(
      "arch-not-listed",
      `${policy.name} is not for ${options.arch}`,
      {
        hint: `it lists ${policy.arches.map((one) => one.arch).join(", ")} under "arches"`,
      },
    );
  return compileArch(arch, policy.params, options);
}

/** The same for one arch's meaning by itself. */
export function compileArch(
  policy: ArchPolicy,
  parameters: readonly Declared[],
  {
    phase = "run",
    observe = false,
    unproven = false,
    profile,
  }: Omit<CompileOptions, "arch"> = {},
): Program {
  const lowering: Lowering = {
    policy,
    table: archTable(policy.arch),
    phase,
    observe,
    parameters,
    profile,
  };
  return seal(lowering, emit(lowering), new Map(), { unproven });
}

function emit(lowering: Lowering): Emission {
  const core = coreWith(lowerPolicy(lowering));
  core.exports.compile();
  const words = core.answer();
  const word = (index: number) => words[index] ?? 0;
  if (word(O_STATUS) === TOO_LARGE)
    throw new CompileFault(
      "policy-too-large",
      `the policy is far too large for one program of ${MAX_INSTRUCTIONS} instructions on ${lowering.policy.arch}`,
      { hint: "write ranges and masks in place of long lists of values" },
    );
  const length = word(O_LENGTH);
  const instructionsAt = O_HEADER;
  const cachedAt = instructionsAt + length * 2;
  const servedAt = cachedAt + word(O_CACHED);
  const relocationsAt = servedAt + word(O_SERVED) * 2;
  const rules = readRules(
    lowering,
    length,
    words.subarray(servedAt, relocationsAt),
  );
  if (word(O_STATUS) === TOO_LONG) throw tooLong(lowering, length, rules);
  const instructions: Instruction[] = [];
  for (let at = instructionsAt; at < cachedAt; at += 2) {
    const head = word(at);
    instructions.push({
      code: head & 0xffff,
      jt: (head >>> 16) & 0xff,
      jf: head >>> 24,
      k: word(at + 1),
    });
  }
  return {
    instructions,
    rules,
    cached: [...words.subarray(cachedAt, servedAt)],
    relocations: readRelocations(
      words.subarray(relocationsAt, relocationsAt + word(O_RELOCATIONS) * 3),
      lowering.parameters,
    ),
  };
}

/** For each instruction its rules, in the policy's order, each once. */
function readRules(
  lowering: Lowering,
  length: number,
  pairs: Uint32Array,
): readonly (readonly Rule[])[] {
  const byId = new Map<number, Rule>();
  for (const { rule } of effectiveRules(lowering)) byId.set(rule.id, rule);
  const sets = Array.from({ length }, () => new Set<number>());
  for (let at = 0; at + 1 < pairs.length; at += 2)
    sets[pairs[at] ?? 0]?.add(pairs[at + 1] ?? 0);
  return sets.map((ids) =>
    [...ids]
      .sort((a, b) => a - b)
      .map((id) => byId.get(id))
      .filter((rule) => rule !== undefined),
  );
}

function readRelocations(
  triples: Uint32Array,
  parameters: readonly Declared[],
): Relocation[] {
  const relocations: Relocation[] = [];
  for (let at = 0; at + 2 < triples.length; at += 3) {
    const parameter = parameters[triples[at + 1] ?? 0]?.name;
    if (parameter === undefined)
      throw new Error("a relocation has no parameter; please report this");
    const part = triples[at + 2] ?? 0;
    relocations.push({
      instruction: triples[at] ?? 0,
      parameter,
      word: (part & PART_HIGH) !== 0 ? "high" : "low",
      flipped: (part & PART_FLIPPED) !== 0,
    });
  }
  return relocations;
}

/** By how much, and which rules it comes from: those that most instructions serve. */
function tooLong(
  { policy }: Lowering,
  length: number,
  rules: readonly (readonly Rule[])[],
): CompileFault {
  const costs = new Map<Rule, number>();
  // An instruction that several rules share is a part of each one's cost.
  for (const served of rules)
    for (const rule of served)
      costs.set(rule, (costs.get(rule) ?? 0) + 1 / served.length);
  const costliest = [...costs].sort(([, a], [, b]) => b - a).slice(0, 5);
  const diagnostics: Diagnostic[] = costliest.map(([rule, cost]) => ({
    code: "policy-too-large",
    severity: "error",
    message: `this rule takes about ${Math.round(cost)} instructions on ${policy.arch}`,
    range: rule.range,
    hint: "write ranges and masks in place of long lists of values",
  }));
  const [first] = costliest;
  const where =
    first === undefined
      ? ""
      : `; most of it is ${first[0].range.file}:${first[0].range.line}`;
  return new CompileFault(
    "policy-too-large",
    `the program for ${policy.arch} has ${length} instructions, ${length - MAX_INSTRUCTIONS} more than the kernel takes${where}`,
    {
      hint: "write ranges and masks in place of long lists of values",
      diagnostics,
    },
  );
}
