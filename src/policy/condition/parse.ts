/**
 * Reads a condition by recursive descent:
 *
 *     condition  = or
 *     or         = and { "or" and }
 *     and        = not { "and" not }
 *     not        = "not" not | "(" or ")" | test
 *     test       = bits [ COMPARISON value | "in" "{" item { "," item } "}" | "only" value ]
 *     bits       = argument [ "&" value ] | "(" argument "&" value ")"
 *     item       = value [ ".." value ]
 *     value      = constant expression with | & + - << ~ - ( ), loosest first, as in C
 */
import type { Range, Report } from "../../document/diagnostic.js";
import type { ScalarNode } from "../../document/document.js";
import { spanning, type Places } from "../../document/places.js";
import type { Comparison } from "../model.js";
import {
  compares,
  isReserved,
  leftOver,
  Misread,
  noArgument,
  noValue,
  startsValue,
  textOf,
} from "./misreads.js";
import type {
  BinaryOperator,
  ConditionSyntax,
  ItemSyntax,
  TestSyntax,
  ValueSyntax,
} from "./syntax.js";
import { tokensOf, type Sign, type Token } from "./tokens.js";

/** The condition in `scalar`, or undefined after its faults were reported. */
export function parseCondition(
  places: Places,
  scalar: ScalarNode,
  report: Report,
): ConditionSyntax | undefined {
  // YAML gives no plain scalar that starts so, and it was reported there.
  const isGroup =
    scalar.style === "plain" &&
    scalar.source.start < scalar.source.end &&
    places.text[scalar.source.start] === "@";
  const tokens = isGroup ? undefined : tokensOf(places, scalar, report);
  if (tokens === undefined) return undefined;
  if (tokens.length === 1) {
    report({
      code: "empty-value",
      severity: "error",
      message: "this condition is empty",
      range: scalar.range,
      hint: "leave the key out for a rule without a condition",
    });
    return undefined;
  }
  try {
    return new ConditionParser(tokens, scalar.range).whole();
  } catch (fault) {
    if (!(fault instanceof Misread)) throw fault;
    report({
      code: "condition-syntax",
      severity: "error",
      message: fault.message,
      range: fault.range,
      ...(fault.hint === undefined ? {} : { hint: fault.hint }),
    });
    return undefined;
  }
}

/** More tests, values of sets included, than a reader can follow. */
const TESTS_MAX = 1000;

/** Deeper parentheses than a reader can follow, and than a stack should hold. */
const DEPTH_MAX = 50;


class ConditionParser {
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #at = 0;
  #depth = 0;
  #tests = 0;

  constructor(tokens: readonly Token[], whole: Range) {
    this.#tokens = tokens;
    this.#end = tokens.at(-1) ?? { kind: "end", range: whole };
  }

  whole(): ConditionSyntax {
    const condition = this.#or();
    const next = this.#peek();
    if (next.kind !== "end") throw this.#leftOver(next);
    return condition;
  }

