/** minijail's policies: the filters of a syscall in their order, and files in the place of `@include`. */
import { constants, errnos } from "../../../syscalls/index.js";
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

const MINIJAIL_ACTIONS: Readonly<Record<string, number>> = {
  "1": ALLOW,
  allow: ALLOW,
  log: LOG,
  kill: KILL_PROCESS,
  "kill-process": KILL_PROCESS,
  "kill-thread": KILL_THREAD,
  trap: TRAP,
  trace: TRACE,
  "user-notify": NOTIFY,
};

export function minijailReading(text: string, as: ReadAs): Reading {
  const { arch, include } = as;
  const rules: Rule[] = [];
  let fallback: number | undefined;
  let denies = false;

  const value = (tokens: Tokens): bigint => {
    let sum = 0n;
    do {
      const inverted = tokens.has("~");
      let one: bigint;
      if (tokens.has("(")) {
        one = value(tokens);
        tokens.take();
      } else one = single(tokens.take());
      sum |= inverted ? BigInt.asUintN(64, ~one) : one;
    } while (tokens.has("|"));
    return sum;
  };
  const single = (word: string): bigint =>
    /^-?\d/.test(word)
      ? cNumber(word)
      : BigInt.asUintN(
          64,
          constants(arch).get(word) ?? BigInt(errnos(arch).get(word) ?? -1),
        );
  const atom = (tokens: Tokens): Holds => {
    const index = Number(tokens.take().slice("arg".length));
    const operator = tokens.take();
    const right = value(tokens);
    return (args) => {
      const left = args[index] ?? 0n;
      if (operator === "&") return (left & right) !== 0n;
      if (operator === "in") return (left & ~right) === 0n;
      return compared(left, operator, right);
    };
  };
  const expression = (tokens: Tokens): Holds => {
    const any: Holds[][] = [];
    do {
      const all: Holds[] = [];
      do all.push(atom(tokens));
      while (tokens.has("&&"));
      any.push(all);
    } while (tokens.has("||"));
    return (args) => any.some((all) => all.every((one) => one(args)));
  };
  const action = (tokens: Tokens): number => {
    const word = tokens.take();
    if (word === "return") return ERRNO + Number(single(tokens.take()));
    // Any way of writing 1 that the importer takes is "1" itself.
    return MINIJAIL_ACTIONS[word] ?? -1;
  };
  const filter = (tokens: Tokens): Omit<Rule, "nr"> => {
    if (!/^arg\d/.test(tokens.next))
      return { answer: action(tokens), holds: always };
    const holds = expression(tokens);
    return { answer: tokens.has(";") ? action(tokens) : ALLOW, holds };
  };
  const several = <One>(
    tokens: Tokens,
    read: (tokens: Tokens) => One,
  ): One[] => {
    if (!tokens.has("{")) return [read(tokens)];
    const found: One[] = [];
    do found.push(read(tokens));
    while (tokens.has(","));
    tokens.take();
    return found;
  };
  const descriptor = (tokens: Tokens): string | undefined => {
    const name = tokens.take();
    let isHere = true;
    if (tokens.has("[")) {
      do {
        const key = tokens.take();
        tokens.take();
        const values: string[] = [];
        do values.push(tokens.take());
        while (tokens.has(","));
        if (key === "arch")
          isHere = values.includes(arch === "aarch64" ? "arm64" : arch);
      } while (tokens.has(";"));
      tokens.take();
    }
    return isHere ? name : undefined;
  };
  const statement = (tokens: Tokens): void => {
    const names = several(tokens, descriptor);
    tokens.take();
    const filters = several(tokens, filter);
    for (const name of names) {
      const nr = numberOn(arch, name ?? "");
      if (nr !== undefined)
        rules.push(...filters.map((one) => ({ nr, ...one })));
    }
  };
  const file = (text: string): void => {
    const joined = text
      .replace(/#[^\n]*/g, "")
      .replace(/\\[ \t\r]*(\n|$)/g, " ");
    for (const line of joined.split("\n")) {
      const [, directive, rest = ""] =
        /^[ \t\r]*@(default|include|frequency|denylist)\b([^]*)$/.exec(line) ??
        [];
      const tokens = new Tokens(
        line.match(
          /-?0[xX][\da-fA-F]+|-?\d+|[A-Za-z_][\w@-]*|\|\||&&|[=!<>]=|\S/g,
        ) ?? [],
      );
      if (directive === "include") file(include(rest.trim()) ?? "");
      else if (directive === "denylist") denies = true;
      else if (directive === "default") {
        tokens.take();
        tokens.take();
        fallback = action(tokens);
      } else if (directive === undefined && tokens.next !== "")
        statement(tokens);
    }
  };
  file(text);
  return firstOf(rules, fallback ?? (denies ? ALLOW : KILL_PROCESS));
}
