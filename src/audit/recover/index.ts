/**
 * A policy for a program that somebody else made: YAML that compiles to a program which the
 * prover shows to be equal, or the reason why there is none.
 */
import { undecidedProgram } from "../undecided.js";
import { archTable, type ArchName } from "../../../syscalls/index.js";
import { compile } from "../../compiler/compile.js";
import { programFault } from "../../compiler/check.js";
import { comparePrograms, verifyProgram } from "../../compiler/verify.js";
import type { Verdict } from "../../compiler/verdict.js";
import { Fault } from "../../document/fault.js";
import { groupsOf, withGroups, type Members } from "../../interop/to-draft.js";
import { renderDraft, type DraftRule } from "../../policy/draft.js";
import { loadPolicy } from "../../policy/load.js";
import type { Policy, PolicySource } from "../../policy/model.js";
import { callText } from "../call-text.js";
import { answerText } from "../../compiler/actions.js";
import { isMade } from "../diff/answers.js";
import { answersOver } from "../regions/cases.js";
import { ProgramReader } from "../regions/program.js";
import { distinctTests, Space } from "../regions/space.js";
import { writtenSet } from "../regions/write.js";
import {
  answersTo,
  inexpressible,
  standingOf,
  type Standing,
  type SyscallAnswers,
} from "./answers.js";
import { scoped, withoutHighNumbers } from "./proof.js";

export interface Recovered {
  readonly text: string;
  readonly policy: Policy;
  /**
   * Empty: the programs answer every call alike. Else in words what they differ in, which no
   * policy can say and no kernel looks at; about every other call they are proven equal.
   */
  readonly apart: readonly string[];
}

export interface RecoverOptions {
  /** Of the policy, and what faults call the program. */
  readonly name: string;
  /** Where groups come from. */
  readonly source: PolicySource;
}

/** Throws a `Fault` where the program can't be decided, or no policy says what it does. */
export function recoverPolicy(
  bytes: Uint8Array,
  arch: ArchName,
  { name, source }: RecoverOptions,
): Recovered {
  const table = archTable(arch);
  const fault = programFault(bytes, table.endian);
  if (fault !== undefined)
    throw new Fault(
      "bad-program",
      `${name} is no program that the kernel takes: instruction ${fault.instruction}: ${fault.reason}`,
    );
  const reader = new ProgramReader(bytes, table.endian, name);
  const standing = standingOf(reader, arch, name);
  const answers = [...table.byNumber.values()].map((syscall) =>
    answersTo(reader, arch, syscall),
  );
  const byDefault = mostCommon(answers);
  const rules = rulesOf(answers, byDefault, arch, groupsOf(source));
  const apart = apartOf(standing, answers);
  const text = renderDraft({
    name,
    description: `What a program of ${bytes.length / 8} instructions does on ${arch}.`,
    arches: [arch],
    default: actionFor(byDefault, arch, "the default"),
    unknown: actionFor(standing.unknown, arch, "numbers without a name"),
    foreign: actionFor(standing.foreign, arch, "calls of other ABIs"),
    rules,
    comments: apart.map(
      (one) => `The program differs in what no policy says: ${one}.`,
    ),
  });
  const { policy, diagnostics } = loadPolicy(source, {
    path: `${name}.yaml`,
    text,
  });
  if (policy === undefined)
    throw inexpressible(
      `${name} does what the policy language refuses to say: ${diagnostics.map(({ message }) => message).join("; ")}`,
    );
  prove(bytes, policy, arch, standing, answers, apart);
  return { text, policy, apart };
}

