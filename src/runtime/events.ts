/** The events of one run, kept for whoever reads them, from the first on and as they come. */
import type { RunEvent } from "./model.js";

export class Events {
  readonly #events: RunEvent[] = [];
  #end: { readonly error: unknown } | "open" | "ended" = "open";
  readonly #waiting = new Set<() => void>();

  add(event: RunEvent): void {
    this.#events.push(event);
    this.#wake();
  }

  end(): void {
    this.#end = "ended";
    this.#wake();
  }

  /** Readers get the events so far, then `error`. */
  fail(error: unknown): void {
    this.#end = { error };
    this.#wake();
  }

  /** Each reader gets all of them. To stop reading ends nothing but that. */
  async *read(): AsyncGenerator<RunEvent, void, undefined> {
    for (let at = 0; ; at++) {
      while (at === this.#events.length && this.#end === "open")
        await new Promise<void>((resolve) => this.#waiting.add(resolve));
      const event = this.#events[at];
      if (event !== undefined) yield event;
      else if (typeof this.#end === "object") throw this.#end.error;
      else return;
    }
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
