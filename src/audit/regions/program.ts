/**
 * What a program, whoever made it, answers to the calls of one number: every way through
 * its instructions, with the tests on it as tests of arguments. Programs whose words are
 * changed by more than masks, shifts and exclusive or are refused with the instruction.
 */
import type { ArchTable } from "../../../syscalls/index.js";
import { nowhere } from "../../document/places.js";
import { decode, type Instruction } from "../../compiler/instructions.js";
import { dataWord, type DataWord } from "../../compiler/names.js";
import { Fault } from "../../document/fault.js";
import type { ArgumentTest, Condition } from "../../policy/model.js";
import { and, not, or } from "../formula.js";
import type { Cases } from "./cases.js";

/** The `ret` that answers. */
export interface ReturnAt {
  readonly instruction: number;
}

/** A word of the call as a register holds it: masked, shifted, then some bits flipped. */
interface Held {
  readonly word: DataWord;
  /** Bits of the word that are left, before the shift. */
  readonly mask: number;
  /** To the left; negative to the right. */
  readonly shift: number;
  readonly flipped: number;
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

/** More instructions than a way through one number's tests should have. */
const VISITS_MAX = 1 << 15;

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
      const isLoad = code === 0x20 && dataWord(k, this.#endian).field === field;
      if (isLoad) holds.add(at + 1);
      if (!holds.has(at)) return;
      const jump = code & 0xf7;
      if (isJump(code)) {
        holds.add(at + 1 + jt).add(at + 1 + jf);
        if ((code & 8) !== 0)
          throw this.#undecided(at, "compares with a register");
        if (jump === 0x45) this.#addBits(found, k, at);
        else
          for (const one of [k, k + 1]) if (one <= 0xffffffff) found.add(one);
      } else if (code === 0x05) holds.add(at + 1 + k);
      else if (code === 0x02) {
        // Stored words are followed below; a field kept for later is compared like another.
        throw this.#undecided(
          at,
          `keeps the call's ${field} in scratch memory`,
        );
      } else if (code === 0x07)
        throw this.#undecided(at, `keeps the call's ${field} in a register`);
      else if (![0x20, 0x00, 0x80, 0x60, 0x87, 0x06, 0x16].includes(code)) {
        // ldx and friends leave the accumulator; arithmetic does not.
        if (![0x01, 0x81, 0x61, 0x03].includes(code))
          throw this.#undecided(at, `calculates with the call's ${field}`);
        holds.add(at + 1);
      }
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
      memory: new Array<Content>(16).fill(0),
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
    const { code, jt, jf, k } = this.instructions[at] ?? {
      code: 0x06,
      jt: 0,
      jf: 0,
      k: 0,
    };
    const go = (change: Partial<State>): State => ({
      ...state,
      at: at + 1,
      ...change,
    });
    switch (code) {
      case 0x06:
        return this.#shared({ value: k, at });
      case 0x16:
        if (state.ofNumber) this.#looked = true;
        if (typeof a === "number") return this.#shared({ value: a, at });
        throw this.#undecided(at, "answers with bits of the call");
      case 0x05:
        return go({ at: at + 1 + k });
      case 0x20: {
        const word = dataWord(k, this.#endian);
        const ofNumber = word.field === "nr";
        if (ofNumber) return go({ a: nr, ofNumber });
        if (word.field === "arch") return go({ a: arch, ofNumber });
        return go({
          a: { word, mask: 0xffffffff, shift: 0, flipped: 0 },
          ofNumber,
        });
      }
      case 0x00:
        return go({ a: k, ofNumber: false });
      case 0x01:
        return go({ x: k });
      case 0x80:
        return go({ a: 64 });
      case 0x81:
        return go({ x: 64 });
      case 0x60:
        return go({ a: memory[k] ?? 0 });
      case 0x61:
        return go({ x: memory[k] ?? 0 });
      case 0x02:
        return go({ memory: memory.with(k, a) });
      case 0x03:
        return go({ memory: memory.with(k, x) });
      case 0x07:
        return go({ x: a });
      case 0x87:
        return go({ a: x });
      default:
    }
    if (isJump(code)) {
      if (state.ofNumber) this.#looked = true;
      const operand = (code & 8) === 0 ? k : x;
      if (typeof operand !== "number")
        throw this.#undecided(at, "compares with a word of the call");
      const yes = go({ at: at + 1 + jt });
      const no = go({ at: at + 1 + jf });
      if (typeof a === "number")
        return compared(code & 0xf7, a, operand) ? yes : no;
      const test = this.#test(code & 0xf7, a, operand, at);
      if (typeof test === "boolean") return test ? yes : no;
      return { test, yes, no };
    }
    if (code === 0x84) {
      if (typeof a === "number") return go({ a: -a >>> 0 });
      throw this.#undecided(at, "does arithmetic on the call's words");
    }
    const operand = (code & 8) === 0 ? k : x;
    if (typeof operand !== "number")
      throw this.#undecided(at, "does arithmetic with two words of the call");
    if (typeof a === "number") {
      const result = calculated(code & 0xf7, a, operand);
      // Division by 0 ends the program.
      return result === undefined
        ? this.#shared({ value: 0, at })
        : go({ a: result });
    }
    const changed = heldAfter(code & 0xf7, a, operand);
    if (changed === undefined)
      throw this.#undecided(at, "does arithmetic on the call's words");
    return go({ a: changed });
  }

