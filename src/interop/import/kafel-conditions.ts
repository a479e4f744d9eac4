/**
 * Kafel's conditions: `||` and `,` between `&&` between comparisons; one side of each is an
 * argument, perhaps with bits of it, and the other a number. A comparison is of 64 bits where
 * the argument or the number is, and of 32 otherwise.
 */
import { nearest } from "../../document/nearest.js";
import type { ArchName, Comparison } from "../../policy/model.js";
import type { SourceCondition } from "../source.js";
import { numberOf, type KafelKind } from "./kafel-words.js";
import { Unreadable, type Cursor, type Token } from "./tokens.js";

export interface NamedArguments {
  readonly arch: ArchName;
  readonly args: readonly {
    readonly names: readonly string[];
    readonly width: 32 | 64;
  }[];
}

type Condition = ReadonlyMap<ArchName, SourceCondition>;

/** A side of a comparison: a number, or an argument with a mask. */
type Side =
  | { readonly kind: "number"; readonly value: bigint }
  | {
      readonly kind: "argument";
      readonly name: Token<KafelKind>;
      readonly mask: bigint | undefined;
    };

const DEPTH_MAX = 100;

export class KafelConditions {
  readonly #constants: ReadonlyMap<string, bigint>;
  readonly #signatures: readonly NamedArguments[];
  #depth = 0;

  constructor(
    constants: ReadonlyMap<string, bigint>,
    signatures: readonly NamedArguments[],
  ) {
    this.#constants = constants;
    this.#signatures = signatures;
  }

  /** Up to the closing brace; undefined for an empty pair of braces. */
  read(cursor: Cursor<KafelKind>): Condition | undefined {
    if (cursor.takeText("}") !== undefined) return undefined;
    const condition = this.#any(cursor);
    cursor.expect("}");
    return condition;
  }

  #any(cursor: Cursor<KafelKind>): Condition {
    const parts: Condition[] = [];
    do parts.push(this.#or(cursor));
    while (cursor.takeText(",") !== undefined);
    return this.#join("any", parts);
  }

