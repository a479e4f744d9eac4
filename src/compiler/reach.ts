/** What each instruction of a program finds: the word in the accumulator, and whose calls come there. */
import type { Endian, Instruction } from "./instructions.js";
import { dataWord, type DataWord } from "./names.js";
import {
  AND,
  JA,
  JEQ,
  JGE,
  JGT,
  LDX_IMM,
  LDX_LEN,
  LDX_MEM,
  LD_W_ABS,
  RET_A,
  RET_K,
  ST,
  STX,
  TAX,
  XOR,
  isConditional,
} from "./opcodes.js";

/** What holds where an instruction starts, on all ways to it. */
export interface Held {
  /** What the accumulator was made of; undefined: not the same on all ways. */
  readonly word: DataWord | undefined;
  /** The numbers that come here lie between these, ends included. */
  readonly from: number;
  readonly to: number;
  /** All numbers that come here, where they are few. */
  readonly some: readonly number[] | undefined;
}

/** A mask keeps the word's name; other changes of the accumulator lose it. */
const KEEPS_WORD: readonly number[] = [
  AND,
  XOR,
  ST,
  STX,
  TAX,
  LDX_IMM,
  LDX_MEM,
  LDX_LEN,
];

/** More numbers than these are no longer told one by one. */
const SOME_MAX = 6;

/** For each instruction what it finds; undefined where no way leads to it. */
export function follow(
  instructions: readonly Instruction[],
  endian: Endian,
): readonly (Held | undefined)[] {
  const held: (Held | undefined)[] = [];
  const arrive = (at: number, state: Held) => {
    const before = held[at];
    held[at] = before === undefined ? state : both(before, state);
  };
  arrive(0, { word: undefined, from: 0, to: 0xffffffff, some: undefined });
  instructions.forEach((instruction, at) => {
    const state = held[at];
    if (state === undefined) return;
    const { code, jt, jf, k } = instruction;
    if (code === RET_K || code === RET_A) return;
    if (code === JA) return arrive(at + 1 + k, state);
    if (isConditional(code)) {
      arrive(at + 1 + jt, narrowed(state, instruction, true));
      arrive(at + 1 + jf, narrowed(state, instruction, false));
      return;
    }
    if (code === LD_W_ABS)
      return arrive(at + 1, { ...state, word: dataWord(k, endian) });
    arrive(at + 1, {
      ...state,
      word: KEEPS_WORD.includes(code) ? state.word : undefined,
    });
  });
  return held;
}

function both(a: Held, b: Held): Held {
  const all = [...new Set([...(a.some ?? []), ...(b.some ?? [])])];
  return {
    word:
      JSON.stringify(a.word) === JSON.stringify(b.word) ? a.word : undefined,
    from: Math.min(a.from, b.from),
    to: Math.max(a.to, b.to),
    some:
      a.some === undefined || b.some === undefined || all.length > SOME_MAX
        ? undefined
        : all.sort((x, y) => x - y),
  };
}

/** The numbers that a test of the number lets through on one side. */
function narrowed(
  state: Held,
  { code, k }: Instruction,
  passed: boolean,
): Held {
  if (state.word?.field !== "nr") return state;
  const { from, to } = state;
  switch (code) {
    case JGE:
      return passed
        ? between(state, Math.max(from, k), to)
        : between(state, from, Math.min(to, k - 1));
    case JGT:
      return passed
        ? between(state, Math.max(from, k + 1), to)
        : between(state, from, Math.min(to, k));
    case JEQ:
      if (passed) return between(state, k, k);
      return between(state, from === k ? k + 1 : from, to === k ? k - 1 : to);
    default:
      return state;
  }
}

function between(state: Held, from: number, to: number): Held {
  const some =
    from === to ? [from] : state.some?.filter((nr) => nr >= from && nr <= to);
  return { ...state, from, to, some };
}
