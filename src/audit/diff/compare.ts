/** What differs between two sides for the calls of one number: sets of calls, each with a witness. */
import {
  archTable,
  constants,
  type ArchName,
  type Syscall,
} from "../../../syscalls/index.js";
import { Fault } from "../../document/fault.js";
import { findArguments } from "../../compiler/witness.js";
import { readCondition } from "../../policy/condition-text.js";
import type { ArgumentTest, Condition } from "../../policy/model.js";
import { and, never, not, or } from "../formula.js";
import {
  answersOver,
  sameCondition,
  when,
  type Cases,
} from "../regions/cases.js";
import { distinctTests, Space } from "../regions/space.js";
import {
  rawText,
  unnamedSyscall,
  writtenSet,
  type Voice,
} from "../regions/write.js";
import type { Behind } from "./model.js";
import type { Answerer } from "./sides.js";

/** Calls of one number whose answer changed from one value to another. */
export interface NumberChange {
  readonly before: number;
  readonly after: number;
  readonly text: string | undefined;
  readonly expressible: boolean;
  /** What `text` means. */
  readonly condition: Condition;
  /** The same by the sides' own conditions: the proof holds them together. */
  readonly exact: Condition;
  readonly args: readonly bigint[];
  readonly behindBefore: readonly Behind[];
  readonly behindAfter: readonly Behind[];
}

export interface Compared {
  readonly left: Cases<Behind>;
  readonly right: Cases<Behind>;
  readonly changes: readonly NumberChange[];
}

/** `values` are those that parameters are taken to have. */
export function compareNumber(
  left: Cases<Behind>,
  right: Cases<Behind>,
  voice: Voice,
  values: ReadonlyMap<string, bigint>,
): readonly NumberChange[] {
  const conditions = [...right, ...left].map(({ condition }) => condition);
  const space = Space.of(conditions, values);
  if (space === undefined) return compareUnsorted(left, right, voice, values);
  const before = answersOver(space, left);
  const after = answersOver(space, right);
  const sets = new Map<string, Uint8Array>();
  before.forEach((index, point) => {
    const [from, to] = [left[index], right[after[point] ?? -1]];
    if (from === undefined || to === undefined || from.value === to.value)
      return;
    const key = `${from.value} ${to.value}`;
    const set = sets.get(key) ?? new Uint8Array(space.grid.size);
    sets.set(key, set);
    set[point] = 1;
  });
  const tests = distinctTests(conditions);
  return [...sets].map(([key, set]) => {
    const [from = 0, to = 0] = key.split(" ").map(Number);
    const answerers = (answers: Int32Array, cases: Cases<Behind>) => {
      const found = new Set<number>();
      answers.forEach((index, point) => set[point] === 1 && found.add(index));
      return [...found]
        .sort((a, b) => a - b)
        .flatMap((index) => cases[index]?.behind ?? []);
    };
    const written = writtenSet(space, set, tests, voice);
    return {
      before: from,
      after: to,
      text: written.text,
      expressible: written.expressible,
      condition: written.condition,
      exact: exactly(left, right, from, to),
      args: space.argumentsAt(set.indexOf(1)),
      behindBefore: answerers(before, left),
      behindAfter: answerers(after, right),
    };
  });
}

function exactly(
  left: Cases<Behind>,
  right: Cases<Behind>,
  before: number,
  after: number,
): Condition {
  return and(
    when(left, ({ value }) => value === before),
    when(right, ({ value }) => value === after),
  );
}

/** The same where there are too many kinds of calls to look at: the conditions as they stand. */
function compareUnsorted(
  left: Cases<Behind>,
  right: Cases<Behind>,
  voice: Voice,
  values: ReadonlyMap<string, bigint>,
): readonly NumberChange[] {
  const valuesOf = (cases: Cases<Behind>): readonly number[] => [
    ...new Set(cases.map(({ value }) => value)),
  ];
  const pairs = valuesOf(left).flatMap((before) =>
    valuesOf(right).flatMap((after) =>
      before === after
        ? []
        : [{ before, after, exact: exactly(left, right, before, after) }],
    ),
  );
  const found = provenArguments(
    pairs.map(({ exact }) => exact),
    values,
    voice.syscall.name,
  );
  return pairs.flatMap(({ before, after, exact }, index) => {
    const args = found[index];
    if (args === undefined) return [];
    const among = (cases: Cases<Behind>, value: number): readonly Behind[] =>
      cases.filter((one) => one.value === value).map(({ behind }) => behind);
    return [
      {
        before,
        after,
        text: rawText(exact, voice),
        expressible: false,
        condition: exact,
        exact,
        args,
        behindBefore: among(left, before),
        behindAfter: among(right, after),
      },
    ];
  });
}

