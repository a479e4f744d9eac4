/** One child of a zygote, from the request for it to its end: it runs one job at most. */
import type { Ended, Job } from "../isolation.js";
import { outputOf, outputSeen, subjectOf, unobservable } from "../launch.js";
import type { Socket } from "node:net";
import { openChild, writer, type ChildChannels } from "../channels.js";
import { closeSync } from "../descriptors.js";
import { readFolder } from "../folder.js";
import { addon } from "../native.js";
import type { Observation, Watch } from "../observe/observation.js";
import type { Output } from "../output.js";
import type { Plan } from "../plan.js";
import { encodePlan } from "../plan-bytes.js";
import {
  decodeStatus,
  type StatusRecord,
  type StepFailure,
} from "../status.js";
import { feed, type StdinFailure } from "../stdin.js";
import { closeOf, deferred } from "./deferred.js";
import { Records } from "./protocol.js";
import type { Slot } from "./slot.js";
import type { ChildAnswer, Zygote } from "./zygote.js";

/** How it became ready, or why it never did. */
export type Readiness =
  | { readonly kind: "ready" }
  | { readonly kind: "lost" }
  | { readonly kind: "failed"; readonly failure: StepFailure };

/** Of a plan, those that a descriptor travels with. */
const HEAD_BYTES = 16;

export class Child {
  readonly zygote: Zygote;
  readonly number: number;
  readonly slot: Slot;
  /** Never rejects. */
  readonly ready: Promise<Readiness>;
  /** It is gone, with all that it started; undefined: the zygote went first. Never rejects. */
  readonly ended: Promise<ChildAnswer | undefined>;
  readonly #channels: ChildChannels;
  /** Undefined once it is closed, or a socket's. */
  #stdin: number | undefined;
  /** Nothing of its channels is open here. Never rejects. */
  readonly closed: Promise<unknown>;
  #hasStarted = false;
  #failure: StepFailure | undefined;
  #stdout: Output | undefined;
  #stderr: Output | undefined;
  #isEnded = false;
  /** Who has its handover; undefined: this object. */
  #watch: Watch | undefined;
  #oomKills = 0;

