/**
 * Reads settings from a document and the environment: the environment wins, and every fault
 * is reported where it stands. A key of the document that nobody asked for is unknown.
 */
import type { Range, Report } from "../../document/diagnostic.js";
import { entryOf, type MapNode, type Node } from "../../document/document.js";
import { nearest } from "../../document/nearest.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting's value, and the place to name when it is wrong. */
export interface Found<T> {
  readonly value: T;
  readonly range: Range;
}

/** A value before it is checked: `name` is what messages call it. */
interface Raw {
  readonly name: string;
  readonly node: Node | undefined;
  /** Set where it comes from the environment. */
  readonly text: string | undefined;
  readonly range: Range;
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
}

/** The words that Go's `strconv.ParseBool` takes, since that is what DifySandbox reads with. */
const TRUE = new Set(["1", "t", "T", "true", "True", "TRUE"]);
const FALSE = new Set(["0", "f", "F", "false", "False", "FALSE"]);

export class SettingsReader {
  readonly #root: MapNode | undefined;
  readonly #environment: Environment;
  readonly #report: Report;
  /** What messages put before a path: empty, or `keys[].`. */
  readonly #prefix: string;
  /** Every path that was asked for: `app.port`, `keys[].name`. */
  readonly #known: Set<string>;

  constructor(
    root: MapNode | undefined,
    environment: Environment,
    report: Report,
    below: { readonly prefix: string; readonly known: Set<string> } = {
      prefix: "",
      known: new Set(),
    },
  ) {
    this.#root = root;
    this.#environment = environment;
    this.#report = report;
    this.#prefix = below.prefix;
    this.#known = below.known;
  }

  integer(
    path: string,
    bounds: Bounds,
    variable?: string,
  ): Found<number> | undefined {
    const raw = this.#take(path, variable);
    return raw === undefined ? undefined : this.#integerOf(raw, bounds);
  }

  boolean(path: string, variable?: string): Found<boolean> | undefined {
    const raw = this.#take(path, variable);
    if (raw === undefined) return undefined;
    const value = raw.text ?? scalarOf(raw.node);
    if (value === true || TRUE.has(String(value)))
      return { value: true, range: raw.range };
    if (value === false || FALSE.has(String(value)))
      return { value: false, range: raw.range };
    return this.#wrong(raw, "must be true or false");
  }

  /** An empty text counts as absent. */
  text(path: string, variable?: string): Found<string> | undefined {
    const raw = this.#take(path, variable);
    return raw === undefined ? undefined : this.#textOf(raw);
  }