  /** A jump's test as one of an argument's bits. */
  #test(
    jump: number,
    { word, mask, shift, flipped }: Held,
    k: number,
    at: number,
  ): Condition | boolean {
    if (word.field !== "arg")
      throw this.#undecided(
        at,
        word.field === "ip"
          ? "tests the instruction pointer, which no policy looks at"
          : "tests a word that it should know",
      );
    const half = word.high ? 32n : 0n;
    const argument = SLOTS[word.argument] ?? 0;
    const bits = BigInt(shifted(mask, shift));
    const back = (value: bigint): bigint =>
      (shift >= 0 ? value >> BigInt(shift) : value << BigInt(-shift)) << half;
    const test = (
      mask: bigint,
      operator: ArgumentTest["operator"],
      value: bigint,
    ): Condition => ({
      kind: "test",
      test: {
        argument,
        width: 64,
        signed: false,
        mask: back(mask),
        operator,
        value: { kind: "constant", value: back(value) },
        range: nowhere,
      },
    });
    const flips = BigInt(flipped);
    const wanted = BigInt(k);
    if (jump === 0x15) {
      const value = wanted ^ flips;
      if ((value & ~bits) !== 0n) return false;
      return bits === 0n ? true : test(bits, "==", value);
    }
    if (jump === 0x45) {
      const tested = bits & wanted;
      // Flipped bits that the word has not are always there.
      if ((flips & wanted & ~bits) !== 0n) return true;
      if (tested === 0n) return false;
      return test(tested, "!=", flips & tested);
    }
    if (flips === 0n) {
      // Of masked bits the least value that is not below.
      const limit = jump === 0x25 ? wanted + 1n : wanted;
      if (limit === 0n) return true;
      return atLeast(bits, limit, test);
    }
    return flippedOrder(bits, flips, wanted, jump === 0x35, test);
  }

  #undecided(at: number, what: string): Fault {
    return new Fault(
      "undecided",
      `${this.#name} can't be decided: instruction ${at} ${what}`,
      { hint: "callgate disasm shows the instruction" },
    );
  }
}

const SLOTS: readonly ArgumentTest["argument"][] = [0, 1, 2, 3, 4, 5];

function isJump(code: number): boolean {
  return [0x15, 0x25, 0x35, 0x45].includes(code & 0xf7);
}

function compared(jump: number, a: number, k: number): boolean {
  switch (jump) {
    case 0x15:
      return a === k;
    case 0x25:
      return a > k;
    case 0x35:
      return a >= k;
    default:
      return (a & k) !== 0;
  }
}

function shifted(value: number, by: number): number {
  return by >= 0 ? (value << by) >>> 0 : value >>> -by;
}

