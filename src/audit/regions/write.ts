/**
 * A set of a syscall's calls as a condition of the policy language: the text that a person
 * would write, and what it means.
 */
import {
  archTable,
  constants,
  type ArchName,
  type Argument,
  type Syscall,
} from "../../../syscalls/index.js";
import { nowhere } from "../../document/places.js";
import type { Formula, Reading } from "../../interop/condition/formula.js";
import { writeConditions, type Spoken } from "../../interop/condition/write.js";
import { argumentWord } from "../../policy/call-text.js";
import { readCondition } from "../../policy/condition-text.js";
import type { ArgumentTest, Condition, Parameter } from "../../policy/model.js";
import { always, never } from "../formula.js";
import { greatest } from "./bits.js";
import { boxesOf, reducedBoxes, type Box } from "./cover.js";
import { describe } from "./describe.js";
import type { Partition } from "./partition.js";
import type { Space } from "./space.js";

/** A syscall as its conditions are written. */
export interface Voice {
  readonly arch: ArchName;
  /** Where the arch has no such number, its arguments are `arg0` to `arg5` of 64 bits. */
  readonly syscall: Syscall;
  /** The same with its arguments called as the authors call them. */
  readonly called: Syscall;
  /** The policies' parameters. */
  readonly params: ReadonlyMap<string, Parameter>;
  /** Names that the policies' authors used, by argument. */
  readonly spoken: Spoken;
  /** Tests as they stand in the policies' files, with their text. */
  readonly written: ReadonlyMap<ArgumentTest, string>;
}

export interface WrittenCondition {
  /** Undefined: every call. */
  readonly text: string | undefined;
  readonly condition: Condition;
  /** Whether the policy language can say it: it looks at what the kernel reads alone. */
  readonly expressible: boolean;
}

/** A syscall that the arch's table does not have. */
export function unnamedSyscall(nr: number): Syscall {
  const args = [0, 1, 2, 3, 4, 5].map((index): Argument => ({
    name: `arg${index}`,
    type: "unsigned long",
    width: 64,
    signed: false,
    pointer: false,
  }));
  return { name: `syscall ${nr}`, nr, args };
}

/** The points in `set` as a condition. `tests` are those that the space was made of. */
export function writtenSet(
  space: Space,
  set: Uint8Array,
  tests: readonly ArgumentTest[],
  voice: Voice,
): WrittenCondition {
  if (set.every((one) => one === 1))
    return { text: undefined, condition: always, expressible: true };
  const inside = alternativesOf(space, set, tests, voice);
  const outside = alternativesOf(
    space,
    set.map((one) => 1 - one),
    tests,
    voice,
  );
  const { text, condition } =
    outside.length > 1 && sizeOf(outside) < sizeOf(inside)
      ? denial(joined("any", outside))
      : joined("any", inside);
  const meant = read(text, voice);
  return {
    text,
    condition: meant ?? condition,
    expressible: meant !== undefined,
  };
}

/** Boxes as large as they can be, or without what they share, whichever is less to read. */
function alternativesOf(
  space: Space,
  set: Uint8Array,
  tests: readonly ArgumentTest[],
  voice: Voice,
): readonly Piece[] {
  const pieceOf = ({ axes }: Box): Piece => {
    const factors: Piece[] = [];
    space.partitions.forEach((partition, axis) => {
      const chosen = axes[axis] ?? [];
      if (chosen.length === space.grid.lengths[axis]) return;
      const classes = space.classesOf(axis, chosen);
      factors.push(factorOf(partition, classes, tests, voice));
    });
    return joined("all", factors);
  };
  const boxes = boxesOf(space.grid, set);
  const large = boxes.map(pieceOf);
  if (boxes.length < 2) return large;
  const small = reducedBoxes(space.grid, boxes).map(pieceOf);
  return sizeOf(small) < sizeOf(large) ? small : large;
}

function denial({ text, condition }: Piece): Piece {
  return {
    text: `not (${text})`,
    condition: { kind: "not", of: condition },
    joins: undefined,
  };
}

/** How much there is to read: words, apart from those that join them. */
function sizeOf(pieces: readonly Piece[]): number {
  return pieces.reduce(
    (sum, { text }) =>
      sum + text.split(/[ ,]+/).filter((word) => !JOINTS.has(word)).length,
    0,
  );
}

const JOINTS: ReadonlySet<string> = new Set([
  "and",
  "or",
  "not",
  "|",
  "in",
  "==",
]);

interface Piece {
  readonly text: string;
  readonly condition: Condition;
  readonly joins: "all" | "any" | undefined;
}

function joined(kind: "all" | "any", pieces: readonly Piece[]): Piece {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const texts = pieces.map(({ text, joins }) =>
    kind === "all" && joins === "any" ? `(${text})` : text,
  );
  return {
    text: texts.join(kind === "all" ? " and " : " or "),
    condition: { kind, of: pieces.map(({ condition }) => condition) },
    joins: kind,
  };
}

function factorOf(
  partition: Partition,
  classes: Uint8Array,
  tests: readonly ArgumentTest[],
  voice: Voice,
): Piece {
  const own = tests.filter(({ argument }) => argument === partition.argument);
  const asWritten = writtenTest(partition, classes, own, voice);
  if (asWritten !== undefined) return asWritten;
  const of = readingOf(partition.argument, own, voice);
  const formula = describe(partition, classes, of);
  if (formula === undefined) return bitByBit(partition, classes, own, voice);
  const texts = writeConditions(
    formula,
    voice.called,
    constants(voice.arch),
    voice.spoken,
  );
  const text = (texts ?? []).join(" or ");
  return {
    text,
    condition: conditionOf(formula),
    joins:
      (texts ?? []).length > 1
        ? "any"
        : typeof formula === "object" && formula.kind === "all"
          ? "all"
          : undefined,
  };
}

