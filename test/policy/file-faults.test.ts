import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { faults, load } from "./support.js";

interface Case {
  readonly title: string;
  readonly text: string;
  readonly expected: readonly string[];
}

const HEADER = "callgate: 1\nname: test\nrules:\n";

const cases = readFileSync(new URL("file-faults.txt", import.meta.url), "utf8")
  .split("\n\n")
  .slice(1)
  .map((block): Case => {
    const [title = "", ...lines] = block.trimEnd().split("\n");
    const file = lines.filter((line) => /^[|+]/.test(line));
    const body = file
      .map((line) => unescaped(line.slice(2)))
      .join("")
      .replace(/\\\n$/, "");
    return {
      title,
      text: file[0]?.startsWith("+") ? HEADER + body : body,
      expected: lines.slice(file.length).map((line) => line.slice(2)),
    };
  });

function unescaped(line: string): string {
  const text = line.replace(/\\u([0-9a-f]{4})/g, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
  return text + "\n";
}

/** As the cases are written: everything but plain ASCII escaped. */
function escaped(line: string): string {
  return line.replace(
    /[^ -~]/g,
    (character) =>
      `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

describe("a file's faults are told once each, at their place", () => {
  test.each(cases)("$title", ({ text, expected }) => {
    expect(faults(text).map(escaped)).toEqual(expected);
  });

  test.each(cases)("$title: a policy only where nothing is wrong", (one) => {
    const { policy } = load(one.text);
    expect(policy !== undefined).toBe(one.expected.length === 0);
  });
});