  #or(): ConditionSyntax {
    return this.#chain("or", () => this.#chain("and", () => this.#not()));
  }

  #chain(word: "and" | "or", part: () => ConditionSyntax): ConditionSyntax {
    const first = part();
    const of = [first];
    while (this.#takeWord(word) !== undefined) of.push(part());
    const last = of.at(-1) ?? first;
    return of.length === 1
      ? first
      : { kind: word, of, range: spanning(first.range, last.range) };
  }

  #not(): ConditionSyntax {
    const not = this.#takeWord("not");
    if (not !== undefined) {
      const of = this.#deeper(not.range, () => this.#not());
      return { kind: "not", of, range: spanning(not.range, of.range) };
    }
    const open = this.#take("(");
    if (open === undefined) return this.#test();
    const inside = this.#deeper(open.range, () => this.#or());
    const close = this.#expect(")", `the "(" is not closed`, open.range);
    const range = spanning(open.range, close.range);
    // `(flags & MASK) == VALUE`: the parentheses held the bits of a test.
    if (inside.kind === "test" && inside.relation.kind === "bits") {
      const bits: TestSyntax = { ...inside, range };
      return inside.mask === undefined
        ? this.#alone(bits)
        : this.#relation(bits);
    }
    return { ...inside, range };
  }

  /** `(flags)`: nothing may be compared with it, or a reader asks what the parentheses do. */
  #alone(bits: TestSyntax): TestSyntax {
    const next = this.#peek();
    if (compares(next))
      throw new Misread(
        bits.range,
        "these parentheses hold an argument alone",
        `write ${bits.argument.name} without them`,
      );
    return bits;
  }

  #test(): TestSyntax {
    const token = this.#peek();
    if (token.kind !== "word" || isReserved(token.text))
      throw noArgument(token, this.#place(token));
    this.#count(token.range);
    this.#at++;
    const argument = { name: token.text, range: token.range };
    const mask = this.#take("&") === undefined ? undefined : this.#value();
    const range =
      mask === undefined ? token.range : spanning(token.range, mask.range);
    return this.#relation({
      kind: "test",
      argument,
      mask,
      relation: { kind: "bits" },
      range,
    });
  }

  #relation(bits: TestSyntax): TestSyntax {
    const next = this.#peek();
    if (!compares(next)) return bits;
    this.#at++;
    if (next.kind === "sign") {
      const value = this.#value();
      const range = spanning(bits.range, value.range);
      const operator = next.text as Comparison;
      const relation = { kind: "compare", operator, value } as const;
      return { ...bits, relation, range };
    }
    if (next.kind === "word" && next.text === "only") {
      const value = this.#value();
      const range = spanning(bits.range, value.range);
      return { ...bits, relation: { kind: "only", value }, range };
    }
    return this.#set(bits);
  }

  #set(bits: TestSyntax): TestSyntax {
    const open = this.#take("{");
    if (open === undefined)
      throw new Misread(
        this.#place(this.#peek()),
        `"in" is followed by { and the values`,
        "write in { 1, 2, 5..9 }",
      );
    const items: ItemSyntax[] = [];
    const empty = this.#take("}");
    if (empty !== undefined)
      throw new Misread(
        spanning(open.range, empty.range),
        "this set is empty",
        "write its values: { 1, 2, 5..9 }",
      );
    do items.push(this.#item());
    while (this.#take(",") !== undefined);
    const close = this.#expect("}", `the "{" is not closed`, open.range);
    const range = spanning(bits.range, close.range);
    return { ...bits, relation: { kind: "in", items }, range };
  }

  #count(range: Range): void {
    if (++this.#tests > TESTS_MAX)
      throw new Misread(
        range,
        `this condition holds more than ${TESTS_MAX} tests`,
        "make several rules of it",
      );
  }

  #item(): ItemSyntax {
    this.#count(this.#peek().range);
    const first = this.#value();
    if (this.#take("..") === undefined)
      return { first, last: undefined, range: first.range };
    const last = this.#value();
    return { first, last, range: spanning(first.range, last.range) };
  }

  #value(): ValueSyntax {
    return this.#binary(0);
  }

  #binary(level: number): ValueSyntax {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    let length = 0;
    for (;;) {
      const operator = operators.find((one) => this.#isSign(one));
      if (operator === undefined) return left;
      const sign = this.#peek();
      if (++length > OPERANDS_MAX)
        throw new Misread(
          sign.range,
          "this expression is too long",
          "write its value as a number",
        );
      this.#at++;
      const right = this.#binary(level + 1);
      const range = spanning(left.range, right.range);
      left = { kind: "binary", operator, left, right, range };
    }
  }

  #unary(): ValueSyntax {
    const sign = this.#take("~") ?? this.#take("-");
    if (sign !== undefined) {
      const operand = this.#deeper(sign.range, () => this.#unary());
      const range = spanning(sign.range, operand.range);
      const operator = sign.text === "~" ? "~" : "-";
      return { kind: "unary", operator, operand, range };
    }
    const token = this.#peek();
    const open = this.#take("(");
    if (open !== undefined) {
      const inside = this.#deeper(open.range, () => this.#value());
      const close = this.#expect(")", `the "(" is not closed`, open.range);
      return { ...inside, range: spanning(open.range, close.range) };
    }
    if (token.kind === "number") {
      this.#at++;
      return token;
    }
    if (token.kind === "parameter") {
      this.#at++;
      return token;
    }
    if (token.kind === "word" && !isReserved(token.text)) {
      this.#at++;
      return { kind: "name", name: token.text, range: token.range };
    }
    throw noValue(token, this.#place(token));
  }

  #deeper<T>(range: Range, part: () => T): T {
    if (++this.#depth > DEPTH_MAX)
      throw new Misread(
        range,
        `this nests more than ${DEPTH_MAX} deep`,
        "make several rules of it",
      );
    const result = part();
    this.#depth--;
    return result;
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? this.#end;
  }

  #isSign(sign: Sign): boolean {
    const token = this.#peek();
    return token.kind === "sign" && token.text === sign;
  }

  #take(sign: Sign): (Token & { readonly kind: "sign" }) | undefined {
    const token = this.#peek();
    if (token.kind !== "sign" || token.text !== sign) return undefined;
    this.#at++;
    return token;
  }

  #takeWord(word: string): Token | undefined {
    const token = this.#peek();
    if (token.kind !== "word" || token.text !== word) return undefined;
    this.#at++;
    return token;
  }

  /** `open` is what a missing closer belongs to. */
  #expect(sign: "}" | ")", message: string, open: Range): Token {
    const found = this.#take(sign);
    if (found !== undefined) return found;
    const token = this.#peek();
    if (token.kind === "end")
      throw new Misread(open, message, `write "${sign}" where it ends`);
    if (sign === "}" && startsValue(token))
      throw new Misread(
        token.range,
        `a comma is missing before ${textOf(token)}`,
        "write , between the values of a set",
      );
    throw this.#leftOver(token);
  }

  /** A token that can't go on from here. */
  #leftOver(token: Token): Misread {
    const at = this.#at;
    return leftOver(token, this.#place(token), {
      before: this.#tokens[at - 1],
      after: this.#tokens[at + 1],
    });
  }

  /** Where the condition ends too soon, its last token is what to look at. */
  #place(token: Token): Range {
    return token.kind === "end"
      ? (this.#tokens.at(-2)?.range ?? token.range)
      : token.range;
  }
}

/** Loosest first, as in C. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ["|"],
  ["&"],
  ["<<"],
  ["+", "-"],
];

/** A chain of operators is a tree as deep as it is long. */
const OPERANDS_MAX = 256;
