/** Words and signs, and numbers of C's, for the readings of small languages. */

/** Walks over words and signs. */
export class Tokens {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get next(): string {
    return this.#tokens[this.#at] ?? "";
  }

  take(): string {
    const token = this.next;
    this.#at++;
    return token;
  }

  /** Takes the next one where it is this. */
  has(token: string): boolean {
    if (this.next !== token) return false;
    this.#at++;
    return true;
  }

  /** Where it stands, to go back to. */
  get place(): number {
    return this.#at;
  }

  set place(at: number) {
    this.#at = at;
  }

  /** The index of the parenthesis that closes the one that is next. */
  closing(): number {
    let depth = 0;
    for (let at = this.#at; at < this.#tokens.length; at++) {
      if (this.#tokens[at] === "(") depth++;
      if (this.#tokens[at] === ")" && --depth === 0) return at;
    }
    return this.#tokens.length;
  }

  between(from: number, to: number): readonly string[] {
    return this.#tokens.slice(from, to);
  }
}

export type Holds = (args: readonly bigint[]) => boolean;

/** As C reads it: decimal, hexadecimal, octal; a negative one in 64 bits. */
export function cNumber(text: string): bigint {
  const digits = text.replace(/^-/, "").toLowerCase();
  const size = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
  return BigInt.asUintN(64, text.startsWith("-") ? -size : size);
}
