/**
 * Damages conditions and gives them to their parser alone. What it takes holds every word,
 * number and sign of the text, in order; what it refuses, it refuses with a place.
 */
import { kernel } from "../../src/policy/kernel.js";
import { placesOf } from "../../src/document/places.js";
import type { Diagnostic } from "../../src/document/diagnostic.js";
import type { ScalarStyle } from "../../src/document/document.js";
import { parseCondition } from "../../src/policy/condition/parse.js";
import type {
  ConditionSyntax,
  ValueSyntax,
} from "../../src/policy/condition/syntax.js";
import { nowhere } from "../../src/document/places.js";
import { Problems } from "../../src/policy/problems.js";
import { Resolver } from "../../src/policy/resolver.js";
import { pick, type Random } from "../compiler/support/random.js";
import { withoutHang } from "../support/hang.js";
import { mutant, type Material } from "../support/mutated.js";

/** Sound conditions on `openat`, `clone`, `ioctl` and `lseek`. */
export const conditions: readonly string[] = [
  "(flags & O_ACCMODE) == O_RDONLY and not flags & (O_CREAT | O_TRUNC)",
  "flags only O_RDONLY | O_CLOEXEC or mode == 0o644",
  "dfd == AT_FDCWD and (flags & 3) in {0, 2..3}",
  "not (mode & 0o7777 != 0644 or flags & ~O_CLOEXEC)",
  "dfd == $self",
  "clone_flags in {17, 0x100..0x200}",
  "clone_flags & (CLONE_VM|CLONE_FS) == CLONE_VM",
  "cmd == 0x5401 or cmd == (1 << 30) + 0x5402 - 1",
  "cmd in {TCGETS, 1..3, ~7 & 0xff}",
  "offset in {-(5), ~7, 1..2}",
  "offset < -100 and whence >= SEEK_CUR",
  "whence",
  "not not ((offset))",
  "((offset & 0xff) > 0x10) or (not (offset <= 5))",
];

const MATERIAL: Material = {
  samples: conditions,
  scraps: [
    ...["flags", "mode", "dfd", "filename", "cmd", "offset", "arg2", "argp"],
    ...["O_CREAT", "O_RDONLY", "TCGETS", "SEEK_END", "$self", "$", "$x"],
    ...["0", "1", "0xf", "017", "4294967295", "-", "~", "(", ")", "{", "}", ","],
    ...["..", "|", "&", "<<", ">>", "+", "==", "!=", "<", ">=", "=", "===", "!"],
    ...["in", "only", "not", "and", "or", " and ", " or ", " not ", "&&", "||"],
    ...["flags == 1", "mode & 2", "flags in {1, 2..5}", "...", "#", "*", "@few"],
  ],
};

/** A condition with mutations, or tokens in any order. */
export function damagedCondition(random: Random): string {
  if (random(4) > 0) return mutant(MATERIAL, random);
  return Array.from({ length: 1 + random(10) }, () =>
    pick(random, MATERIAL.scraps),
  ).join(" ");
}

const params = new Map([
  ["self", { name: "self", width: 32, why: undefined, range: nowhere }],
] as const);

/** Before and behind the condition in its file: the parser must not look at them. */
const BEFORE = 'when: "';
const BEHIND = '" == 1 and flags\n';

/** Reads it: "condition", or the first code. Throws where the parser is wrong. */
export function readDamaged(text: string, style: ScalarStyle): string {
  const file = BEFORE + text + BEHIND;
  const places = placesOf({ path: "condition", text: file });
  const source = { start: BEFORE.length, end: BEFORE.length + text.length };
  const range = places.range(source.start, source.end);
  const scalar = { kind: "scalar", value: text, style, source, range } as const;
  const { syntax, found, applies } = withoutHang(() => {
    const found: Diagnostic[] = [];
    const report = (one: Diagnostic): void => void found.push(one);
    const syntax = parseCondition(places, scalar, report);
    const applies = syntax !== undefined && resolves(syntax, report);
    return { syntax, found, applies };
  });
  for (const { message, range } of found)
    if (
      message === "" ||
      range.start < source.start ||
      range.start > range.end ||
      // The quote behind a quoted condition is told with a sign before it.
      range.end > source.end + 1
    )
      throw new Error(`a place outside: ${range.start} to ${range.end}`);
  const [first] = found;
  if (syntax === undefined) {
    // YAML has no plain value that starts so: it was reported there.
    if (first === undefined && !(style === "plain" && text.startsWith("@")))
      throw new Error("no condition, and no fault");
    return first?.code ?? "yaml";
  }
  const read = tokensIn(syntax).join(" ");
  const written = tokensOf(text).join(" ");
  if (read !== written)
    throw new Error(`read as ${read}, but written is ${written}`);
  return applies ? "condition" : (first?.code ?? "condition");
}

/** Whether the condition means something for one of a few syscalls. */
function resolves(
  syntax: ConditionSyntax,
  report: (one: Diagnostic) => void,
): boolean {
  const problems = new Problems();
  const resolver = new Resolver([syntax], kernel, params, problems);
  let applies = false;
  for (const syscall of SYSCALLS) {
    const condition = resolver.condition(syscall, "x86_64");
    if (condition === undefined) throw new Error("the condition vanished");
    applies ||= condition !== "faulty";
  }
  problems.report(["x86_64"], report);
  return applies;
}

const SYSCALLS = ["openat", "clone", "ioctl", "lseek"].flatMap(
  (name) => kernel.table("x86_64").byName.get(name) ?? [],
);

/** What stands in the text, but for parentheses; numbers by their value. */
function tokensOf(text: string): readonly string[] {
  return (
    text.match(/\$?[A-Za-z_]\w*|\d\w*|[=!<>]=|<<|\.\.|[^\s()]/g) ?? []
  ).map((token) =>
    /^0[0-7]+$/.test(token)
      ? String(BigInt(`0o${token}`))
      : /^\d/.test(token)
        ? String(BigInt(token.toLowerCase()))
        : token,
  );
}

/** The same of what was read. */
function tokensIn(syntax: ConditionSyntax): readonly string[] {
  switch (syntax.kind) {
    case "not":
      return ["not", ...tokensIn(syntax.of)];
    case "and":
    case "or":
      return syntax.of.flatMap((one, index) =>
        index === 0 ? tokensIn(one) : [syntax.kind, ...tokensIn(one)],
      );
    case "test": {
      const { argument, mask, relation } = syntax;
      const bits = mask === undefined ? [] : ["&", ...tokensOfValue(mask)];
      const start = [argument.name, ...bits];
      switch (relation.kind) {
        case "bits":
          return start;
        case "compare":
          return [...start, relation.operator, ...tokensOfValue(relation.value)];
        case "only":
          return [...start, "only", ...tokensOfValue(relation.value)];
        case "in":
          return [
            ...[...start, "in", "{"],
            ...relation.items.flatMap(({ first, last }, index) => [
              ...(index === 0 ? [] : [","]),
              ...tokensOfValue(first),
              ...(last === undefined ? [] : ["..", ...tokensOfValue(last)]),
            ]),
            "}",
          ];
      }
    }
  }
}

function tokensOfValue(value: ValueSyntax): readonly string[] {
  switch (value.kind) {
    case "number":
      return [String(value.value)];
    case "name":
      return [value.name];
    case "parameter":
      return [`$${value.name}`];
    case "unary":
      return [value.operator, ...tokensOfValue(value.operand)];
    case "binary":
      return [
        ...tokensOfValue(value.left),
        value.operator,
        ...tokensOfValue(value.right),
      ];
  }
}
