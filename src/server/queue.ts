/**
 * Who runs now, who waits, and who is sent away. Takes no code and runs none: it hands out
 * places. Callers share fairly: each has a line of its own, the lines take turns, and within
 * a line the first to come is the first to run.
 */

/** One caller's share. Two requests with the same `name` stand in the same line. */
export interface Lane {
  readonly name: string;
  /** Runs of this caller at once. */
  readonly maxWorkers: number;
  /** Requests of this caller in the house, running and waiting together. */
  readonly maxRequests: number;
}

export interface QueueLimits {
  /** Runs at once. */
  readonly maxWorkers: number;
  /** Requests in the house, running and waiting together. */
  readonly maxRequests: number;
  /** How long a request may wait before it is sent away. */
  readonly waitLimitMs: number;
}

/** Why a request did not get a place. */
export type Refusal =
  /** `maxRequests` are in the house, of everybody or of this caller. */
  | "full"
  /** It waited for `waitLimitMs`. */
  | "waited"
  /** Its client went away while it waited. */
  | "gone"
  /** The queue is closed: the service is going down. */
  | "closed";

/** A place among those that run. Whoever holds it calls `leave`, once. */
export interface Place {
  readonly kind: "place";
  readonly waitMs: number;
  leave(): void;
}

export type Entry =
  | Place
  | {
      readonly kind: "refused";
      readonly reason: Refusal;
      readonly waitMs: number;
    };

interface Waiting {
  readonly start: () => void;
}

interface LaneState {
  readonly lane: Lane;
  running: number;
  readonly waiting: Set<Waiting>;
}

export class Queue {
  readonly #limits: QueueLimits;
  /** In the order of their turns: the line that was served last stands last. */
  #lanes: LaneState[] = [];
  #running = 0;
  #waiting = 0;
  #closed = false;
  #whenEmpty: (() => void)[] = [];

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Why a request that came now would be sent away at once; undefined where it would not. */
  refusalOf(lane: Lane): Refusal | undefined {
    if (this.#closed) return "closed";
    const state = this.#lanes.find((each) => each.lane.name === lane.name);
    const ofLane = state === undefined ? 0 : state.running + state.waiting.size;
    const isFull =
      this.#running + this.#waiting >= this.#limits.maxRequests ||
      ofLane >= lane.maxRequests;
    return isFull ? "full" : undefined;
  }

  /** Waits for a place; `signal` gives the wait up. */
  async enter(lane: Lane, signal: AbortSignal): Promise<Entry> {
    const refusal = signal.aborted ? "gone" : this.refusalOf(lane);
    if (refusal !== undefined)
      return { kind: "refused", reason: refusal, waitMs: 0 };
    const state = this.#stateOf(lane);
    if (this.#mayRun(state)) return this.#place(state, 0);
    return this.#wait(state, signal);
  }

  /** Lets nobody in any more, and resolves when the last one has left. Those who wait still run. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#running + this.#waiting === 0) return;
    await new Promise<void>((resolve) => this.#whenEmpty.push(resolve));
  }

  #wait(state: LaneState, signal: AbortSignal): Promise<Entry> {
    const from = performance.now();
    return new Promise((resolve) => {
      const settle = (entry: Entry): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        state.waiting.delete(waiting);
        this.#waiting--;
        resolve(entry);
      };
      const refuse = (reason: Refusal): void => {
        settle({ kind: "refused", reason, waitMs: performance.now() - from });
        this.#tidy(state);
      };
      const onAbort = (): void => refuse("gone");
      const timer = setTimeout(
        () => refuse("waited"),
        this.#limits.waitLimitMs,
      );
      const waiting: Waiting = {
        start: () => settle(this.#place(state, performance.now() - from)),
      };
      signal.addEventListener("abort", onAbort, { once: true });
      state.waiting.add(waiting);
      this.#waiting++;
    });
  }

  #place(state: LaneState, waitMs: number): Place {
    state.running++;
    this.#running++;
    let held = true;
    return {
      kind: "place",
      waitMs,
      leave: () => {
        if (!held) return;
        held = false;
        state.running--;
        this.#running--;
        this.#startNext();
        this.#tidy(state);
      },
    };
  }

  #mayRun(state: LaneState): boolean {
    return (
      this.#running < this.#limits.maxWorkers &&
      state.running < state.lane.maxWorkers
    );
  }

  #startNext(): void {
    for (;;) {
      const state = this.#lanes.find(
        (each) => each.waiting.size > 0 && this.#mayRun(each),
      );
      const [first] = state?.waiting ?? [];
      if (state === undefined || first === undefined) return;
      this.#lanes = [...this.#lanes.filter((each) => each !== state), state];
      first.start();
    }
  }

  #stateOf(lane: Lane): LaneState {
    const known = this.#lanes.find((each) => each.lane.name === lane.name);
    if (known !== undefined) return known;
    const state: LaneState = { lane, running: 0, waiting: new Set() };
    this.#lanes.push(state);
    return state;
  }

  /** An empty line is forgotten, so that lines do not pile up. */
  #tidy(state: LaneState): void {
    if (state.running === 0 && state.waiting.size === 0)
      this.#lanes = this.#lanes.filter((each) => each !== state);
    if (this.#running + this.#waiting > 0) return;
    for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }
}
