/**
 * Every run that the service makes goes through here: it waits for its turn, runs, is counted,
 * and can be ended by its id.
 */
import { randomUUID } from "node:crypto";
import { Fault } from "../document/fault.js";
import type { Layer, RunResult } from "../runtime/model.js";
import type { Lane, Queue, Refusal } from "./queue.js";
import type { Job, Listeners, Runner } from "./runner.js";

export type Outcome =
  | {
      readonly kind: "ended";
      readonly id: string;
      readonly result: RunResult;
      readonly waitMs: number;
    }
  | {
      readonly kind: "refused";
      readonly id: string;
      readonly reason: Refusal;
      readonly waitMs: number;
      /** When to come again, in seconds. */
      readonly retryAfterS: number;
    }
  /** What was asked can't be run: nothing failed. */
  | {
      readonly kind: "invalid";
      readonly id: string;
      readonly message: string;
      readonly hint: string | undefined;
      readonly waitMs: number;
    }
  /** The interpreter did not come as far as the code under its caller's policy. */
  | {
      readonly kind: "unfit";
      readonly id: string;
      readonly message: string;
      readonly hint: string | undefined;
      readonly waitMs: number;
    }
  /** No sandbox could be made. */
  | {
      readonly kind: "failed";
      readonly id: string;
      readonly message: string;
      readonly hint: string | undefined;
      readonly waitMs: number;
      readonly error: unknown;
    };

/** Told of each run once it is over. */
export type Observe = (job: Job, outcome: Outcome) => void;

interface Live {
  readonly controller: AbortController;
  readonly owner: string;
}

export class Runs {
  readonly #runner: Runner;
  readonly #queue: Queue;
  readonly #maxWorkers: number;
  readonly #observe: Observe;
  readonly #live = new Map<string, Live>();
  /** A run's usual length, for `Retry-After`: newer runs count more. */
  #usualMs = 100;

  constructor(
    runner: Runner,
    queue: Queue,
    maxWorkers: number,
    observe: Observe,
  ) {
    this.#runner = runner;
    this.#queue = queue;
    this.#maxWorkers = maxWorkers;
    this.#observe = observe;
  }

  /** What a run that came now would be refused for. */
  refusalOf(lane: Lane): Refusal | undefined {
    return this.#queue.refusalOf(lane);
  }

  /** When to come again, in whole seconds from 1 to 60. */
  get retryAfterS(): number {
    const ahead = this.#queue.waiting + this.#queue.running;
    const untilFreeMs = (ahead / this.#maxWorkers) * this.#usualMs;
    return Math.min(60, Math.max(1, Math.ceil(untilFreeMs / 1000)));
  }

  /**
   * Runs `job` when its turn comes. `signal` ends it, waiting or running; `listeners` hear
   * of it while it runs.
   */
  async run(
    job: Job,
    lane: Lane,
    signal: AbortSignal,
    id: string = randomUUID(),
    listeners?: Listeners,
  ): Promise<Outcome> {
    const controller = new AbortController();
    const onAbort = (): void => controller.abort();
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    this.#live.set(id, { controller, owner: lane.name });
    try {
      const outcome = await this.#runInTurn(
        job,
        lane,
        controller.signal,
        id,
        listeners,
      );
      this.#observe(job, outcome);
      return outcome;
    } finally {
      this.#live.delete(id);
      signal.removeEventListener("abort", onAbort);
    }
  }

  /** Whether a run of that id waits or runs. */
  isLive(id: string): boolean {
    return this.#live.has(id);
  }

  /** Ends a run of `lane`'s, waiting or running; false where it has none of that id. */
  end(id: string, lane: Lane): boolean {
    const live = this.#live.get(id);
    if (live === undefined || live.owner !== lane.name) return false;
    live.controller.abort();
    return true;
  }

  /** Takes no more, and resolves when all are done; after `graceMs` they are ended. */
  async close(graceMs: number): Promise<void> {
    const timer = setTimeout(() => this.endAll(), graceMs);
    try {
      await this.#queue.close();
    } finally {
      clearTimeout(timer);
    }
  }

  endAll(): void {
    for (const { controller } of this.#live.values()) controller.abort();
  }

  async #runInTurn(
    job: Job,
    lane: Lane,
    signal: AbortSignal,
    id: string,
    listeners: Listeners | undefined,
  ): Promise<Outcome> {
    const entry = await this.#queue.enter(lane, signal);
    const { waitMs } = entry;
    if (entry.kind === "refused") {
      const { reason } = entry;
      const { retryAfterS } = this;
      return { kind: "refused", id, reason, waitMs, retryAfterS };
    }
    try {
      const result = await this.#runner.run(job, signal, listeners);
      this.#usualMs += (result.durationMs - this.#usualMs) / 16;
      const unfit = unfitness(job, result);
      return unfit === undefined
        ? { kind: "ended", id, result, waitMs }
        : { kind: "unfit", id, waitMs, ...unfit };
    } catch (error) {
      const isFault = error instanceof Fault;
      const message = isFault ? error.message : "the sandbox failed";
      const hint = isFault ? error.hint : undefined;
      if (isFault && OF_THE_REQUEST.has(error.code))
        return { kind: "invalid", id, message, hint, waitMs };
      return { kind: "failed", id, message, hint, waitMs, error };
    } finally {
      entry.leave();
    }
  }
}

/** What the runtime says of code, texts, files and limits that it does not take. */
const OF_THE_REQUEST: ReadonlySet<string> = new Set([
  "bad-code",
  "code-too-long",
  "bad-text",
  "bad-file",
  "bad-file-name",
  "too-many-files",
  "files-too-large",
  "scratch-too-small",
  "bad-limit",
]);

/** What fails below the code where the policy is the caller's: nobody else is at fault. */
const OF_THE_POLICY: readonly (Layer | undefined)[] = [
  undefined,
  "boot-filter",
  "run-filter",
];

function unfitness(
  { policy }: Job,
  { exit }: RunResult,
): { readonly message: string; readonly hint: string | undefined } | undefined {
  if (typeof policy !== "object" || exit.kind !== "sandbox-failure")
    return undefined;
  const { layer, message, hint } = exit;
  return OF_THE_POLICY.includes(layer) ? { message, hint } : undefined;
}
