/** Splits text into tokens with their places, for the small languages among the formats. */
import type { Range } from "../../document/diagnostic.js";
import { placesOf } from "../../document/places.js";
import type { PolicyFile } from "../../policy/model.js";
import { CHARACTERS_MAX } from "../data.js";
import type { Told } from "../told.js";

export interface Token<Kind extends string> {
  readonly kind: Kind | "end";
  readonly text: string;
  readonly range: Range;
}

/**
 * What there is in a language, tried in order; `undefined` for what is skipped. The patterns
 * are sticky: they match where they are set to.
 */
export type Lexicon<Kind extends string> = readonly (readonly [
  kind: Kind | undefined,
  pattern: RegExp,
])[];

/** A real policy has some thousands: this bounds what a hostile one costs. */
const TOKENS_MAX = 200_000;

/** The tokens of `file` with an "end" behind them; what is none is told, and ends them. */
export function tokenize<Kind extends string>(
  file: PolicyFile,
  lexicon: Lexicon<Kind>,
  told: Told,
): readonly Token<Kind>[] {
  const places = placesOf(file);
  const { text } = file;
  const end = text.length;
  const last = {
    kind: "end",
    text: "",
    range: places.range(end, end),
  } as const;
  const tooLarge = (what: string, at: number): readonly Token<Kind>[] => {
    const message = `this file ${what}`;
    told.error("file-too-large", message, places.range(at, at + 1));
    return [last];
  };
  if (end > CHARACTERS_MAX) return tooLarge("is larger than 1 MiB", 0);
  const tokens: Token<Kind>[] = [];
  for (let at = 0; at < end;) {
    const found = foundAt(text, at, lexicon);
    if (found === undefined) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      told.error(
        "unexpected-character",
        `${JSON.stringify(character)} means nothing here`,
        places.range(at, at + character.length),
      );
      // One such character tells enough: the rest of the file is another language.
      break;
    }
    const { kind, text: word } = found;
    if (kind !== undefined) {
      if (tokens.length === TOKENS_MAX)
        return tooLarge(`has more than ${TOKENS_MAX} words and signs`, at);
      const range = places.range(at, at + word.length);
      tokens.push({ kind, text: word, range });
    }
    at += word.length;
  }
  return [...tokens, last];
}

function foundAt<Kind extends string>(
  text: string,
  at: number,
  lexicon: Lexicon<Kind>,
): { readonly kind: Kind | undefined; readonly text: string } | undefined {
  for (const [kind, pattern] of lexicon) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined && found !== "") return { kind, text: found };
  }
  return undefined;
}

/** Ends the reading of a file at its first fault; never leaves the importers. */
export class Unreadable extends Error {
  constructor(
    readonly range: Range,
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** How far a reader may look ahead: a bound on hostile files, far beyond real ones. */
const LOOKAHEAD_MAX = 500;

/** Walks over tokens. */
export class Cursor<Kind extends string> {
  readonly #tokens: readonly Token<Kind>[];
  readonly #end: Token<Kind>;
  #at = 0;

  constructor(tokens: readonly Token<Kind>[], end: Token<Kind>) {
    this.#tokens = tokens;
    this.#end = end;
  }

  get next(): Token<Kind> {
    return this.#tokens[this.#at] ?? this.#end;
  }

  get atEnd(): boolean {
    return this.next.kind === "end";
  }

  /** The tokens from here on, without taking them. */
  rest(): readonly Token<Kind>[] {
    return this.#tokens.slice(this.#at, this.#at + LOOKAHEAD_MAX);
  }

  take(): Token<Kind> {
    const token = this.next;
    this.#at++;
    return token;
  }

  /** The next token where it has this text (and kind), or undefined. */
  takeText(text: string): Token<Kind> | undefined {
    return this.next.text === text && !this.atEnd ? this.take() : undefined;
  }

  takeKind(kind: Kind): Token<Kind> | undefined {
    return this.next.kind === kind ? this.take() : undefined;
  }

  expect(text: string): Token<Kind> {
    const token = this.takeText(text);
    if (token === undefined) throw this.unexpected(`"${text}"`);
    return token;
  }

  expectKind(kind: Kind, what: string): Token<Kind> {
    const token = this.takeKind(kind);
    if (token === undefined) throw this.unexpected(what);
    return token;
  }

  unexpected(wanted: string): Unreadable {
    const { text, range } = this.next;
    return new Unreadable(
      range,
      this.atEnd
        ? `the file ends where ${wanted} should stand`
        : `here should be ${wanted}, not "${text.slice(0, 40)}"`,
    );
  }
}

/** Runs `read`, and tells a fault that ended it. */
export function reading<Result>(
  told: Told,
  read: () => Result,
): Result | undefined {
  try {
    return read();
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault;
    told.error("syntax", fault.message, fault.range, fault.hint);
    return undefined;
  }
}