  /** Throws where this process has no room for its channels. */
  constructor(zygote: Zygote, number: number, slot: Slot) {
    this.zygote = zygote;
    this.number = number;
    this.slot = slot;
    const readiness = deferred<Readiness>();
    const end = deferred<ChildAnswer | undefined>();
    this.ready = readiness.promise;
    this.ended = end.promise;
    const over = (answer: ChildAnswer | undefined): void => {
      this.#isEnded = true;
      // Before anyone may take the slot for another child, or away.
      this.#oomKills = slot.oomKills();
      zygote.forget(number);
      readiness.resolve({ kind: "lost" });
      end.resolve(answer);
    };
    this.#channels = openChild((own) => {
      zygote.fork(number, [...own, ...slot.members], (answer) => {
        if (answer === "lost") return over(undefined);
        if (answer.kind === "refused") {
          const failure = { ...answer, item: 0 };
          readiness.resolve({ kind: "failed", failure });
        }
        over(answer);
      });
    });
    this.#stdin = this.#channels.stdin;
    const { stdout, stderr, line } = this.#channels;
    // Nor is a child that waits for a job.
    for (const socket of [stdout, stderr, line]) socket.unref();
    stdout.on("data", (chunk: Buffer) => this.#stdout?.add(chunk));
    stderr.on("data", (chunk: Buffer) => this.#stderr?.add(chunk));
    const records = new Records();
    line.on("data", (chunk: Buffer) => {
      for (const bytes of records.add(chunk)) {
        const [record] = decodeStatus(bytes);
        if (record === undefined) continue;
        this.#hear(record);
        if (record.kind === "child-ready") readiness.resolve({ kind: "ready" });
        if (record.kind === "failed")
          readiness.resolve({ kind: "failed", failure: record });
      }
    });
    this.closed = Promise.all(
      [stdout, stderr, line].map((socket) => closeOf(socket)),
    );
    void this.ready.then(zygote.watchOver());
    void this.ended.then(() => {
      this.#dropStdin();
      if (this.#watch === undefined) closeSync(this.#channels.handover);
    });
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Ends it, whatever it does. */
  end(): void {
    if (!this.#isEnded) this.zygote.end(this.number);
  }

  /**
   * Runs the job of `plan`; `startedAt` is when it was asked for. Rejects before anything has
   * begun, or never.
   */
  async run(
    plan: Plan,
    job: Job,
    signals: readonly AbortSignal[],
    observation: Observation,
    startedAt: number,
  ): Promise<Ended> {
    const folders = plan.giveFolder === true ? addon().socketPair() : undefined;
    if (plan.observed === true && !this.#isEnded)
      this.#watch = observation.watch(this.#channels.handover, job.onDenied);
    const stop = (): void => {
      this.end();
    };
    const { outputBytes } = job.limits;
    const stdout = outputOf("stdout", outputBytes, stop, job.onOutput);
    const stderr = outputOf("stderr", outputBytes, stop, job.onOutput);
    this.#stdout = stdout;
    this.#stderr = stderr;
    let aborted = false;
    const abort = (): void => {
      aborted = true;
      stop();
    };
    for (const signal of signals) {
      if (signal.aborted) abort();
      else signal.addEventListener("abort", abort);
    }
    // It keeps the run's time for as long as it answers.
    const over = this.zygote.watchOver();
    this.zygote.start(this.number, job.limits.timeoutMs, job.limits.cpuMs);
    this.#sendJob(plan, folders?.[1]);
    let stdinFailure: StdinFailure | undefined;
    let stdin: Socket | undefined;
    if (job.stdin === undefined) this.#dropStdin();
    else {
      stdin = this.#openStdin();
      void feed(stdin, job.stdin, (failure) => {
        stdinFailure = failure;
        stop();
      });
    }
    const [answer] = await Promise.all([
      this.ended,
      this.closed,
      stdin && closeOf(stdin),
    ]);
    over();
    for (const signal of signals) signal.removeEventListener("abort", abort);
    const end = answer?.kind === "ended" ? answer : undefined;
    const durationMs = performance.now() - startedAt;
    const seen = this.#watch?.end();
    return {
      files: await readFolder(folders?.[0], job.codeName),
      stdinFailure,
      failure:
        unobservable(seen) ??
        (this.#failure && {
          ...this.#failure,
          subject: subjectOf(plan, this.#failure.step, this.#failure.item),
        }),
      seen,
      end: end?.end,
      started: this.#hasStarted,
      reason:
        end === undefined || end.reason === "cpu-time" ? "ended" : end.reason,
      cpuIsUp: end?.reason === "cpu-time",
      oomKills: this.#oomKills,
      aborted,
      stdout: outputSeen(stdout),
      stderr: outputSeen(stderr),
      durationMs,
      cpuMs: end?.cpuMs ?? 0,
      maxRssBytes: end?.maxRssBytes ?? 0,
      zygoteEnd:
        end === undefined ? (this.zygote.isHung ? "hung" : "died") : undefined,
      launcherEnd: undefined,
    };
  }

  /** This process's end of it, to be closed with the child. */
  #openStdin(): Socket {
    const stdin = writer(this.#stdin ?? -1);
    this.#stdin = undefined;
    void this.ended.then(() => stdin.destroy());
    return stdin;
  }

  #dropStdin(): void {
    if (this.#stdin !== undefined) closeSync(this.#stdin);
    this.#stdin = undefined;
  }

  /** Sends the plan, and the socket that it is to give its folder over, which is closed here. */
  #sendJob(plan: Plan, folder: number | undefined): void {
    const { line, lineDescriptor } = this.#channels;
    const bytes = encodePlan(plan);
    if (folder === undefined) {
      line.write(bytes);
      return;
    }
    try {
      // The line is empty: these are taken at once. Closed, its number may be another's.
      if (!line.destroyed)
        addon().send(lineDescriptor, bytes.subarray(0, HEAD_BYTES), [folder]);
    } catch {
      // The child has gone, and says so by its end.
    } finally {
      closeSync(folder);
    }
    line.write(bytes.subarray(HEAD_BYTES));
  }

  #hear(record: StatusRecord): void {
    if (record.kind === "child-started") this.#hasStarted = true;
    if (record.kind !== "failed") return;
    this.#failure = record;
    this.#hasStarted = false;
  }
}
