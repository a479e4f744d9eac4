/** Makes the tests that one comparison of a condition means, and refuses pointless ones. */
import type { Range } from "../../document/diagnostic.js";
import { nearest } from "../../document/nearest.js";
import type { ArgumentTest, Comparison, Condition, Value } from "../model.js";
import { bitsOf, isNamed, outOfRange } from "./bits.js";
import { judge, nextWithin, orderOf } from "./judge.js";
import type { Register } from "./registers.js";
import type { ItemSyntax, TestSyntax, ValueSyntax } from "./syntax.js";
import {
  constantValue,
  fits,
  full,
  shown,
  type ValueContext,
} from "./values.js";

/** Makes the tests of one `TestSyntax`, which all read the same bits. */
export class TestBuilder {
  readonly #register: Register;
  readonly #mask: bigint;
  readonly #syntax: TestSyntax;
  readonly #context: ValueContext;

  constructor(
    register: Register,
    mask: bigint,
    syntax: TestSyntax,
    context: ValueContext,
  ) {
    this.#register = register;
    this.#mask = mask;
    this.#syntax = syntax;
    this.#context = context;
  }

  bits(syntax: ValueSyntax): bigint | undefined {
    return bitsOf(syntax, this.#register, this.#context);
  }

  compareWith(
    operator: Comparison,
    syntax: ValueSyntax,
    range: Range,
  ): Condition | undefined {
    if (syntax.kind === "parameter")
      return this.#parameter(operator, syntax, range);
    const value =
      operator === "==" || operator === "!="
        ? this.#equal(syntax)
        : this.#ordered(syntax);
    return value === undefined
      ? undefined
      : this.compare(operator, value, range);
  }

  /** `value` is unsigned within the register. */
  compare(
    operator: Comparison,
    value: bigint,
    range: Range,
  ): Condition | undefined {
    const test = this.#test(operator, { kind: "constant", value }, range);
    const verdict = judge(test);
    if (verdict === undefined) return { kind: "test", test };
    const isEquality = operator === "==" || operator === "!=";
    const hint = isEquality
      ? MASKED
      : verdict === "always"
        ? LEFT_OUT
        : undefined;
    return this.#pointless(verdict, range, this.#because(test), hint);
  }

  /** That all of `bits` are clear. */
  noneOf(bits: bigint, range: Range): Condition | undefined {
    if (bits === 0n)
      return this.#pointless(
        "always",
        range,
        "it allows every bit there is",
        LEFT_OUT,
      );
    const test = this.#test("==", { kind: "constant", value: 0n }, range);
    return { kind: "test", test: { ...test, mask: bits } };
  }

  item({ first, last, range }: ItemSyntax): Condition | undefined {
    if (last === undefined) return this.compareWith("==", first, range);
    const low = this.#end(first);
    const high = this.#end(last);
    if (low === undefined || high === undefined) return undefined;
    const order = orderOf({ ...this.#register, mask: this.#mask });
    if (low.kind === "constant" && high.kind === "constant") {
      const [from, to] = [order.key(low.value), order.key(high.value)];
      if (from > to)
        return this.#problem(
          "empty-range",
          range,
          "this range ends before it starts",
          "write the lesser end first",
        );
      const next = nextWithin(from, this.#mask, order.least);
      if (next === undefined || next > to)
        return this.#pointless(
          "never",
          range,
          "the mask lets no value of this range through",
          MASKED,
        );
      if (from <= order.least && to >= order.most)
        return this.#pointless(
          "always",
          range,
          "the range holds every value",
          LEFT_OUT,
        );
    }
    const tests = [
      this.#test(">=", low, range),
      this.#test("<=", high, range),
    ].filter((test) => judge(test) !== "always");
    const of = tests.map((test) => ({ kind: "test", test }) as const);
    const [only] = of;
    return of.length === 1 && only !== undefined ? only : { kind: "all", of };
  }

