/** JSON and YAML for the readings, which are sure of its shape: an importer took the text. */
import { parse } from "yaml";

export type Fields = Readonly<Record<string, unknown>>;

/** JSON or YAML, with whole numbers as `bigint`. */
export function dataOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text))
    return parse(text, { intAsBigInt: true, logLevel: "silent" });
  const NUMBER = /("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)/g;
  const quoted = text.replace(NUMBER, (whole, string: string | undefined) =>
    string === undefined ? `"<number>${whole}"` : whole,
  );
  return JSON.parse(quoted, (_, value: unknown) =>
    typeof value === "string" && value.startsWith("<number>")
      ? wholeOf(value.slice("<number>".length))
      : value,
  );
}

/** A fraction stays one: it stands where nobody reads it. */
function wholeOf(text: string): bigint | number {
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text);
}

export function fieldsOf(value: unknown): Fields {
  return (value ?? {}) as Fields;
}

export function listOf(value: unknown): readonly Fields[] {
  return (value ?? []) as readonly Fields[];
}

export function textsOf(value: unknown): readonly string[] {
  return (value ?? []) as readonly string[];
}
