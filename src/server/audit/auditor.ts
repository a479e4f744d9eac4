/**
 * Hands audit requests to a thread of their own, so that a compilation delays no other
 * request: one at a time, in order, each within a time limit, remembered by digest.
 */
import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
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
  /** As many wait as may, or the auditor is closed. */
  | { readonly kind: "full" };

export interface AuditLimits {
  /** Of one request, without its wait. */
  readonly timeMs: number;
  /** Requests that run or wait. */
  readonly requests: number;
  /** Characters of remembered answers. */
  readonly remembered: number;
}

/** A shipped policy's programs for four arches take well below a second. */
export const AUDIT_LIMITS: AuditLimits = {
  timeMs: 10_000,
  requests: 16,
  remembered: 16 << 20,
};

/** When to come again where as many wait as may, in seconds: the longest of one request. */
export const AUDIT_RETRY_AFTER_S = 10;

/** The heap of the thread: what ends it ends one request, not the service. */
const HEAP_MIB = 256;

export class Auditor {
  readonly #limits: AuditLimits;
  /** The least recently asked for comes first. */
  readonly #answers = new Map<string, Answer>();
  #remembered = 0;
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #inHouse = 0;
  #isClosed = false;

  constructor(limits: AuditLimits = AUDIT_LIMITS) {
    this.#limits = limits;
  }

  /** Rejects where callgate itself is at fault. A request whose client has gone is not begun. */
  ask(
    request: PrepareRequest,
    signal: AbortSignal,
  ): Promise<PreparedAnswer | Unanswered>;
  ask(
    request: AuditRequest,
    signal: AbortSignal,
  ): Promise<AuditAnswer | Unanswered>;
  async ask(
    request: Request,
    signal: AbortSignal,
  ): Promise<Answer | Unanswered> {
    const key = createHash("sha256")
      .update(JSON.stringify(request))
      .digest("base64");
    const known = this.#answers.get(key);
    if (known !== undefined) {
      this.#answers.delete(key);
      this.#answers.set(key, known);
      return known;
    }
    if (this.#isClosed || this.#inHouse >= this.#limits.requests)
      return { kind: "full" };
    this.#inHouse++;
    const outcome = this.#last.then(() =>
      signal.aborted || this.#isClosed
        ? ({ kind: "full" } as const)
        : this.#askWorker(request),
    );
    this.#last = outcome.catch(() => undefined);
    try {
      const answer = await outcome;
      if (answer.kind !== "too-costly" && answer.kind !== "full")
        this.#remember(key, answer);
      return answer;
    } finally {
      this.#inHouse--;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  #askWorker(request: Request): Promise<Answer | Unanswered> {
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
        resolve({ kind: "full" });
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
