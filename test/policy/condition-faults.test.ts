import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { archNames } from "../../syscalls/index.js";
import { conditionFaults } from "./support.js";

interface Case {
  readonly title: string;
  readonly syscall: string;
  readonly arches: readonly string[];
  readonly when: string;
  readonly faults: readonly string[];
}

const cases = readFileSync(
  new URL("condition-faults.txt", import.meta.url),
  "utf8",
)
  .split("\n\n")
  .slice(1)
  .map((block): Case => {
    const [title = "", ...faults] = block.trimEnd().split("\n");
    const parts = /^(.+?)(?: \((.*?)\))? when ?(.*)$/.exec(title);
    return {
      title,
      syscall: parts?.[1] ?? "",
      arches: parts?.[2]?.split(", ") ?? ["x86_64"],
      when: (parts?.[3] ?? "").replace(/\\(.)/g, (_, letter: string) =>
        letter === "n" ? "\n" : letter,
      ),
      faults: faults.map((line) => line.trim()),
    };
  });

describe("a condition that can't be right is told with its place and what to write", () => {
  test.each(cases)("$title", ({ syscall, arches, when, faults }) => {
    const listed = archNames.filter((arch) => arches.includes(arch));
    expect(conditionFaults(syscall, when, listed)).toEqual(faults);
  });
});