  #end(syntax: ValueSyntax): Value | undefined {
    if (syntax.kind === "parameter")
      return this.#fits(syntax)
        ? { kind: "parameter", name: syntax.name }
        : undefined;
    const value = this.#ordered(syntax);
    return value === undefined ? undefined : { kind: "constant", value };
  }

  #parameter(
    operator: Comparison,
    syntax: ValueSyntax & { kind: "parameter" },
    range: Range,
  ): Condition | undefined {
    if (!this.#fits(syntax)) return undefined;
    const value = { kind: "parameter", name: syntax.name } as const;
    return { kind: "test", test: this.#test(operator, value, range) };
  }

  /** Whether the parameter is declared, and no wider than what it is compared with. */
  #fits(syntax: ValueSyntax & { kind: "parameter" }): boolean {
    const { params } = this.#context;
    const parameter = params.get(syntax.name);
    if (parameter === undefined) {
      const near = nearest(syntax.name, params.keys());
      this.#problem(
        "unknown-parameter",
        syntax.range,
        `there is no parameter $${syntax.name}`,
        near !== undefined
          ? `write $${near}`
          : /^[a-z][a-z0-9_]*$/.test(syntax.name)
            ? `declare it: "params: { ${syntax.name}: { width: 32 } }"`
            : "a parameter's name is a lower-case letter, then lower-case letters, digits and underscores",
      );
      return false;
    }
    if (parameter.width <= this.#register.bits) return true;
    this.#problem(
      "value-too-wide",
      syntax.range,
      `$${syntax.name} has ${parameter.width} bits, and the kernel reads ${this.#register.bits} of ${this.#register.name}`,
      this.#register.bits === 32
        ? "declare it with width: 32"
        : `no parameter fits ${this.#register.name}: write its values`,
    );
    return false;
  }

  /** For `==` and `!=` a value is bits: 0xffffffff and -1 are the same int. */
  #equal(syntax: ValueSyntax): bigint | undefined {
    const { bits, signed } = this.#register;
    const value = constantValue(syntax, this.#register, this.#context);
    if (value === undefined) return undefined;
    // AT_FDCWD is -100 for i386's `unsigned int dfd` too. A number that was written with
    // a minus is a mistake there.
    const named = value < 0n && !signed && bits === 32 && isNamed(syntax);
    if (fits(value, this.#register) || (named && value >= -(1n << 31n)))
      return BigInt.asUintN(bits, value);
    outOfRange(syntax, value, this.#register, this.#context);
    return undefined;
  }

  /** For an order test a value is a number: 0xffffffff is no int. */
  #ordered(syntax: ValueSyntax): bigint | undefined {
    const { bits, signed, name } = this.#register;
    const value = constantValue(syntax, this.#register, this.#context);
    if (value === undefined) return undefined;
    if (!fits(value, this.#register)) {
      const negative = "the least that it can be is 0";
      outOfRange(syntax, value, this.#register, this.#context, { negative });
      return undefined;
    }
    if (signed && value > full(bits - 1)) {
      this.#problem(
        "value-too-wide",
        syntax.range,
        `${name} is signed, so it is at most ${shown(full(bits - 1))}`,
        `write ${BigInt.asIntN(bits, value)} for these bits`,
      );
      return undefined;
    }
    return BigInt.asUintN(bits, value);
  }

  #test(operator: Comparison, value: Value, range: Range): ArgumentTest {
    const { index: argument, width, signed } = this.#register;
    return {
      argument,
      width,
      signed,
      mask: this.#mask,
      operator,
      value,
      range,
    };
  }

  #because({ operator, signed }: ArgumentTest): string {
    const masked = this.#mask !== full(this.#register.bits);
    const what = masked
      ? `${this.#register.name} & ${shown(this.#mask)}`
      : this.#register.name;
    if (operator === "==" || operator === "!=")
      return `the mask ${shown(this.#mask)} clears bits that the value has`;
    const { least, most, key } = orderOf(
      this.#test(operator, ZERO, this.#syntax.range),
    );
    const number = (bits: bigint): bigint =>
      signed ? BigInt.asIntN(this.#register.width, bits) : bits;
    return `${what} is ${shown(number(key(least)))} to ${shown(number(key(most)))}`;
  }

  #pointless(
    verdict: "never" | "always",
    range: Range,
    because: string,
    hint?: string,
  ): undefined {
    return this.#problem(
      verdict === "never" ? "never-true" : "always-true",
      range,
      verdict === "never"
        ? `this can never be true: ${because}`
        : `this is always true: ${because}`,
      hint,
    );
  }

  #problem(
    code: string,
    range: Range,
    message: string,
    hint?: string,
  ): undefined {
    const { problems, arch } = this.#context;
    problems.add({ code, range, arch, message, hint });
    return undefined;
  }
}

const LEFT_OUT = "leave the test out";
const MASKED = "compare with bits that the mask has, or give it more";

const ZERO: Value = { kind: "constant", value: 0n };
