/** The parts of the generator that read C: what they decide, and where they refuse to guess. */
import { describe, expect, it } from "vitest";
import { archSources, type ArchSource } from "../../tools/tables/arches.js";
import {
  conditionHolds,
  conditionsOf,
} from "../../tools/tables/conditionals.js";
import {
  cleanType,
  definitionFor,
  definitionsIn,
  type Definition,
} from "../../tools/tables/definitions.js";
import { registersOf } from "../../tools/tables/signatures.js";
import { readingOf } from "../../tools/tables/types.js";

function arch(name: string): ArchSource {
  const found = archSources.find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return found;
}

function byEntry(
  definitions: Iterable<Definition>,
): ReadonlyMap<string, readonly Definition[]> {
  const found = new Map<string, Definition[]>();
  for (const definition of definitions) {
    const others = found.get(definition.entry) ?? [];
    found.set(definition.entry, [...others, definition]);
  }
  return found;
}

function names(definitions: Iterable<Definition>, on: string, entry: string) {
  const registers = registersOf(byEntry(definitions), arch(on), {
    nr: 0,
    name: entry,
    entry: `sys_${entry}`,
  });
  return registers.map(({ name }) => name);
}

describe("conditions around a definition", () => {
  const known = new Map([
    ["YES", true],
    ["NO", false],
  ]);
  const value = (symbol: string) => known.get(symbol);

  it.each([
    ["defined(YES)", true],
    ["defined(NO)", false],
    ["defined(OTHER)", undefined],
    ["!defined(NO)", true],
    ["!defined(OTHER)", undefined],
    ["defined(OTHER) && defined(NO)", false],
    ["defined(OTHER) || defined(YES)", true],
    ["defined(OTHER) || defined(NO)", undefined],
    ["defined(NO) || defined(YES) && !defined(NO)", true],
    ["!(defined(YES) && (defined(YES) || defined(OTHER)))", false],
    ["defined YES", true],
    ["IS_ENABLED(NO)", false],
    ["BITS_PER_LONG == 64", undefined],
    ["0", false],
  ])("%s is %s where some symbols are unknown", (condition, expected) => {
    expect(conditionHolds(condition, value)).toBe(expected);
  });

  it("are those that are open, an #else as the contrary of what came before", () => {
    const text = [
      "#ifdef A",
      "#endif",
      "#ifndef B",
      "#if C && \\",
      "    D",
      "#elif defined(E)",
      "#else",
    ].join("\n");
    expect(conditionsOf(text)).toEqual([
      "!defined(B)",
      "!(C &&      D)",
      "!(defined(E))",
      "1",
    ]);
  });
});

describe("a definition", () => {
  it("gives its parameters without what is for the kernel's checkers", () => {
    const [found] = definitionsIn(
      "fs/open.c",
      "SYSCALL_DEFINE3(open, const char __user *, filename, int, flags,\n\t\tumode_t, mode)\n{",
    );
    expect(found).toEqual({
      entry: "sys_open",
      file: "fs/open.c",
      conditions: [],
      parameters: [
        { type: "const char *", name: "filename" },
        { type: "int", name: "flags" },
        { type: "umode_t", name: "mode" },
      ],
    });
  });

  it("in a comment is none", () => {
    const text = "/*\nSYSCALL_DEFINE1(old, int, fd)\n*/\n";
    expect([...definitionsIn("fs/old.c", text)]).toEqual([]);
  });

  it("with another number of parameters than it says stops the generator", () => {
    const text = "SYSCALL_DEFINE2(odd, int, fd)\n";
    expect(() => [...definitionsIn("fs/odd.c", text)]).toThrow(/odd/);
  });

  it("is the arch's own where it has one", () => {
    const definitions = byEntry([
      ...definitionsIn("mm/a.c", "SYSCALL_DEFINE1(call, int, generic)\n"),
      ...definitionsIn("arch/x86/a.c", "SYSCALL_DEFINE1(call, int, own)\n"),
    ]);
    const parameter = (on: string) =>
      definitionFor(definitions, arch(on), "sys_call")?.parameters[0]?.name;
    expect(parameter("x86_64")).toBe("own");
    expect(parameter("arm")).toBe("generic");
  });

  it("is never guessed among two that differ", () => {
    const definitions = byEntry(
      definitionsIn(
        "mm/a.c",
        "#ifdef CONFIG_UNKNOWN\nSYSCALL_DEFINE1(call, int, one)\n#else\nSYSCALL_DEFINE1(call, long, two)\n#endif\n",
      ),
    );
    expect(() => definitionFor(definitions, arch("arm"), "sys_call")).toThrow(
      /CONFIG_UNKNOWN/,
    );
  });

  it("for both kinds of kernel is the compat entry of a 64-bit one", () => {
    const text = "SYSCALL32_DEFINE3(mark, int, fd, SC_ARG64(mask))\n";
    const found = [...definitionsIn("fs/mark.c", text)];
    expect(found.map(({ entry }) => entry)).toEqual([
      "sys_mark",
      "compat_sys_mark",
    ]);
    const definitions = byEntry(found);
    expect(definitionFor(definitions, arch("i386"), "sys_mark")).toBeDefined();
    expect(
      definitionFor(definitions, arch("x86_64"), "sys_mark"),
    ).toBeUndefined();
  });
});

describe("registers", () => {
  const definitions = [
    ...definitionsIn(
      "fs/a.c",
      "SYSCALL_DEFINE4(pread64, int, fd, char __user *, buf, size_t, count, loff_t, pos)\n" +
        "SYSCALL_DEFINE3(even, int, fd, int, advice, loff_t, pos)\n" +
        "SYSCALL_DEFINE4(long, loff_t, a, loff_t, b, loff_t, c, int, d)\n",
    ),
  ];

  it("on arm start a pair at an even one", () => {
    expect(names(definitions, "arm", "pread64")).toEqual([
      "fd",
      "buf",
      "count",
      "__pad",
      "pos_lo",
      "pos_hi",
    ]);
    expect(names(definitions, "arm", "even")).toEqual([
      "fd",
      "advice",
      "pos_lo",
      "pos_hi",
    ]);
  });

  it("on i386 follow one another, on a 64-bit arch are one", () => {
    expect(names(definitions, "i386", "pread64")).toEqual([
      "fd",
      "buf",
      "count",
      "pos_lo",
      "pos_hi",
    ]);
    expect(names(definitions, "s390x", "pread64")).toHaveLength(4);
  });

  it("are six at most", () => {
    expect(() => names(definitions, "i386", "long")).toThrow(/six/);
  });
});

describe("a C type", () => {
  it.each([
    ["const int", "s32"],
    ["const enum landlock_rule_type", "u32"],
    ["unsigned long", "u"],
    ["loff_t", "s64"],
    ["const char * const *", "p"],
    ["struct nobody_knows", undefined],
  ])("%s is read as %s", (type, reading) => {
    expect(readingOf(type)).toBe(reading);
  });

  it("loses its marks", () => {
    expect(cleanType("const char __user *const __user *")).toBe(
      "const char * const *",
    );
    expect(cleanType("struct ruleset __user *const")).toBe("struct ruleset *");
  });
});
