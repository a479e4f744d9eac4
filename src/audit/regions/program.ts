/**
 * What a program, whoever made it, answers to the calls of one number: every way through
 * its instructions, with the tests on it as tests of arguments. Programs whose words are
 * changed by more than masks, shifts and exclusive or are refused with the instruction.
 */
import type { ArchTable } from "../../../syscalls/index.js";
import { decode, type Instruction } from "../../compiler/instructions.js";
import { dataWord } from "../../compiler/names.js";
import {
  DATA_BYTES,
  JA,
  JSET,
  LDX_IMM,
  LDX_LEN,
  LDX_MEM,
  LD_IMM,
  LD_LEN,
  LD_MEM,
  LD_W_ABS,
  MEMORY_WORDS,
  NEG,
  RET_A,
  RET_K,
  ST,
  STX,
  TAX,
  TXA,
  isConditional,
  operationOf,
  takesX,
} from "../../compiler/opcodes.js";
import { Fault } from "../../document/fault.js";
import type { Condition } from "../../policy/model.js";
import { and, not, or } from "../formula.js";
import { calculated, compared } from "./arithmetic.js";
import type { Cases } from "./cases.js";
import { heldAfter, testOf, wholeWord, type Held } from "./held.js";

/** The `ret` that answers. */
export interface ReturnAt {
  readonly instruction: number;
}

type Content = number | Held;

interface State {
  readonly at: number;
  readonly a: Content;
  readonly x: Content;
  readonly memory: readonly Content[];
  /** The accumulator was made of the call's number. */
  readonly ofNumber: boolean;
}

interface End {
  readonly value: number;
  readonly at: number;
}

/** What is answered from an instruction on: an answer, or a test and what comes after it. */
type Node =
  End | { readonly test: Condition; readonly yes: Node; readonly no: Node };

const NO_INSTRUCTION: Instruction = { code: RET_K, jt: 0, jf: 0, k: 0 };

/** More instructions than a way through one number's tests should have. */
const VISITS_MAX = 1 << 15;

/** After these the accumulator holds something new, or the program has ended. */
const REPLACES: readonly number[] = [
  LD_W_ABS,
  LD_IMM,
  LD_LEN,
  LD_MEM,
  TXA,
  RET_K,
  RET_A,
];
/** These leave the accumulator as it is. */
const LEAVES: readonly number[] = [LDX_IMM, LDX_LEN, LDX_MEM, STX];

export class ProgramReader {
  readonly instructions: readonly Instruction[];
  readonly #endian: ArchTable["endian"];
  readonly #name: string;

  /** `name` is what faults call the program. The kernel must take its bytes. */
  constructor(bytes: Uint8Array, endian: ArchTable["endian"], name: string) {
    this.instructions = decode(bytes, endian);
    this.#endian = endian;
    this.#name = name;
  }

  /**
   * Numbers from which on a call may be answered otherwise than by one less, 0 among them,
   * and the same of the audit arch. Throws a `Fault` where the program tests their single bits.
   */
  boundaries(field: "nr" | "arch"): readonly number[] {
    const found = new Set([0]);
    const holds = new Set<number>();
    // Where the accumulator may hold the field: from a load of it up to the next load.
    this.instructions.forEach(({ code, k, jt, jf }, at) => {
      const isLoad =
        code === LD_W_ABS && dataWord(k, this.#endian).field === field;
      if (isLoad) holds.add(at + 1);
      if (!holds.has(at)) return;
      if (isConditional(code)) {
        holds.add(at + 1 + jt).add(at + 1 + jf);
        if (takesX(code)) throw this.#undecided(at, "compares with a register");
        if (operationOf(code) === JSET) this.#addBits(found, k, at);
        else
          for (const one of [k, k + 1]) if (one <= 0xffffffff) found.add(one);
      } else if (code === JA) holds.add(at + 1 + k);
      else if (code === ST) {
        // Stored words are followed below; a field kept for later is compared like another.
        throw this.#undecided(
          at,
          `keeps the call's ${field} in scratch memory`,
        );
      } else if (code === TAX)
        throw this.#undecided(at, `keeps the call's ${field} in a register`);
      else if (LEAVES.includes(code)) holds.add(at + 1);
      else if (!REPLACES.includes(code))
        throw this.#undecided(at, `calculates with the call's ${field}`);
    });
    return [...found].sort((a, b) => a - b);
  }

