/**
 * Hands audit requests to a thread of their own, so that a compilation delays no other
 * request: one at a time, callers in turn, each within a time limit, remembered by digest.
 */
import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import { Queue, type Lane, type Refusal } from "../queue.js";
import type {
  AuditAnswer,
  AuditRequest,
  PreparedAnswer,
  PrepareRequest,
} from "./model.js";

type Request = AuditRequest | PrepareRequest;
type Answer = AuditAnswer | PreparedAnswer;

/** There is no answer. */
export type Unanswered =
  /** It took longer than it may, or more memory. */
  | { readonly kind: "too-costly" }
  /** It got no turn. */
  | { readonly kind: "refused"; readonly reason: Refusal };

export interface AuditLimits {
  /** Of one request, without its wait. */
  readonly timeMs: number;
  /** How long a request may wait for its turn. */
  readonly waitLimitMs: number;
  /** Requests of one caller that run or wait. */
  readonly requests: number;
  /** Who may have as many: there is room for the requests of all. */
  readonly callers: number;
  /** Characters of remembered answers. */
  readonly remembered: number;
}

/** A shipped policy's programs for four arches take well below a second. */
export const AUDIT_LIMITS: AuditLimits = {
  timeMs: 10_000,
  waitLimitMs: 60_000,
  requests: 16,
  callers: 1,
  remembered: 16 << 20,
};

/** When to come again, in seconds: the longest of one request. */
export const AUDIT_RETRY_AFTER_S = 10;

/** Told of each request that got no answer from memory. */
export type ObserveAudit = (
  kind: Request["kind"],
  outcome: Answer | Unanswered,
  waitMs: number,
) => void;

/** The heap of the thread: what ends it ends one request, not the service. */
const HEAP_MIB = 256;

export class Auditor {
  readonly #limits: AuditLimits;
  readonly #queue: Queue;
  readonly #observe: ObserveAudit;
  /** The least recently asked for comes first. */
  readonly #answers = new Map<string, Answer>();
  #remembered = 0;
  #worker: Worker | undefined;
  /** Of each request that waits or runs. */
  readonly #live = new Set<AbortController>();
  #isEnded = false;

