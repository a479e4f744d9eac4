/** What a run writes to one of its outputs: kept up to a limit, and a glimpse of the end. */

/** Enough for the last line of an interpreter's last words. */
const TAIL_BYTES = 4096;

export class Output {
  readonly #limit: number;
  readonly #onLimit: () => void;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #truncated = false;
  #tail: Buffer = Buffer.alloc(0);
  readonly #onText: ((text: string) => void) | undefined;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  /**
   * `onLimit` is called once, when more than `limit` bytes have come; `onText` with each
   * piece of `text()` as it comes, the last at `end`.
   */
  constructor(
    limit: number,
    onLimit: () => void,
    onText?: (text: string) => void,
  ) {
    this.#limit = limit;
    this.#onLimit = onLimit;
    this.#onText = onText;
  }

  add(chunk: Buffer): void {
    this.#tail = Buffer.concat([this.#tail, chunk]).subarray(-TAIL_BYTES);
    const room = this.#limit - this.#length;
    const kept = chunk.length <= room ? chunk : chunk.subarray(0, room);
    if (kept.length > 0) {
      this.#chunks.push(kept);
      this.#tell(kept, true);
    }
    this.#length += kept.length;
    if (kept.length === chunk.length || this.#truncated) return;
    this.#truncated = true;
    this.#onLimit();
  }

  /** No more will come: what began a character and did not end it is told as U+FFFD. */
  end(): void {
    this.#tell(Buffer.alloc(0), this.#truncated);
  }

  get truncated(): boolean {
    return this.#truncated;
  }

  /** The last words, of what was cut too. */
  get tail(): string {
    return this.#tail.toString("utf8");
  }

  /** As UTF-8, with U+FFFD for what is not; where it was cut, without the half of a character. */
  text(): string {
    const bytes = Buffer.concat(this.#chunks, this.#length);
    // A decoder that expects more keeps back a character that has only begun.
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes, {
      stream: this.#truncated,
    });
  }

  #tell(bytes: Buffer, more: boolean): void {
    if (this.#onText === undefined) return;
    const text = this.#decoder.decode(bytes, { stream: more });
    if (text !== "") this.#onText(text);
  }
}