/** Throws a `Fault` where the prover has no room. */
export function provenArguments(
  conditions: readonly Condition[],
  values: ReadonlyMap<string, bigint>,
  what: string,
): readonly (readonly bigint[] | undefined)[] {
  if (conditions.length === 0) return [];
  const found = findArguments(conditions, values);
  if (found !== "out-of-room") return found;
  throw new Fault(
    "undecided",
    `the conditions on ${what} take more memory than the prover allows itself`,
    { hint: "split the rules, or test fewer arguments in them" },
  );
}

/** Conditions that hold for no call where all that is said of the number is true, and all is said. */
export function doubts({
  left,
  right,
  changes,
}: Compared): readonly Condition[] {
  const differs = or(
    ...[...new Set(left.map(({ value }) => value))].map((value) =>
      and(
        when(left, (one) => one.value === value),
        when(right, (one) => one.value !== value),
      ),
    ),
  );
  const told = or(...changes.map(({ condition }) => condition));
  return [
    ...changes.map(({ condition, exact }) =>
      or(and(condition, not(exact)), and(not(condition), exact)),
    ),
    and(differs, not(told)),
  ].filter((one) => one !== never);
}

/** How conditions on `nr` are written: by the names that the policies' authors used. */
export function voiceOf(
  arch: ArchName,
  nr: number,
  left: Answerer,
  right: Answerer,
  cases: readonly [Cases<Behind>, Cases<Behind>],
  values: ReadonlyMap<string, bigint>,
): Voice {
  const syscall = archTable(arch).byNumber.get(nr) ?? unnamedSyscall(nr);
  const params = new Map([...left.params, ...right.params]);
  const spoken = new Map<number, Map<string, bigint>>();
  const written = new Map<ArgumentTest, string>();
  const words = new Set<string>();
  for (const [side, of] of [
    [right, cases[1]],
    [left, cases[0]],
  ] as const)
    for (const test of distinctTests(of.map(({ condition }) => condition))) {
      const text = textOf(test, side.files);
      if (text === undefined) continue;
      const names = spoken.get(test.argument) ?? new Map<string, bigint>();
      for (const name of text.match(/\$?[A-Za-z_]\w*/g) ?? []) {
        words.add(name);
        const value = name.startsWith("$")
          ? values.get(name.slice(1))
          : constants(arch).get(name);
        if (value !== undefined) names.set(name, value);
      }
      if (names.size > 0) spoken.set(test.argument, names);
      if (isWritten(test, text, syscall, arch, params)) written.set(test, text);
    }
  const args = syscall.args.map(({ alias, ...argument }) =>
    alias === undefined || (words.has(argument.name) && !words.has(alias))
      ? argument
      : { ...argument, alias },
  );
  return {
    arch,
    syscall,
    called: { ...syscall, args },
    params,
    spoken,
    written,
  };
}

function textOf(
  { range }: ArgumentTest,
  files: ReadonlyMap<string, string>,
): string | undefined {
  const text = files.get(range.file)?.slice(range.start, range.end);
  return text === undefined || text === ""
    ? undefined
    : withoutParentheses(text.replace(/\s+/g, " "));
}

/** `(flags & 1)` as `flags & 1`, but not `(flags & 3) == (1 | 2)`. */
function withoutParentheses(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  const closes = [...text].findIndex((one) => {
    if (one === "(") depth++;
    if (one === ")") depth--;
    return depth === 0;
  });
  return closes === text.length - 1
    ? withoutParentheses(text.slice(1, -1))
    : text;
}

/** Whether the text, by itself, is this test: an item of a list is not. */
function isWritten(
  test: ArgumentTest,
  text: string,
  syscall: Syscall,
  arch: ArchName,
  params: Voice["params"],
): boolean {
  const { width, mask } = test;
  if (mask === BigInt.asUintN(width, -1n) || /\band\b|\bor\b/.test(text))
    return false;
  try {
    const read = readCondition(text, params).on(syscall, arch);
    return sameCondition(read, { kind: "test", test });
  } catch {
    return false;
  }
}