  /** A test of single bits changes its mind wherever the lowest of them does. */
  #addBits(found: Set<number>, k: number, at: number): void {
    const lowest = (k & -k) >>> 0;
    if (lowest < 1 << 22)
      throw this.#undecided(at, "tests single bits of the number");
    for (let one = 0; one <= 0xffffffff; one += lowest) found.add(one);
  }

  /** The cases of calls of `nr` on `arch`. Throws a `Fault` with the instruction where it can't tell. */
  cases(arch: number, nr: number): Cases<ReturnAt> {
    const root = this.#follow(arch, nr);
    if ("value" in root)
      return [
        {
          condition: undefined,
          value: root.value,
          behind: { instruction: root.at },
        },
      ];
    const returns = new Map<number, { value: number }>();
    const visit = (node: Node, seen: Set<Node>): void => {
      if (seen.has(node)) return;
      seen.add(node);
      if ("value" in node) returns.set(node.at, { value: node.value });
      else {
        visit(node.yes, seen);
        visit(node.no, seen);
      }
    };
    visit(root, new Set());
    // The last `ret` is where what is not singled out ends in most programs.
    const all = [...returns].sort(([a], [b]) => a - b);
    return all.map(([at, { value }], index) => ({
      condition:
        index === all.length - 1 ? undefined : conditionTo(root, at, new Map()),
      value,
      behind: { instruction: at },
    }));
  }

  /** Whether calls by `arch` are told apart by their number at all. */
  looksAtNumber(arch: number): boolean {
    this.#looked = false;
    this.#follow(arch, 0);
    return this.#looked;
  }

  #looked = false;

  #follow(arch: number, nr: number): Node {
    const known = new Map<string, Node>();
    let visits = 0;
    const go = (start: State): Node => {
      let state = start;
      for (;;) {
        const next = this.#step(state, arch, nr);
        if ("value" in next) return next;
        if ("at" in next) {
          state = next;
          continue;
        }
        const key = keyOf(state);
        const before = known.get(key);
        if (before !== undefined) return before;
        if (++visits > VISITS_MAX)
          throw this.#undecided(
            state.at,
            "has more ways through it than are followed",
          );
        const yes = go(next.yes);
        const no = go(next.no);
        const node = yes === no ? yes : { test: next.test, yes, no };
        known.set(key, node);
        return node;
      }
    };
    return go({
      at: 0,
      a: 0,
      x: 0,
      memory: new Array<Content>(MEMORY_WORDS).fill(0),
      ofNumber: false,
    });
  }

  /** Equal ends are one, so that a test whose ways end alike is none. */
  readonly #ends = new Map<string, End>();

  #shared(end: End): End {
    const key = `${end.at} ${end.value}`;
    const before = this.#ends.get(key);
    if (before === undefined) this.#ends.set(key, end);
    return before ?? end;
  }

  #step(
    state: State,
    arch: number,
    nr: number,
  ):
    | End
    | State
    | { readonly test: Condition; readonly yes: State; readonly no: State } {
    const { at, a, x, memory } = state;
    const { code, jt, jf, k } = this.instructions[at] ?? NO_INSTRUCTION;
    const go = (change: Partial<State>): State => ({
      ...state,
      at: at + 1,
      ...change,
    });
    switch (code) {
      case RET_K:
        return this.#shared({ value: k, at });
      case RET_A:
        if (state.ofNumber) this.#looked = true;
        if (typeof a === "number") return this.#shared({ value: a, at });
        throw this.#undecided(at, "answers with bits of the call");
      case JA:
        return go({ at: at + 1 + k });
      case LD_W_ABS: {
        const word = dataWord(k, this.#endian);
        const ofNumber = word.field === "nr";
        if (ofNumber) return go({ a: nr, ofNumber });
        if (word.field === "arch") return go({ a: arch, ofNumber });
        return go({ a: wholeWord(word), ofNumber });
      }
      case LD_IMM:
        return go({ a: k, ofNumber: false });
      case LDX_IMM:
        return go({ x: k });
      case LD_LEN:
        return go({ a: DATA_BYTES });
      case LDX_LEN:
        return go({ x: DATA_BYTES });
      case LD_MEM:
        return go({ a: memory[k] ?? 0 });
      case LDX_MEM:
        return go({ x: memory[k] ?? 0 });
      case ST:
        return go({ memory: memory.with(k, a) });
      case STX:
        return go({ memory: memory.with(k, x) });
      case TAX:
        return go({ x: a });
      case TXA:
        return go({ a: x });
      default:
    }
    const operation = operationOf(code);
    const operand = takesX(code) ? x : k;
    if (isConditional(code)) {
      if (state.ofNumber) this.#looked = true;
      if (typeof operand !== "number")
        throw this.#undecided(at, "compares with a word of the call");
      const yes = go({ at: at + 1 + jt });
      const no = go({ at: at + 1 + jf });
      const test =
        typeof a === "number"
          ? compared(operation, a, operand)
          : this.#test(operation, a, operand, at);
      if (typeof test === "boolean") return test ? yes : no;
      return { test, yes, no };
    }
    if (code === NEG) {
      if (typeof a === "number") return go({ a: -a >>> 0 });
      throw this.#undecided(at, "does arithmetic on the call's words");
    }
    if (typeof operand !== "number")
      throw this.#undecided(at, "does arithmetic with two words of the call");
    if (typeof a === "number") {
      const result = calculated(operation, a, operand);
      // Division by 0 ends the program.
      return result === undefined
        ? this.#shared({ value: 0, at })
        : go({ a: result });
    }
    const changed = heldAfter(operation, a, operand);
    if (changed === undefined)
      throw this.#undecided(at, "does arithmetic on the call's words");
    return go({ a: changed });
  }

  #test(jump: number, held: Held, k: number, at: number): Condition | boolean {
    const { word } = held;
    if (word.field === "arg") return testOf(jump, held, word, k);
    throw this.#undecided(
      at,
      word.field === "ip"
        ? "tests the instruction pointer, which no policy looks at"
        : "tests a word that it should know",
    );
  }

  #undecided(at: number, what: string): Fault {
    return new Fault(
      "undecided",
      `${this.#name} can't be decided: instruction ${at} ${what}`,
      { hint: "callgate disasm shows the instruction" },
    );
  }
}

function keyOf({ at, a, x, memory }: State): string {
  const text = (content: Content): string =>
    typeof content === "number" ? String(content) : JSON.stringify(content);
  return `${at} ${text(a)} ${text(x)} ${memory.map(text).join()}`;
}

/** When the program ends at the `ret` at `end`. */
function conditionTo(
  node: Node,
  end: number,
  known: Map<Node, Condition>,
): Condition {
  let condition = known.get(node);
  if (condition === undefined) {
    if ("value" in node) condition = node.at === end ? and() : or();
    else {
      const yes = conditionTo(node.yes, end, known);
      const no = conditionTo(node.no, end, known);
      condition =
        yes === no ? yes : or(and(node.test, yes), and(not(node.test), no));
    }
    known.set(node, condition);
  }
  return condition;
}
