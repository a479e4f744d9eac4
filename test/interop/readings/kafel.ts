/** Kafel's policies: a `USE` stands for what it names, and the first rule decides. */
import { archTable } from "../../../syscalls/index.js";
import {
  ALLOW,
  ERRNO,
  KILL_PROCESS,
  KILL_THREAD,
  LOG,
  TRACE,
  TRAP,
  type Reading,
} from "../agreement.js";
import {
  always,
  compared,
  firstOf,
  NOTIFY,
  numberOn,
  type ReadAs,
  type Rule,
} from "./rules.js";
import { cNumber, Tokens, type Holds } from "./tokens.js";

const KAFEL_ACTIONS: Readonly<Record<string, number>> = {
  ALLOW,
  LOG,
  KILL: KILL_THREAD,
  KILL_THREAD,
  DENY: KILL_THREAD,
  KILL_PROCESS,
  USER_NOTIF: NOTIFY,
};

const KAFEL_NAMES: Readonly<Record<string, string>> = {
  newstat: "stat",
  newfstat: "fstat",
  newlstat: "lstat",
  newuname: "uname",
  sendfile64: "sendfile",
  umount: "umount2",
};

/** An argument's index and width, and the bits of it that are compared; or a number. */
type KafelSide =
  | bigint
  | {
      readonly index: number;
      readonly wide: boolean;
      readonly mask: bigint | undefined;
    };

