/** Files that were made to take long, or to break what reads them. */
import { describe, expect, test } from "vitest";
import { load } from "./support.js";

const HEAD = "callgate: 1\nname: test\nrules:\n";
const SIZE = 1024 * 1024 - 200;

function filled(piece: string): string {
  return piece.repeat(Math.floor(SIZE / piece.length));
}

function numbered(count: number, piece: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => piece(index)).join("");
}

const WHEN = `${HEAD}  - allow: kcmp\n    when: `;

const FILES: readonly (readonly [string, string, string])[] = [
  ["2 MiB", "a: b\n".repeat(420_000), "file-too-large"],
  ["2 MiB in fewer characters", "é".repeat(1_048_000), "file-too-large"],
  ["open brackets", filled("["), "too-deep"],
  ["open braces", filled("{a: "), "too-deep"],
  ["lists in lists", filled("- "), "too-deep"],
  ["mappings in mappings", filled("? "), "too-deep"],
  ["closed brackets", filled("]"), "yaml-syntax"],
  ["empty lists", filled("[]"), "yaml-syntax"],
  ["quotes", filled(`"a" `), "yaml-syntax"],
  ["anchors", filled("&a "), "yaml-syntax"],
  ["tags", filled("!a\n"), "too-many-errors"],
  [
    "anchors that expand",
    `a: &a [x, x]\n${numbered(500, (n) => `b${n}: &b${n} [*a, *a]\n`)}`,
    "too-many-errors",
  ],
  ["documents", filled("---\n"), "file-too-large"],
  ["one key again and again", filled("a:\n"), "file-too-large"],
  ["keys", numbered(90_000, (n) => `k${n}: 1\n`), "file-too-large"],
  [
    "keys that fit",
    `callgate: 1\n${numbered(10_000, (n) => `k${n}: 1\n`)}`,
    "too-many-errors",
  ],
  ["no key of ours", numbered(10_000, (n) => `k${n}: 1\n`), "not-a-policy"],
  [
    "unknown syscalls",
    `${HEAD}${numbered(8_000, (n) => `  - allow: n${n}\n`)}`,
    "too-many-errors",
  ],
  [
    "names",
    `${HEAD}  - allow: [${numbered(20_000, (n) => `n${n}, `)}read]\n`,
    "too-many-errors",
  ],
  ["a long word", WHEN + filled("a"), "condition-syntax"],
  ["a long number", WHEN + "pid1 == " + filled("9"), "condition-syntax"],
  ["parentheses", WHEN + filled("("), "condition-syntax"],
  ["not not not", WHEN + filled("not "), "condition-syntax"],
  ["tildes", WHEN + "pid1 == " + filled("~") + "1", "condition-syntax"],
  [
    "a hundred parentheses",
    WHEN + "(".repeat(100) + "pid1 == 1" + ")".repeat(100),
    "condition-syntax",
  ],
  ["tests", WHEN + "pid1 == 1" + filled(" or pid2 == 1"), "condition-syntax"],
  ["operands", WHEN + "pid1 == 1" + " | 1".repeat(2000), "condition-syntax"],
  [
    "a set",
    WHEN + "pid1 in {0" + numbered(100_000, (n) => `,${n}`) + "}",
    "condition-syntax",
  ],
];

describe("a hostile file is refused in about a second, whatever it is filled with", () => {
  test.each(FILES)("%s", (_, text, code) => {
    const start = process.cpuUsage();
    const { policy, diagnostics } = load(text);
    const { user } = process.cpuUsage(start);
    expect(policy).toBeUndefined();
    expect(diagnostics.map((one) => one.code)).toContain(code);
    expect(diagnostics.length).toBeLessThan(110);
    expect(user).toBeLessThan(1_500_000);
  });

  test("tests that a thousand alternatives hang on", () => {
    const sets = numbered(
      300,
      (n) => ` and pid1 in {${n}, ${n + 1}, ${n + 2}}`,
    );
    const start = process.cpuUsage();
    load(`${WHEN}pid2 == 1${sets}\n`);
    expect(process.cpuUsage(start).user).toBeLessThan(1_500_000);
  });
});