  constructor(
    limits: AuditLimits = AUDIT_LIMITS,
    observe: ObserveAudit = () => undefined,
  ) {
    this.#limits = limits;
    this.#observe = observe;
    this.#queue = new Queue({
      maxWorkers: 1,
      maxRequests: limits.requests * limits.callers,
      waitLimitMs: limits.waitLimitMs,
    });
  }

  get running(): number {
    return this.#queue.running;
  }

  get waiting(): number {
    return this.#queue.waiting;
  }

  /** Rejects where callgate itself is at fault. A request whose client has gone is not begun. */
  ask(
    request: PrepareRequest,
    caller: Lane,
    signal: AbortSignal,
  ): Promise<PreparedAnswer | Unanswered>;
  ask(
    request: AuditRequest,
    caller: Lane,
    signal: AbortSignal,
  ): Promise<AuditAnswer | Unanswered>;
  async ask(
    request: Request,
    caller: Lane,
    signal: AbortSignal,
  ): Promise<Answer | Unanswered> {
    const key = createHash("sha256")
      .update(JSON.stringify(request))
      .digest("base64");
    const known = this.#recall(key);
    if (known !== undefined) return known;
    const lane: Lane = {
      name: caller.name,
      maxWorkers: 1,
      maxRequests: Math.min(this.#limits.requests, caller.maxRequests),
    };
    const controller = new AbortController();
    const onAbort = (): void => controller.abort();
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    this.#live.add(controller);
    try {
      const { answer, waitMs } = await this.#askInTurn(
        request,
        key,
        lane,
        controller.signal,
      );
      this.#observe(request.kind, answer, waitMs);
      return answer;
    } finally {
      this.#live.delete(controller);
      signal.removeEventListener("abort", onAbort);
    }
  }

  async #askInTurn(
    request: Request,
    key: string,
    lane: Lane,
    signal: AbortSignal,
  ): Promise<{
    readonly answer: Answer | Unanswered;
    readonly waitMs: number;
  }> {
    const entry = await this.#queue.enter(lane, signal);
    const { waitMs } = entry;
    if (entry.kind === "refused") {
      const reason = this.#isEnded ? "closed" : entry.reason;
      return { answer: { kind: "refused", reason }, waitMs };
    }
    try {
      // Another may have asked the same meanwhile.
      const known = this.#recall(key);
      if (known !== undefined) return { answer: known, waitMs };
      const answer = await this.#askWorker(request);
      if (answer.kind !== "too-costly" && answer.kind !== "refused")
        this.#remember(key, answer);
      return { answer, waitMs };
    } finally {
      entry.leave();
    }
  }

  /** Takes no more, and resolves when all are answered; after `graceMs` they are given up. */
  async close(graceMs: number): Promise<void> {
    const timer = setTimeout(() => this.endAll(), graceMs);
    try {
      await this.#queue.close();
    } finally {
      clearTimeout(timer);
    }
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** Gives up what waits and runs. */
  endAll(): void {
    this.#isEnded = true;
    for (const controller of this.#live) controller.abort();
    void this.#worker?.terminate();
  }

  #recall(key: string): Answer | undefined {
    const known = this.#answers.get(key);
    if (known === undefined) return undefined;
    this.#answers.delete(key);
    this.#answers.set(key, known);
    return known;
  }

  #askWorker(request: Request): Promise<Answer | Unanswered> {
    if (this.#isEnded)
      return Promise.resolve({ kind: "refused", reason: "closed" });
    const worker = (this.#worker ??= startWorker());
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        worker.off("message", onMessage).off("error", onError);
        worker.off("exit", onExit).unref();
      };
      const drop = (): void => {
        settle();
        if (this.#worker === worker) this.#worker = undefined;
        // What a thread that is being ended still has to say is about nobody's request.
        worker.on("error", () => undefined);
        void worker.terminate();
      };
      const timer = setTimeout(() => {
        drop();
        resolve({ kind: "too-costly" });
      }, this.#limits.timeMs);
      const onMessage = (answer: Answer): void => {
        settle();
        resolve(answer);
      };
      const onError = (error: NodeJS.ErrnoException): void => {
        drop();
        if (error.code === "ERR_WORKER_OUT_OF_MEMORY")
          resolve({ kind: "too-costly" });
        else reject(error);
      };
      const onExit = (): void => {
        drop();
        resolve({ kind: "refused", reason: "closed" });
      };
      worker.ref();
      worker.on("message", onMessage).on("error", onError).on("exit", onExit);
      worker.postMessage(request);
    });
  }

  #remember(key: string, answer: Answer): void {
    this.#answers.set(key, answer);
    this.#remembered += sizeOf(answer);
    for (const [oldest, old] of this.#answers) {
      if (this.#remembered <= this.#limits.remembered) return;
      this.#answers.delete(oldest);
      this.#remembered -= sizeOf(old);
    }
  }
}

function sizeOf(answer: Answer): number {
  switch (answer.kind) {
    case "done":
      return answer.json.length;
    case "prepared":
      // Programs are bytes; what else there may be is small beside them.
      return JSON.stringify(answer, (_key, value: unknown) =>
        value instanceof Uint8Array
          ? "-".repeat(value.length)
          : typeof value === "bigint"
            ? String(value)
            : value,
      ).length;
    default:
      return JSON.stringify(answer).length;
  }
}

function startWorker(): Worker {
  const options = {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  };
  if (!import.meta.url.endsWith(".ts"))
    return new Worker(new URL("./audit-worker.js", import.meta.url), options);
  // In a checkout the sources themselves, which Node 20 reads with tsx's help.
  const tsx = import.meta.resolve("tsx/esm/api");
  const source = new URL("./worker.ts", import.meta.url).href;
  const start = `import(${JSON.stringify(tsx)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(source)});
  })`;
  return new Worker(start, { ...options, eval: true });
}
