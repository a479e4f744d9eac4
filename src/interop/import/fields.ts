/** Reads typed fields of JSON or YAML data; each fault is told at its place. */
import type { Range } from "../../document/diagnostic.js";
import { nearest } from "../../document/nearest.js";
import { kindOf, valueOf, wholeOf, type Data } from "../data.js";
import type { Told } from "../told.js";

export class Fields {
  readonly #told: Told;

  constructor(told: Told) {
    this.#told = told;
  }

  /** A key that nobody reads is a rule that nobody kept. */
  noOthers(data: Data, keys: readonly string[]): void {
    if (data.kind !== "object") return;
    for (const { key, keyRange } of data.entries) {
      if (keys.includes(key)) continue;
      const near = nearest(key, keys);
      this.#told.error(
        "unknown-key",
        `"${key}" means nothing here`,
        keyRange,
        near === undefined
          ? `the keys are ${keys.join(", ")}`
          : `write "${near}"`,
      );
    }
  }

  object(data: Data | undefined, what: string): Data | undefined {
    return this.#kind(data, "object", what);
  }

  list(data: Data | undefined, what: string): readonly Data[] {
    const list = this.#kind(data, "list", what);
    return list?.kind === "list" ? list.items : [];
  }

  text(data: Data | undefined, what: string): Text | undefined {
    const text = this.#kind(data, "text", what);
    return text?.kind === "text"
      ? { text: text.text, range: text.range }
      : undefined;
  }

  texts(data: Data | undefined, what: string): readonly Text[] {
    return this.list(data, what).flatMap((item) => {
      const text = this.text(item, `each of ${what}`);
      return text === undefined ? [] : [text];
    });
  }

  /** A whole number from 0 to `most`. */
  whole(
    data: Data | undefined,
    what: string,
    most = (1n << 64n) - 1n,
  ): bigint | undefined {
    if (data === undefined) return undefined;
    const value = wholeOf(data);
    if (value !== undefined && value <= most) return value;
    this.#told.error(
      "bad-number",
      `${what} is a whole number from 0 to ${most}`,
      data.range,
    );
    return undefined;
  }

  /** What has to be there. */
  required(owner: Data, key: string): Data | undefined {
    const value = valueOf(owner, key);
    if (value === undefined)
      this.#told.error(
        "missing-key",
        `"${key}" is missing here`,
        firstCharacterOf(owner.range),
      );
    return value;
  }

  #kind(
    data: Data | undefined,
    kind: Data["kind"],
    what: string,
  ): Data | undefined {
    if (data === undefined || data.kind === kind) return data;
    const article = { object: "an object", list: "a list" } as const;
    const wanted = kind === "object" || kind === "list" ? article[kind] : kind;
    this.#told.error(
      "wrong-kind",
      `${what} is ${wanted}, and this is ${kindOf(data)}`,
      data.range,
    );
    return undefined;
  }
}

export interface Text {
  readonly text: string;
  readonly range: Range;
}

function firstCharacterOf(range: Range): Range {
  return {
    ...range,
    end: range.start + 1,
    endLine: range.line,
    endColumn: range.column + 1,
  };
}