export class KafelReading {
  readonly #as: ReadAs;
  readonly #defines = new Map<string, bigint>();
  readonly #policies = new Map<string, readonly Rule[]>();
  readonly #main: Rule[] = [];
  #fallback = KILL_THREAD;
  #tokens = new Tokens([]);
  #args: readonly {
    readonly names: readonly string[];
    readonly wide: boolean;
  }[] = [];

  constructor(text: string, as: ReadAs) {
    this.#as = as;
    this.#file(text);
  }

  reading(): Reading {
    return firstOf(this.#main, this.#fallback);
  }

  #file(text: string): void {
    const outer = this.#tokens;
    const tokens = new Tokens(
      text
        .replace(/(#include[^\n;]*)|\/\*[^]*?\*\/|\/\/[^\n]*/g, "$1 ")
        .match(
          /#include[^\n;]*;?|0x[\da-fA-F]+|0b[01]+|-?\d+|[A-Za-z_]\w*|\|\||&&|[=!<>]=|\S/g,
        ) ?? [],
    );
    this.#tokens = tokens;
    while (tokens.next !== "") {
      const token = tokens.next;
      if (token.startsWith("#include")) {
        tokens.take();
        for (const [, path = ""] of token.matchAll(/"([^"]+)"/g))
          this.#file(this.#as.include(path) ?? "");
        this.#tokens = tokens;
      } else if (tokens.has("#")) {
        tokens.take();
        const name = tokens.take();
        this.#defines.set(name, kafelNumber(tokens.take()));
      } else if (tokens.has("POLICY")) {
        const name = tokens.take();
        const rules: Rule[] = [];
        tokens.take();
        if (tokens.next !== "}") this.#statements(rules);
        tokens.take();
        this.#policies.set(name, rules);
      } else if (tokens.has("DEFAULT")) this.#fallback = this.#action();
      else this.#statements(this.#main);
    }
    this.#tokens = outer;
  }

  #statements(rules: Rule[]): void {
    const tokens = this.#tokens;
    do {
      if (tokens.has("USE")) {
        rules.push(...(this.#policies.get(tokens.take()) ?? []));
        continue;
      }
      const answer = this.#action();
      tokens.take();
      if (tokens.next !== "}")
        do this.#filter(answer, rules);
        while (tokens.has(","));
      tokens.take();
    } while (tokens.has(","));
  }

  #action(): number {
    const tokens = this.#tokens;
    const word = tokens.take();
    const plain = KAFEL_ACTIONS[word];
    if (plain !== undefined) return plain;
    tokens.take();
    const data = Number(kafelNumber(tokens.take()));
    tokens.take();
    return { ERRNO, TRAP, TRACE }[word as "ERRNO"] + data;
  }

  #filter(answer: number, rules: Rule[]): void {
    const tokens = this.#tokens;
    const { arch } = this.#as;
    const table = archTable(arch);
    const word = tokens.take();
    let number = this.#defines.get(word);
    if (word === "SYSCALL" && tokens.has("[")) {
      number = kafelNumber(tokens.take());
      tokens.take();
    }
    const nr =
      number === undefined
        ? numberOn(arch, KAFEL_NAMES[word] ?? word)
        : Number(BigInt.asUintN(32, number));
    const own = table.byNumber.get(nr ?? -1)?.args ?? [];
    this.#args = own.map(({ name, alias, width }) => ({
      names: alias === undefined ? [name] : [name, alias],
      wide: width === 64,
    }));
    if (tokens.has("(")) {
      const names: string[] = [];
      while (!tokens.has(")")) {
        names.push(tokens.take());
        tokens.has(",");
      }
      this.#args = names.map((name) => ({ names: [name], wide: true }));
    }
    let holds: Holds = always;
    if (tokens.has("{") && !tokens.has("}")) {
      holds = this.#any();
      tokens.take();
    }
    if (tokens.has("ON")) {
      const arches: string[] = [];
      if (tokens.has("{")) {
        do arches.push(tokens.take());
        while (tokens.has(","));
        tokens.take();
      } else arches.push(tokens.take());
      if (!arches.includes(arch)) return;
    }
    if (nr !== undefined) rules.push({ nr, answer, holds });
  }

  #any(): Holds {
    const any: Holds[] = [];
    do any.push(this.#or());
    while (this.#tokens.has(","));
    return (args) => any.some((one) => one(args));
  }

  #or(): Holds {
    const any: Holds[][] = [];
    do {
      const all: Holds[] = [];
      do all.push(this.#primary());
      while (this.#tokens.has("&&"));
      any.push(all);
    } while (this.#tokens.has("||"));
    return (args) => any.some((all) => all.every((one) => one(args)));
  }

  #primary(): Holds {
    const tokens = this.#tokens;
    if (tokens.has("!")) {
      const of = this.#primary();
      return (args) => !of(args);
    }
    if (tokens.next === "(") {
      const inside = tokens.between(tokens.place, tokens.closing());
      if (inside.some((one) => /^([=!<>]=|[<>!])$/.test(one))) {
        tokens.take();
        const of = this.#any();
        tokens.take();
        return of;
      }
    }
    const left = this.#side();
    const operator = tokens.take();
    const right = this.#side();
    if (typeof left === "object" && typeof right === "bigint")
      return kafelTest(
        left,
        (value, bits) => compared(value, operator, bits(right)),
        right,
      );
    if (typeof right === "object" && typeof left === "bigint")
      return kafelTest(
        right,
        (value, bits) => compared(bits(left), operator, value),
        left,
      );
    throw new Error("two of a kind are compared");
  }

  #side(): KafelSide {
    let side = this.#masked();
    while (this.#tokens.has("|"))
      side = (side as bigint) | (this.#masked() as bigint);
    return side;
  }

  #masked(): KafelSide {
    let side = this.#operand();
    while (this.#tokens.has("&")) {
      const other = this.#operand();
      if (typeof side === "bigint" && typeof other === "bigint") side &= other;
      else if (typeof side === "object" && typeof other === "bigint")
        side = { ...side, mask: other & (side.mask ?? other) };
      else if (typeof side === "bigint" && typeof other === "object")
        side = { ...other, mask: side & (other.mask ?? side) };
    }
    return side;
  }

  #operand(): KafelSide {
    const token = this.#tokens.take();
    if (token === "(") {
      const inside = this.#side();
      this.#tokens.take();
      return inside;
    }
    if (/^-?\d/.test(token)) return kafelNumber(token);
    const value = this.#defines.get(token);
    if (value !== undefined) return value;
    const index = this.#args.findIndex(({ names }) => names.includes(token));
    return { index, wide: this.#args[index]?.wide ?? true, mask: undefined };
  }
}

/** A comparison is of 64 bits where the argument, the mask or the number is. */
function kafelTest(
  { index, wide, mask }: Exclude<KafelSide, bigint>,
  test: (value: bigint, bits: (number: bigint) => bigint) => boolean,
  number: bigint,
): Holds {
  const isWide = wide || number >> 32n > 0n || (mask ?? 0n) >> 32n > 0n;
  const bits = (value: bigint): bigint =>
    BigInt.asUintN(isWide ? 64 : 32, value);
  return (args) => {
    const value = bits(args[index] ?? 0n);
    return test(mask === undefined ? value : value & mask, bits);
  };
}

function kafelNumber(text: string): bigint {
  return /^0b/.test(text) ? BigInt(text) : cNumber(text);
}