  #or(cursor: Cursor<KafelKind>): Condition {
    const parts: Condition[] = [];
    do {
      const all: Condition[] = [];
      do all.push(this.#primary(cursor));
      while (cursor.takeText("&&") !== undefined);
      parts.push(this.#join("all", all));
    } while (cursor.takeText("||") !== undefined);
    return this.#join("any", parts);
  }

  #join(kind: "all" | "any", parts: readonly Condition[]): Condition {
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only;
    return this.#each(({ arch }) => ({
      kind,
      of: parts.flatMap((part) => part.get(arch) ?? []),
    }));
  }

  #each(make: (signature: NamedArguments) => SourceCondition): Condition {
    return new Map(
      this.#signatures.map((signature) => [signature.arch, make(signature)]),
    );
  }

  #primary(cursor: Cursor<KafelKind>): Condition {
    const not = cursor.takeText("!");
    if (not !== undefined) {
      const of = this.#deeper(not, () => this.#primary(cursor));
      return new Map(
        [...of].map(([arch, one]) => [arch, { kind: "not", of: one }]),
      );
    }
    if (cursor.next.text === "(" && this.#opensCondition(cursor)) {
      const open = cursor.take();
      const inside = this.#deeper(open, () => this.#any(cursor));
      cursor.expect(")");
      return inside;
    }
    const left = this.#side(cursor);
    const operator = cursor.take();
    if (!isComparison(operator.text))
      throw new Unreadable(
        operator.range,
        operator.kind === "end"
          ? "the file ends inside a condition"
          : `here should be a comparison, not "${operator.text}"`,
        "there are ==, !=, <, <=, > and >=",
      );
    const right = this.#side(cursor);
    if (left.kind === "argument" && right.kind === "number")
      return this.#test(left, operator.text, right.value);
    if (left.kind === "number" && right.kind === "argument")
      return this.#test(right, FLIPPED[operator.text], left.value);
    throw new Unreadable(
      operator.range,
      left.kind === "number"
        ? "two numbers are compared here"
        : "two arguments are compared here, which a policy can't",
    );
  }

  /** Whether a parenthesis holds a condition: it has a comparison or a `!` inside. */
  #opensCondition(cursor: Cursor<KafelKind>): boolean {
    let depth = 0;
    for (const { text, kind } of cursor.rest()) {
      if (kind === "end") return false;
      if (text === "(") depth++;
      if (text === ")" && --depth === 0) return false;
      if (isComparison(text) || text === "!") return true;
    }
    return false;
  }

  #deeper<Result>(at: Token<KafelKind>, read: () => Result): Result {
    if (++this.#depth > DEPTH_MAX)
      throw new Unreadable(at.range, `this nests more than ${DEPTH_MAX} deep`);
    const result = read();
    this.#depth--;
    return result;
  }

  #side(cursor: Cursor<KafelKind>): Side {
    let side = this.#masked(cursor);
    while (cursor.next.text === "|") {
      const { range } = cursor.take();
      const other = this.#masked(cursor);
      if (side.kind !== "number" || other.kind !== "number")
        throw new Unreadable(range, `"|" stands between numbers only`);
      side = { kind: "number", value: side.value | other.value };
    }
    return side;
  }

  #masked(cursor: Cursor<KafelKind>): Side {
    let side = this.#operand(cursor);
    while (cursor.next.text === "&") {
      const { range } = cursor.take();
      const other = this.#operand(cursor);
      if (side.kind === "number" && other.kind === "number")
        side = { kind: "number", value: side.value & other.value };
      else if (side.kind === "argument" && other.kind === "number")
        side = { ...side, mask: other.value & (side.mask ?? other.value) };
      else if (side.kind === "number" && other.kind === "argument")
        side = { ...other, mask: side.value & (other.mask ?? side.value) };
      else
        throw new Unreadable(
          range,
          "the bits of two arguments are joined here, which a policy can't",
        );
    }
    return side;
  }

  #operand(cursor: Cursor<KafelKind>): Side {
    const token = cursor.take();
    if (token.text === "(") {
      const inside = this.#deeper(token, () => this.#side(cursor));
      cursor.expect(")");
      return inside;
    }
    if (token.kind === "number")
      return { kind: "number", value: numberOf(token) };
    if (token.kind !== "word")
      throw new Unreadable(
        token.range,
        token.kind === "end"
          ? "the file ends inside a condition"
          : `here should be an argument or a number, not "${token.text}"`,
      );
    const value = this.#constants.get(token.text);
    return value === undefined
      ? { kind: "argument", name: token, mask: undefined }
      : { kind: "number", value };
  }

  #test(
    { name, mask }: Side & { readonly kind: "argument" },
    operator: Comparison,
    value: bigint,
  ): Condition {
    return this.#each(({ args }) => {
      const index = args.findIndex(({ names }) => names.includes(name.text));
      const argument = args[index];
      if (argument === undefined) {
        const near = nearest(
          name.text,
          args.flatMap(({ names }) => names),
        );
        throw new Unreadable(
          name.range,
          `there is no argument and no constant "${name.text}"`,
          near === undefined
            ? "constants are defined above: #define NAME NUMBER"
            : `did you mean ${near}?`,
        );
      }
      const isWide =
        argument.width === 64 ||
        value > 0xffffffffn ||
        (mask ?? 0n) > 0xffffffffn;
      return {
        kind: "test",
        test: {
          argument: index,
          width: isWide ? 64 : 32,
          ...(mask === undefined ? {} : { mask }),
          operator,
          value,
          range: name.range,
        },
      };
    });
  }
}

function isComparison(text: string): text is Comparison {
  return Object.hasOwn(FLIPPED, text);
}

/** The comparison with its sides swapped. */
const FLIPPED: Readonly<Record<Comparison, Comparison>> = {
  "==": "==",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};
