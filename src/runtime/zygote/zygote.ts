/** One zygote: its process, what it answers, and its end. It makes children; `pool.ts` asks it to. */
import { addon } from "../native.js";
import { Output } from "../output.js";
import type { Plan } from "../plan.js";
import { encodePlan } from "../plan-bytes.js";
import { startZygote, type ZygoteProcess } from "../processes.js";
import {
  decodeStatus,
  type ProcessEnd,
  type StatusRecord,
  type StepFailure,
} from "../status.js";
import { closeOf, deferred } from "./deferred.js";
import { Heart } from "./heart.js";
import {
  decodeAnswer,
  encodeRequest,
  Records,
  type Answer,
  type Request,
} from "./protocol.js";

/** What the zygote says about one of its children. */
export type ChildAnswer = Extract<Answer, { kind: "ended" | "refused" }>;

/** Hears of a child: each answer, or that the zygote is gone and the child with it. */
export type ChildListener = (answer: ChildAnswer | "lost") => void;

/** How a zygote that never came up ended. */
export interface BootEnd {
  readonly failure: StepFailure | undefined;
  /** The interpreter's end; undefined where it was not started. */
  readonly end: ProcessEnd | undefined;
  readonly stderr: Output;
}

export type Boot =
  | { readonly kind: "up"; readonly forkable: boolean }
  | { readonly kind: "failed"; readonly how: BootEnd };

/** Enough for an interpreter's last words; the rest is dropped. */
const STDERR_BYTES = 64 * 1024;

/** Far beyond what importing takes, on the slowest machine. */
const BOOT_MS = 60_000;

/** How long the end of an interpreter that never came up may take to be told. */
const LAST_WORDS_MS = 1_000;

export class Zygote {
  /** Never rejects. */
  readonly boot: Promise<Boot>;
  /** Its processes are gone, its descriptors closed. Never rejects. */
  readonly ended: Promise<void>;
  readonly startedAt = performance.now();
  #forks = 0;
  readonly #process: ZygoteProcess;
  readonly #listeners = new Map<number, ChildListener>();
  readonly #stderr: Output;
  readonly #heart: Heart;
  #isHung = false;
  #isOver = false;
  #isUp = false;

  /** Throws where the launcher can't be started. */
  constructor(plan: Plan) {
    this.#process = startZygote();
    const { plan: planPipe, status, control, stderr } = this.#process;
    // An idle zygote is no reason for this process to stay.
    for (const socket of [planPipe, status, control, stderr]) socket.unref();
    this.#heart = new Heart({
      launcher: this.#process.pid,
      ask: () => this.#send({ kind: "ping" }),
      onSilence: () => {
        this.#isHung = true;
        this.kill();
      },
    });
    this.#stderr = new Output(STDERR_BYTES, () => undefined);
    stderr.on("data", (chunk: Buffer) => this.#stderr.add(chunk));
    const reported: Buffer[] = [];
    status.on("data", (chunk: Buffer) => reported.push(chunk));
    const up = deferred<Boot>();
    const records = new Records();
    control.on("data", (chunk: Buffer) => {
      this.#heart.heard();
      for (const record of records.add(chunk)) {
        const answer = decodeAnswer(record);
        if (answer.kind === "ready") {
          this.#isUp = true;
          up.resolve({ kind: "up", forkable: answer.forkable });
        } else if (answer.kind !== "alive")
          this.#listeners.get(answer.child)?.(answer);
      }
    });
    // Its end resets the channel where requests are still in it.
    this.ended = Promise.all([status, control, stderr].map(closeOf)).then(
      () => {
        this.#over();
        this.#process.reap();
        up.resolve({
          kind: "failed",
          how: bootEnd(decodeStatus(Buffer.concat(reported)), this.#stderr),
        });
      },
    );
    control.once("close", () => {
      this.#over();
    });
    const overdue = setTimeout(() => {
      this.kill();
    }, BOOT_MS);
    overdue.unref();
    this.boot = up.promise.finally(() => {
      clearTimeout(overdue);
    });
    planPipe.write(encodePlan(plan));
  }

  /** Children made so far. */
  get forks(): number {
    return this.#forks;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** It was ended because it did not answer. */
  get isHung(): boolean {
    return this.#isHung;
  }

  /** Sees to it that it answers, until the function that it returns is called. */
  watchOver(): () => void {
    return this.#heart.expect();
  }

  /** Asks for a child; `listener` hears of it from now on. Throws where the channel is broken. */
  fork(
    child: number,
    descriptors: readonly number[],
    listener: ChildListener,
  ): void {
    this.#send({ kind: "fork", child }, descriptors);
    this.#forks++;
    this.#listeners.set(child, listener);
  }

  start(child: number, wallMs: number, cpuMs: number): void {
    this.#send({ kind: "start", child, wallMs, cpuMs });
  }

  end(child: number): void {
    this.#send({ kind: "kill", child });
  }

  forget(child: number): void {
    this.#listeners.delete(child);
  }

  /** Ends it with all its children, through its launcher. */
  stop(): void {
    this.#process.plan.destroy();
  }

  /** The same where the launcher may not answer. */
  kill(): void {
    this.stop();
    // Between its end and its reaping the number is still its own.
    if (!this.#isOver) process.kill(this.#process.pid, "SIGKILL");
  }

  #send(request: Request, descriptors: readonly number[] = []): void {
    if (this.#isOver) return;
    try {
      addon().send(
        this.#process.controlDescriptor,
        encodeRequest(request),
        descriptors,
      );
    } catch {
      // It does not read, or it is gone: either way nothing it holds can be trusted to end.
      this.kill();
    }
  }

  /** The interpreter is gone: every child is, or is about to be. */
  #over(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#heart.stop();
    // One that has not come up tells how its interpreter ended, and then goes by itself.
    if (this.#isUp) this.stop();
    else setTimeout(() => this.stop(), LAST_WORDS_MS).unref();
    const listeners = [...this.#listeners.values()];
    this.#listeners.clear();
    for (const listener of listeners) listener("lost");
  }
}

function bootEnd(records: readonly StatusRecord[], stderr: Output): BootEnd {
  const failure = records.find(({ kind }) => kind === "failed");
  const guest = records.find(({ kind }) => kind === "guest-ended");
  return {
    failure: failure?.kind === "failed" ? failure : undefined,
    end: guest?.kind === "guest-ended" ? guest.end : undefined,
    stderr,
  };
}