  /** In the environment the texts are separated by commas. */
  texts(path: string, variable?: string): readonly Found<string>[] {
    return this.#listOf(path, variable).flatMap(
      (raw) => this.#textOf(raw) ?? [],
    );
  }

  /** In the environment the numbers are separated by commas. */
  integers(
    path: string,
    bounds: Bounds,
    variable?: string,
  ): readonly Found<number>[] {
    return this.#listOf(path, variable).flatMap(
      (raw) => this.#integerOf(raw, bounds) ?? [],
    );
  }

  /** A reader for each mapping of a list, whose paths are relative to the mapping. */
  mappings(path: string): readonly Found<SettingsReader>[] {
    return this.#listOf(path, undefined).flatMap((raw) => {
      if (raw.node?.kind === "broken") return [];
      if (raw.node?.kind !== "map") {
        this.#wrong(raw, "must be a list of mappings");
        return [];
      }
      const value = new SettingsReader(raw.node, {}, this.#report, {
        prefix: `${this.#prefix}${path}[].`,
        known: this.#known,
      });
      return [{ value, range: raw.range }];
    });
  }

  /** A setting that is known and does nothing here: said as a warning. */
  unused(path: string, because: string, variable?: string): void {
    const raw = this.#take(path, variable);
    if (raw !== undefined)
      this.warn(
        "no-effect",
        `${raw.name} has no effect: ${because}`,
        raw.range,
      );
  }

  /** To be called last: whatever the document holds besides what was asked for is an error. */
  reportUnknown(): void {
    if (this.#root !== undefined) this.#reportUnknownIn(this.#root, "");
  }

  error(code: string, message: string, range: Range, hint?: string): void {
    this.#report({
      code,
      severity: "error",
      message,
      range,
      ...(hint === undefined ? {} : { hint }),
    });
  }

  warn(code: string, message: string, range: Range): void {
    this.#report({ code, severity: "warning", message, range });
  }

  #integerOf(raw: Raw, bounds: Bounds): Found<number> | undefined {
    const { min, max } = bounds;
    const unit = bounds.unit === undefined ? "" : ` ${bounds.unit}`;
    const value =
      raw.text === undefined
        ? scalarOf(raw.node)
        : /^[+-]?\d+$/.test(raw.text)
          ? Number(raw.text)
          : raw.text;
    if (typeof value !== "number" || !Number.isSafeInteger(value))
      return this.#wrong(raw, `must be a whole number${unit}`);
    if (value >= min && value <= max) return { value, range: raw.range };
    this.error(
      "out-of-range",
      `${raw.name} must be from ${min} to ${max}${unit}, not ${value}`,
      raw.range,
    );
    return undefined;
  }

  #textOf(raw: Raw): Found<string> | undefined {
    const value = raw.text ?? scalarOf(raw.node);
    if (value === "" || value === null) return undefined;
    if (typeof value === "string") return { value, range: raw.range };
    return this.#wrong(raw, "must be text", "put it in quotes");
  }

  #listOf(path: string, variable: string | undefined): readonly Raw[] {
    const raw = this.#take(path, variable);
    if (raw === undefined) return [];
    const { node, text } = raw;
    if (text !== undefined)
      return text.split(",").map((part) => ({ ...raw, text: part.trim() }));
    if (node?.kind === "list")
      return node.items.map((item) => ({
        ...raw,
        node: item,
        range: item.range,
      }));
    if (node?.kind !== "broken") this.#wrong(raw, "must be a list");
    return [];
  }

  /** What stands at `path`, the environment's first; undefined for nothing, null and what was reported. */
  #take(path: string, variable: string | undefined): Raw | undefined {
    const fullPath = this.#prefix + path;
    this.#known.add(fullPath);
    const text =
      variable === undefined ? undefined : this.#environment[variable];
    if (variable !== undefined && text !== undefined && text !== "") {
      const range = variableRange(variable, text);
      return { name: variable, node: undefined, text: text.trim(), range };
    }
    let node: Node | undefined = this.#root;
    for (const key of path.split(".")) {
      if (node?.kind !== "map") return undefined;
      node = entryOf(node, key)?.value;
    }
    if (node === undefined || node.kind === "broken") return undefined;
    if (node.kind === "scalar" && node.value === null) return undefined;
    return { name: fullPath, node, text: undefined, range: node.range };
  }

  #wrong(raw: Raw, must: string, hint?: string): undefined {
    this.error("wrong-type", `${raw.name} ${must}`, raw.range, hint);
  }

  #reportUnknownIn(map: MapNode, prefix: string): void {
    const known = [...this.#known];
    for (const { key, keyRange, value } of map.entries) {
      // A key that is none was told.
      if (key === "" && value.kind === "broken") continue;
      const path = prefix + key;
      const isKnown = known.includes(path);
      const isParent = known.some((each) => each.startsWith(`${path}.`));
      if (isParent && value.kind === "map")
        this.#reportUnknownIn(value, `${path}.`);
      else if (isParent && scalarOf(value) !== null && value.kind !== "broken")
        this.error("wrong-type", `${path} must be a mapping`, value.range);
      else if (isKnown && value.kind === "list")
        for (const item of value.items)
          if (item.kind === "map") this.#reportUnknownIn(item, `${path}[].`);
      if (!isKnown && !isParent)
        this.error(
          "unknown-key",
          `there is no setting "${path.replaceAll("[]", "")}"`,
          keyRange,
          hintFor(path, known),
        );
    }
  }
}

/** The known path that was probably meant: by the whole path, else by its last word alone. */
function hintFor(path: string, known: readonly string[]): string | undefined {
  const last = (each: string): string => each.split(".").at(-1) ?? each;
  const byLast = nearest(last(path), known.map(last));
  const near =
    nearest(path, known) ?? known.find((each) => last(each) === byLast);
  return near === undefined ? undefined : `write ${near.replaceAll("[]", "")}`;
}

function scalarOf(
  node: Node | undefined,
): string | number | boolean | null | undefined {
  return node?.kind === "scalar" ? node.value : undefined;
}

/** A variable reads as a file of one line: its value. */
function variableRange(variable: string, value: string): Range {
  return {
    file: `$${variable}`,
    start: 0,
    end: value.length,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: value.length + 1,
  };
}
