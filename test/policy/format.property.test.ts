/** Whatever its layout, a policy that is written anew says the same, with the same comments, and stays so. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { triviaOf } from "../../src/document/trivia.js";
import { formatPolicy } from "../../src/policy/format.js";
import { loadPolicy } from "../../src/policy/load.js";
import type { Policy } from "../../src/policy/model.js";
import { memorySource } from "../../src/policy/source.js";
import { formatted } from "./formatted.js";
import { shipped } from "./shipped.js";

/** What a policy means: without places, and without the blanks of texts. */
function meaningOf(policy: Policy | undefined): string {
  return JSON.stringify(
    policy && [policy.rules, policy.arches, policy.params],
    (key, value: unknown) =>
      key === "range"
        ? undefined
        : key === "when" || key === "why"
          ? String(value).replace(/\s+/g, "")
          : typeof value === "bigint"
            ? `${value}`
            : value,
  );
}

function commentsOf(text: string): readonly string[] {
  return triviaOf(text)
    .flatMap(({ text: one }) => one || [])
    .sort();
}

describe.each(Object.entries(shipped))("written anew, %s", (name, text) => {
  test("means the same, keeps its comments, and stays as it is from then on", () => {
    const once = formatted(text);
    expect(formatted(once)).toBe(once);
    expect(commentsOf(once)).toEqual(commentsOf(text));
    if (name.startsWith("groups/")) return;
    const source = memorySource(shipped);
    const load = (one: string): string =>
      meaningOf(loadPolicy(source, { path: name, text: one }).policy);
    expect(load(once)).toBe(load(text));
  });
});

/** Policies in all the ways that YAML knows to write one, with comments everywhere. */
const comment = fc.constantFrom("", "", "", " # note", " # more: [of] it");
const ownLine = fc.constantFrom(
  "",
  "",
  "",
  "\n",
  "# line\n",
  "  # in\n",
  "      # further in\n",
  "\n\n# far\n\n",
);
const names = fc.oneof(
  fc.constantFrom("read", "'write'", '"close"', '"@io"'),
  fc
    .tuple(
      fc.subarray(["read", "write", '"@io"', "pread64", "'lseek'"], {
        minLength: 1,
      }),
      comment,
      ownLine,
    )
    .map(([all, note, line]) =>
      `\n${all.map((one) => `${line}      - ${one}${note}\n`).join("")}`.trimEnd(),
    ),
  fc
    .subarray(
      [
        "read",
        "write",
        '"@io"',
        "pread64",
        "fadvise64",
        "sync_file_range",
        "ftruncate",
      ],
      { minLength: 1 },
    )
    .map((all) => `[${all.join(" , ")}]`),
  fc
    .tuple(
      fc.subarray(["read", "write", '"@io"', "pread64"], { minLength: 1 }),
      fc.array(fc.constantFrom(" # in it\n", "\n", "\n      # in it\n", ""), {
        minLength: 5,
        maxLength: 5,
      }),
    )
    .map(([all, gaps]) => {
      const gap = (at: number): string => `${gaps[at] ?? ""}      `;
      return `[${gap(0)}${all.map((one, at) => `${one}${gap(at + 1)}`).join(",")}]`;
    }),
);
const WORDS = [
  "word",
  "a",
  "it's",
  "longer-than-others",
  "(so)",
  "x: y",
  "#1",
  "é",
  "and",
];
const prose = fc
  .tuple(
    fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 60 }),
    fc.nat(3),
  )
  .map(([all, kind]) => {
    const text = all.join(" ");
    if (kind === 0)
      return `|\n      ${all.join("\n      ").replaceAll("\n      and", "\n\n\n      and")}\n`;
    if (kind === 1)
      return `>-\n      ${text.replaceAll(" a ", "\n\n      a ")}\n`;
    if (kind === 2) return `'${text.replaceAll("'", "''")}'\n`;
    return `"${text}"\n`;
  });
const conditions = fc
  .tuple(
    fc.array(
      fc.constantFrom(
        "fd == 1",
        "fd&3",
        "not fd in{1,2 .. 9}",
        "(fd | 0) == 0",
      ),
      { minLength: 1, maxLength: 8 },
    ),
    fc.nat(2),
  )
  .map(([all, kind]) => {
    const sound = all.map((one) => one.replace("(fd | 0) == 0", "fd only 1|2"));
    if (kind === 0) return ` ${sound.join(" or ")}\n`;
    if (kind === 1) return ` >-\n      ${sound.join("\n      or ")}\n`;
    return `\n${sound.map((one) => `      - ${JSON.stringify(one)}\n`).join("")}`;
  });
const rule = fc
  .tuple(
    ownLine,
    names,
    comment,
    fc.option(conditions),
    fc.option(prose),
    ownLine,
  )
  .map(([line, list, note, when, why, more]) =>
    [
      line,
      `  - allow: ${list}${note}\n`,
      when === null ? "" : `    when:${when}`,
      more,
      why === null ? "" : `    why: ${why}`,
    ].join(""),
  );
const policy = fc
  .tuple(
    ownLine,
    fc.array(rule, { minLength: 1, maxLength: 4 }),
    ownLine,
    comment,
  )
  .map(
    ([head, rules, foot, note]) =>
      `${head}callgate: 1${note}\nname: test\nrules:${note}\n${rules.join("")}${foot}`,
  );

const source = memorySource({
  "groups/io.yaml":
    "callgate: 1\ngroup: io\ndescription: A group.\nnames: [fsync, fdatasync]\n",
});

test("any policy, written anew, says the same with the same comments, and stays so", () => {
  fc.assert(
    fc.property(policy, (text) => {
      // A line that is a comment elsewhere is text, and no condition, in a folded scalar.
      fc.pre(formatPolicy({ path: "test.yaml", text }).text !== undefined);
      const once = formatted(text);
      expect(formatted(once)).toBe(once);
      expect(commentsOf(once)).toEqual(commentsOf(text));
      const load = (one: string): string =>
        meaningOf(loadPolicy(source, { path: "test.yaml", text: one }).policy);
      expect(load(once)).toBe(load(text));
    }),
    { numRuns: Number(process.env["CALLGATE_FUZZ_RUNS"] ?? "150") },
  );
});