/** The author's own test, or its denial, where that is all. */
function writtenTest(
  partition: Partition,
  classes: Uint8Array,
  tests: readonly ArgumentTest[],
  { written }: Voice,
): Piece | undefined {
  for (const test of tests) {
    const text = written.get(test);
    if (text === undefined) continue;
    const truth = partition.truth(test);
    const condition: Condition = { kind: "test", test };
    if (truth.every((one, index) => one === classes[index]))
      return { text, condition, joins: undefined };
    if (truth.every((one, index) => one !== classes[index]))
      return {
        text: text.startsWith("not ") ? text.slice(4) : `not ${text}`,
        condition: { kind: "not", of: condition },
        joins: undefined,
      };
  }
  return undefined;
}

/** How the kernel reads the argument; all of its register where tests look further. */
function readingOf(
  index: number,
  tests: readonly ArgumentTest[],
  { syscall }: Voice,
): Reading {
  const argument = syscall.args[index];
  const bits = argument?.narrow ?? argument?.width ?? 64;
  const looked = tests.reduce((all, { mask }) => all | mask, 0n);
  if (looked > greatest(bits)) return { index, bits: 64, signed: false };
  const signed = argument?.signed === true && argument.narrow === undefined;
  return { index, bits, signed };
}

/** What no order test can say: for each class, which of the tests hold. */
function bitByBit(
  partition: Partition,
  classes: Uint8Array,
  tests: readonly ArgumentTest[],
  voice: Voice,
): Piece {
  const seen = new Map<string, Condition>();
  classes.forEach((one, index) => {
    if (one !== 1) return;
    const of = tests.map((test): Condition => {
      const condition: Condition = { kind: "test", test };
      const isTrue = partition.truth(test)[index] === 1;
      return isTrue ? condition : { kind: "not", of: condition };
    });
    const key = tests.map((test) => partition.truth(test)[index]).join("");
    seen.set(key, { kind: "all", of });
  });
  const condition: Condition = { kind: "any", of: [...seen.values()] };
  return { text: rawText(condition, voice), condition, joins: "any" };
}

/** A condition as it is, test by test. */
export function rawText(
  condition: Condition,
  voice: Voice,
  within?: "all" | "any",
): string {
  switch (condition.kind) {
    case "test": {
      const { argument, mask, width, signed, operator, value } = condition.test;
      const name = argumentWord(voice.called, argument);
      const number = (bits: bigint): string =>
        bits <= 9999n ? String(bits) : `0x${bits.toString(16)}`;
      const compared =
        value.kind === "parameter"
          ? `$${value.name}`
          : signed && BigInt.asIntN(width, value.value) < 0n
            ? String(BigInt.asIntN(width, value.value))
            : number(value.value);
      const { bits } = readingOf(argument, [condition.test], voice);
      const left =
        mask === greatest(bits) ? name : `(${name} & ${number(mask)})`;
      return `${left} ${operator} ${compared}`;
    }
    case "not":
      return `not (${rawText(condition.of, voice)})`;
    case "all":
    case "any": {
      const { kind, of } = condition;
      const text = of
        .map((one) => rawText(one, voice, kind))
        .join(kind === "all" ? " and " : " or ");
      return within === undefined || of.length < 2 ? text : `(${text})`;
    }
    default:
      return condition satisfies never;
  }
}

/** A formula in the model's own tests. */
function conditionOf(formula: Formula): Condition {
  if (typeof formula === "boolean") return formula ? always : never;
  switch (formula.kind) {
    case "set":
      return {
        kind: "any",
        of: formula.values.map(([first, last]): Condition => {
          const all = greatest(formula.of.bits);
          if (first === last) return testOf(formula.of, all, "==", first);
          return {
            kind: "all",
            of: [
              testOf(formula.of, all, ">=", first),
              testOf(formula.of, all, "<=", last),
            ],
          };
        }),
      };
    case "bits":
      return testOf(formula.of, formula.mask, formula.operator, formula.value);
    case "all":
    case "any":
      return { kind: formula.kind, of: formula.of.map(conditionOf) };
    default:
      return formula satisfies never;
  }
}

const SLOTS: readonly ArgumentTest["argument"][] = [0, 1, 2, 3, 4, 5];

function testOf(
  { index, bits }: Reading,
  mask: bigint,
  operator: ArgumentTest["operator"],
  value: bigint,
): Condition {
  return {
    kind: "test",
    test: {
      argument: SLOTS[index] ?? 0,
      width: bits === 64 ? 64 : 32,
      signed: false,
      mask,
      operator,
      value: { kind: "constant", value },
      range: nowhere,
    },
  };
}

/** What the language's own reader says that the text means; undefined where it does not take it. */
function read(
  text: string,
  { syscall, arch, params }: Voice,
): Condition | undefined {
  if (archTable(arch).byNumber.get(syscall.nr) !== syscall) return undefined;
  try {
    return readCondition(text, params).on(syscall, arch);
  } catch {
    return undefined;
  }
}