/** The answer that most syscalls get whatever their arguments, a refusal if there are as many. */
function mostCommon(answers: readonly SyscallAnswers[]): number {
  const counts = new Map<number, number>();
  for (const { cases } of answers) {
    const value = cases.at(-1)?.value ?? 0;
    // What is refused by default is what a policy leaves out.
    if (!isMade(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  const all = new Set(
    answers.flatMap(({ cases }) => cases.map((c) => c.value)),
  );
  return most?.[0] ?? [...all][0] ?? 0;
}

function rulesOf(
  answers: readonly SyscallAnswers[],
  byDefault: number,
  arch: ArchName,
  groups: readonly Members[],
): readonly DraftRule[] {
  const fates = new Map<
    string,
    { readonly steps: readonly Step[]; readonly names: string[] }
  >();
  for (const one of answers) {
    const steps = stepsOf(one, byDefault, arch);
    if (steps.length === 0) continue;
    const key = JSON.stringify(steps);
    const fate = fates.get(key) ?? { steps, names: [] };
    fates.set(key, fate);
    fate.names.push(one.syscall.name);
  }
  return [...fates.values()].flatMap(({ steps, names }) => {
    const shown = withGroups(names, [arch], groups);
    return steps.map(({ action, when }): DraftRule => ({
      action,
      names: shown,
      ...(when === undefined ? {} : { when }),
    }));
  });
}

interface Step {
  readonly action: string;
  readonly when: string | undefined;
}

/** The rules on one syscall: a condition for each answer but the last one. */
function stepsOf(
  { syscall, cases }: SyscallAnswers,
  byDefault: number,
  arch: ArchName,
): readonly Step[] {
  const what = `${syscall.name} on ${arch}`;
  const space = Space.of(
    cases.map(({ condition }) => condition),
    new Map(),
  );
  if (space === undefined)
    throw inexpressible(
      `the tests on ${what} are more than a policy should have`,
    );
  const answers = answersOver(space, cases);
  const sets = new Map<number, Uint8Array>();
  answers.forEach((index, point) => {
    const value = cases[index]?.value ?? 0;
    const set = sets.get(value) ?? new Uint8Array(space.grid.size);
    sets.set(value, set);
    set[point] = 1;
  });
  const tests = distinctTests(cases.map(({ condition }) => condition));
  const voice = {
    arch,
    syscall,
    called: syscall,
    params: new Map(),
    spoken: new Map(),
    written: new Map(),
  };
  const written = [...sets].map(([value, set]) => ({
    value,
    ...writtenSet(space, set, tests, voice),
  }));
  const isLast = ({ value, text }: (typeof written)[number]): boolean =>
    value === byDefault || text === undefined;
  // The answer that takes the most words is what is left when the others are told.
  const last =
    written.find(isLast) ??
    [...written].sort(
      (a, b) => (b.text?.length ?? 0) - (a.text?.length ?? 0),
    )[0];
  const steps: Step[] = [];
  for (const one of written) {
    if (one === last) continue;
    if (!one.expressible)
      throw inexpressible(
        `no policy can say which calls of ${what} get ${answerText(one.value, arch)}: ${one.text ?? "all"}`,
      );
    steps.push({ action: actionFor(one.value, arch, what), when: one.text });
  }
  if (last !== undefined && last.value !== byDefault)
    steps.push({ action: actionFor(last.value, arch, what), when: undefined });
  return steps;
}

function actionFor(value: number, arch: ArchName, what: string): string {
  const text = answerText(value, arch);
  if (text.includes("0x"))
    throw inexpressible(
      `${what} gets the answer ${text}, and a policy has no action for these bits`,
    );
  return text;
}

function apartOf(
  { high }: Standing,
  answers: readonly SyscallAnswers[],
): readonly string[] {
  const narrowed = answers.flatMap(({ syscall, narrowed }) =>
    [...narrowed].map(
      (index) => `${syscall.name}(${syscall.args[index]?.name ?? index})`,
    ),
  );
  return [
    ...(narrowed.length === 0
      ? []
      : [
          `it compares whole registers where the kernel reads their lower half: ${narrowed.join(", ")}`,
        ]),
    ...(high.length === 0
      ? []
      : [
          `numbers that no syscall has get answers of their own: ${high
            .map(([from, to]) =>
              from === to
                ? `0x${from.toString(16)}`
                : `0x${from.toString(16)} to 0x${to.toString(16)}`,
            )
            .join(", ")}`,
        ]),
  ];
}

/** Throws a `Fault` unless the prover shows that the policy is the program. */
function prove(
  bytes: Uint8Array,
  policy: Policy,
  arch: ArchName,
  standing: Standing,
  answers: readonly SyscallAnswers[],
  apart: readonly string[],
): void {
  const [meaning] = policy.arches;
  if (meaning === undefined) throw new Error("a policy without its arch");
  if (apart.length === 0) {
    requireProven(verifyProgram(bytes, meaning), arch);
    return;
  }
  const table = archTable(arch);
  const own = compile(policy, { arch }).bytes;
  const { unknown, foreign } = standing;
  const theirs =
    standing.high.length === 0
      ? bytes
      : withoutHighNumbers(bytes, table, unknown, foreign);
  // Syscalls by what of their arguments is left aside; then all numbers that are none of these.
  const byNarrowed = new Map<
    string,
    { narrow: ReadonlySet<number>; numbers: Set<number> }
  >();
  for (const { syscall, narrowed } of answers) {
    if (narrowed.size === 0) continue;
    const key = [...narrowed].sort().join();
    const group = byNarrowed.get(key) ?? {
      narrow: narrowed,
      numbers: new Set(),
    };
    byNarrowed.set(key, group);
    group.numbers.add(syscall.nr);
  }
  const all = new Set(
    [...byNarrowed.values()].flatMap(({ numbers }) => [...numbers]),
  );
  const scopes = [
    ...[...byNarrowed.values()].map((one) => ({ ...one, inside: true })),
    { narrow: new Set<number>(), numbers: all, inside: false },
  ];
  for (const scope of scopes)
    requireProven(
      comparePrograms(
        scoped(theirs, table, scope),
        scoped(own, table, scope),
        arch,
      ),
      arch,
    );
}

function requireProven(verdict: Verdict, arch: ArchName): void {
  switch (verdict.kind) {
    case "proven":
      return;
    case "differs":
      throw inexpressible(
        `no policy was found that is proven equal: ${callText(verdict.witness, arch)} gets ${answerText(verdict.left, arch)} and ${answerText(verdict.right, arch)}`,
      );
    case "undecided":
      throw undecidedProgram(verdict.instruction);
    case "out-of-room":
      throw new Fault(
        "undecided",
        "the proof takes more memory than the prover allows itself",
      );
    case "not-loadable":
      throw new Fault(
        "undecided",
        `the program is too long to be compared: instruction ${verdict.instruction}: ${verdict.reason}`,
      );
    default:
      verdict satisfies never;
  }
}
