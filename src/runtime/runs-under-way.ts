/** The runs of an isolation that are under way, and the sign that ends them when it is closed. */
import { setMaxListeners } from "node:events";
import type { Job } from "./isolation.js";

export class RunsUnderWay {
  readonly #runs = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();

  constructor() {
    // Each run listens: many are no leak.
    setMaxListeners(0, this.#closing.signal);
  }

  get isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Each of them ends the run of `job`. */
  signalsOf({ signal }: Job): readonly AbortSignal[] {
    return [this.#closing.signal, ...(signal ? [signal] : [])];
  }

  /** `run`, which counts as under way until it is settled. */
  async of<Result>(run: Promise<Result>): Promise<Result> {
    this.#runs.add(run);
    try {
      return await run;
    } finally {
      this.#runs.delete(run);
    }
  }

  /** The sign; `over` waits for what it does. */
  end(): void {
    this.#closing.abort();
  }

  async over(): Promise<void> {
    await Promise.allSettled(this.#runs);
  }
}
