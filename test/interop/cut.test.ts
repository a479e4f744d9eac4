/** Each format's files, cut off anywhere, and with anything in the place of anything. */
import { describe, expect, it } from "vitest";
import { importFormats, importPolicies } from "../../src/interop/import.js";
import { shipped } from "./imported.js";
import { INCLUDED, INCLUDING, SAMPLES } from "./samples.js";
import { survives } from "./survives.js";

const AS_USUAL = {
  lossy: false,
  arches: ["x86_64"],
  caps: [],
  included: { ...INCLUDED.minijail, ...INCLUDED.kafel },
} as const;

/** Of all samples, in the order of the file. */
function textsOf(format: (typeof importFormats)[number]): readonly string[] {
  return [...SAMPLES[format].texts, ...(INCLUDING[format] ?? [])];
}

describe("told or taken whole", () => {
  it.each(importFormats)("%s, cut off at each character", (format) => {
    const { path } = SAMPLES[format];
    for (const whole of textsOf(format))
      for (let length = 0; length < whole.length; length++) {
        const text = whole.slice(0, length);
        survives(format, path, { ...AS_USUAL, text });
      }
  });

  it.each(importFormats)("%s, in UTF-16, and with NULs", (format) => {
    const { path } = SAMPLES[format];
    for (const whole of textsOf(format)) {
      const wide = Buffer.from(whole, "utf16le").toString("latin1");
      expect(survives(format, path, { ...AS_USUAL, text: wide })).not.toBe(
        "taken",
      );
      for (let at = 0; at < whole.length; at += 5) {
        const text = `${whole.slice(0, at)}\0${whole.slice(at)}`;
        survives(format, path, { ...AS_USUAL, text });
      }
    }
  });

  it.each(importFormats)("%s, with other numbers", (format) => {
    const { path } = SAMPLES[format];
    for (const whole of textsOf(format))
      for (const { index, 0: number } of whole.matchAll(/\d+/g))
        for (const other of NUMBERS) {
          const text =
            whole.slice(0, index) + other + whole.slice(index + number.length);
          survives(format, path, { ...AS_USUAL, text });
        }
  });
});

const NUMBERS = [
  ...["1e999", "1e3", "-0", "-1", "1.0", "0.5", "01", "0x10", "NaN"],
  ...["18446744073709551615", "18446744073709551616", "9".repeat(200)],
];

const IN_JSON = ["oci", "seccompiler", "dify"] as const;

describe("JSON with the wrong things in it", () => {
  const ANYTHING: readonly unknown[] = [
    ...[null, true, 0, -1, 1.5, 1e300, "", "x", "\0"],
    ...[[], [[]], [null], ["x"], {}, { a: 1 }, [{}]],
  ];

  it.each(IN_JSON)("%s, in each place", (format) => {
    const { path, texts } = SAMPLES[format];
    for (const text of texts.filter((one) => one.startsWith("{")))
      for (const place of placesIn(JSON.parse(text)))
        for (const other of ANYTHING) {
          const changed = JSON.stringify(withChanged(text, place, other));
          survives(format, path, { ...AS_USUAL, text: changed });
        }
  });

  it.each(IN_JSON)("%s, with a key twice", (format) => {
    const { path, texts } = SAMPLES[format];
    for (const sample of texts.filter((one) => one.startsWith("{")))
      for (const { index, 0: key } of sample.matchAll(/"\w+":/g)) {
        const text = `${sample.slice(0, index)}${key} 1, ${sample.slice(index)}`;
        const { policies, diagnostics } = importPolicies(
          { path, text },
          format,
          shipped,
        );
        expect(policies).toEqual([]);
        expect(
          diagnostics.map(({ code, range }) => [code, range.start]),
        ).toEqual([["json-syntax", index + key.length + 4]]);
      }
  });
});

type Place = readonly (string | number)[];

function placesIn(value: unknown, at: Place = []): readonly Place[] {
  if (typeof value !== "object" || value === null) return [at];
  const entries = Array.isArray(value)
    ? value.map((one: unknown, index) => [index, one] as const)
    : Object.entries(value);
  return [at, ...entries.flatMap(([key, one]) => placesIn(one, [...at, key]))];
}

function withChanged(text: string, place: Place, other: unknown): unknown {
  const change = (value: unknown, at: Place): unknown => {
    const [key, ...rest] = at;
    if (key === undefined) return other;
    const copy = (
      Array.isArray(value) ? [...value] : { ...(value as object) }
    ) as Record<string | number, unknown>;
    copy[key] = change(copy[key], rest);
    return copy;
  };
  return change(JSON.parse(text), place);
}

/** What readers take one by one, skip, or nest. */
const SIGNS = [
  ..."!#[](){}~<>|&\n \t\\\"'`-,:;@%",
  ...["a:\n ", "- ", "USE a ", "/*", "//", "#define A 1\n", '{"a":', "é", "\0"],
];

describe("a mebibyte of one sign", () => {
  it.each(importFormats)("is told by %s in time", (format) => {
    const { path } = SAMPLES[format];
    for (const sign of SIGNS) {
      const text = sign.repeat(Math.floor((1024 * 1024) / sign.length));
      survives(format, path, { ...AS_USUAL, text });
    }
  });

  it("has too many words for the small languages", () => {
    for (const format of ["minijail", "kafel"] as const) {
      const file = { path: "a.policy", text: "~(".repeat(100_001) };
      const text = format === "kafel" ? "!(".repeat(100_001) : file.text;
      const { diagnostics } = importPolicies(
        { ...file, text },
        format,
        shipped,
      );
      expect(
        diagnostics.map(({ code, range }) => [code, range.column]),
      ).toEqual([["file-too-large", 200_001]]);
    }
  });
});