/** Undefined: it divides by 0. */
function calculated(
  operation: number,
  a: number,
  operand: number,
): number | undefined {
  switch (operation) {
    case 0x04:
      return (a + operand) >>> 0;
    case 0x14:
      return (a - operand) >>> 0;
    case 0x24:
      return Math.imul(a, operand) >>> 0;
    case 0x34:
      return operand === 0 ? undefined : Math.floor(a / operand);
    case 0x44:
      return (a | operand) >>> 0;
    case 0x54:
      return (a & operand) >>> 0;
    case 0x64:
      return (a << (operand & 31)) >>> 0;
    case 0x74:
      return a >>> (operand & 31);
    default:
      return (a ^ operand) >>> 0;
  }
}

/** Undefined where it is no longer the word's own bits. */
function heldAfter(
  operation: number,
  held: Held,
  operand: number,
): Held | undefined {
  const { mask, shift, flipped } = held;
  switch (operation) {
    case 0x54: {
      const kept = shift >= 0 ? operand >>> shift : (operand << -shift) >>> 0;
      return {
        ...held,
        mask: (mask & kept) >>> 0,
        flipped: (flipped & operand) >>> 0,
      };
    }
    case 0x44: {
      // Set bits are cleared ones that are flipped.
      const cleared = heldAfter(0x54, held, ~operand >>> 0);
      return cleared && heldAfter(0xa4, cleared, operand);
    }
    case 0xa4:
      return { ...held, flipped: (flipped ^ operand) >>> 0 };
    case 0x64:
    case 0x74: {
      const by = operand & 31;
      const total = shift + (operation === 0x64 ? by : -by);
      // Bits that fell off do not come back the other way.
      if (
        shift !== 0 &&
        Math.sign(total - shift) !== Math.sign(shift) &&
        by !== 0
      )
        return undefined;
      if (Math.abs(total) > 31) return undefined;
      const left = shifted(shifted(mask, total), -total);
      return {
        ...held,
        mask: left,
        shift: total,
        flipped: shifted(flipped, operation === 0x64 ? by : -by),
      };
    }
    default:
      return undefined;
  }
}

type MakeTest = (
  mask: bigint,
  operator: ArgumentTest["operator"],
  value: bigint,
) => Condition;

/** At least `limit`: the least value that the mask can leave and that is not below it. */
function atLeast(
  bits: bigint,
  limit: bigint,
  test: MakeTest,
): Condition | boolean {
  let value = limit;
  for (;;) {
    const outside = value & ~bits;
    if (outside === 0n) break;
    // The highest bit that can't be there is passed by counting on above it.
    const highest = 1n << BigInt(outside.toString(2).length - 1);
    value = (value | (2n * highest - 1n)) + 1n;
  }
  return value > bits ? false : test(bits, ">=", value);
}

/** An order of a word some of whose bits are flipped, from the highest bit down. */
function flippedOrder(
  bits: bigint,
  flips: bigint,
  limit: bigint,
  whenEqual: boolean,
  test: MakeTest,
): Condition | boolean {
  const alternatives: Condition[] = [];
  let equal: Condition[] = [];
  let isEqual = true;
  for (let bit = 1n << 31n; bit !== 0n; bit >>= 1n) {
    const wanted = (limit & bit) !== 0n;
    const constant = (bits & bit) === 0n;
    if (constant) {
      const has = (flips & bit) !== 0n;
      if (has && !wanted) alternatives.push(and(...equal));
      if (has !== wanted) {
        isEqual = false;
        break;
      }
      continue;
    }
    // The word's own bit that makes the flipped one 1.
    const one = (flips & bit) !== 0n ? 0n : bit;
    if (!wanted) alternatives.push(and(...equal, test(bit, "==", one)));
    equal = [...equal, test(bit, "==", wanted ? one : bit ^ one)];
  }
  if (whenEqual && isEqual) alternatives.push(and(...equal));
  if (alternatives.length === 0) return false;
  return or(...alternatives);
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
