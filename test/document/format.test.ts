import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/document/diagnostic.js";
import { formatDiagnostic } from "../../src/document/format.js";
import { placesOf } from "../../src/document/places.js";

/** A diagnostic on the first place of `span` in `text`. */
function about(text: string, span: string): Diagnostic {
  const start = text.indexOf(span);
  return {
    code: "some-code",
    severity: "error",
    message: "something is wrong",
    range: placesOf({ path: "a.yaml", text }).range(start, start + span.length),
    hint: "write it right",
  };
}

function framed(text: string, span: string): string {
  return formatDiagnostic(about(text, span), text);
}

describe("a diagnostic shows its line with the span underlined", () => {
  test("within a line", () => {
    expect(framed("a: b\nwhen: x == O_RDONYL\n", "O_RDONYL")).toBe(
      `error[some-code]: something is wrong
  a.yaml:2:12
  |
2 | when: x == O_RDONYL
  |            ^^^^^^^^
  = write it right`,
    );
  });

  test("a gutter as wide as the number", () => {
    const text = "\n".repeat(99) + "key: value\n";
    expect(framed(text, "value")).toBe(
      `error[some-code]: something is wrong
  a.yaml:100:6
    |
100 | key: value
    |      ^^^^^
    = write it right`,
    );
  });

  test("over several lines, each from its first character", () => {
    expect(
      framed(
        "when: a and\n      b and\n      c\n",
        "a and\n      b and\n      c",
      ),
    ).toBe(
      `error[some-code]: something is wrong
  a.yaml:1:7
  |
1 | when: a and
  |       ^^^^^
2 |       b and
  |       ^^^^^
3 |       c
  |       ^
  = write it right`,
    );
  });

  test("over many lines, the first two and the last", () => {
    expect(framed("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\ne\nf")).toBe(
      `error[some-code]: something is wrong
  a.yaml:1:1
  |
1 | a
  | ^
2 | b
  | ^
  | ...
6 | f
  | ^
  = write it right`,
    );
  });

  test("behind tabs, wide characters and marks", () => {
    const lines = framed("a:\t漢字 é😀 wrong\n", "wrong").split("\n");
    expect(lines[3]).toBe("1 | a:    漢字 é😀 wrong");
    expect(lines[4]).toBe("  |                ^^^^^");
    expect(framed("漢字: x\n", "漢字").split("\n")[4]).toBe("  | ^^^^");
  });

  test("of nothing, at the end of the file", () => {
    const text = "a: [b\n";
    const range = placesOf({ path: "a.yaml", text }).range(5, 5);
    expect(
      formatDiagnostic({ ...about(text, "a"), range }, text).split("\n")[4],
    ).toBe("  |      ^");
  });

  test("in a line of ten thousand characters, around it", () => {
    const text = `a: ${"x ".repeat(5000)}wrong${" y".repeat(5000)}\n`;
    const lines = framed(text, "wrong").split("\n");
    expect(lines[3]?.length).toBeLessThan(200);
    const at = lines[4]?.indexOf("^") ?? 0;
    expect(lines[3]?.slice(at, at + 5)).toBe("wrong");
  });

  test("without what would move the reader's cursor", () => {
    const text = "a: \u001b[2J\u202ewrong\r\n";
    expect(framed(text, "wrong").split("\n")[3]).toBe("1 | a: ?[2J?wrong");
  });

  test("without a line where the text is not there", () => {
    const text = "a: b\n";
    expect(formatDiagnostic(about(text, "b"), "")).toBe(
      `error[some-code]: something is wrong
  a.yaml:1:4
  = write it right`,
    );
  });

  test("in colour where that is asked for", () => {
    const text = "a: b\n";
    const coloured = formatDiagnostic(about(text, "b"), text, { colour: true });
    expect(coloured).toContain("\u001b[1;31merror[some-code]\u001b[0m: ");
    // eslint-disable-next-line no-control-regex -- the escapes are what is taken out
    expect(coloured.replace(/\u001b\[[0-9;]*m/g, "")).toBe(framed(text, "b"));
  });
});
