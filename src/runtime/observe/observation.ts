/**
 * Whether a sandbox's runs are observed, and how: the program that hands refused calls to
 * this process, and what the addon's thread answers them by.
 */
import type { Bindings } from "../../policy/decide.js";
import type { ArchPolicy, Policy } from "../../policy/model.js";
import type { Ended, Isolation, Job } from "../isolation.js";
import type { OnDenied, RunResult } from "../model.js";
import { addon, type SeenCall, type SeenCalls } from "../native.js";
import { errnoName } from "../status.js";
import { denialOf } from "./denials.js";
import { threadKills } from "./thread-kills.js";
import { signatureBytes, signaturesOf, type Signatures } from "./signatures.js";

/** A run program twice, and what it means. */
export interface ObservedFilter {
  /** Refusals are notifications. */
  readonly notifying: Uint8Array;
  /** The same program as it answers by itself. */
  readonly answering: Uint8Array;
  readonly policy: ArchPolicy;
  readonly places: Policy["places"];
  /** The policy's own name, for what no file states. */
  readonly name: string;
  readonly bindings: Bindings;
}

/** What the addon does with notifications: `Mode` of native/addon/watch.h. */
export const MODE = { deny: 0, denyAfterExec: 1, learn: 2 } as const;

/** Kinds of refused calls that a run's result lists. */
const CALLS_MAX = 64;

/** One run under observation. */
export interface Watch {
  /**
   * What was seen; who is told of denials has been told of all of them. To be called once,
   * when every process of the run has ended.
   */
  end(): Seen;
}

export interface Seen extends Omit<SeenCalls, "errno"> {
  /** Why the run could not be observed, and so did not begin: an errno's name. */
  readonly failure: string | undefined;
}

const ACTION_BITS = 0xffff0000;
/** `SECCOMP_RET_KILL_PROCESS` and `SECCOMP_RET_KILL_THREAD`. */
const KILLS: readonly number[] = [0x80000000, 0];

/** Whether the policy had a process of the run killed for a call. */
export function killed(seen: Seen | undefined): boolean {
  return (
    seen?.calls.some(({ answer }) =>
      KILLS.includes((answer & ACTION_BITS) >>> 0),
    ) ?? false
  );
}

/** What a result tells of them. */
export type Refusals = Pick<
  RunResult,
  | "denials"
  | "denialsOmitted"
  | "denialsObserved"
  | "unobservedBecause"
  | "unobservedRules"
>;

export class Observation {
  readonly filter: ObservedFilter | undefined;
  readonly signatures: Signatures;
  readonly #signatureBytes: Uint8Array;
  readonly #mode: number;
  readonly #callsMax: number;
  readonly #threadKills: readonly string[];
  #reason: string | undefined;

  constructor(
    filter: ObservedFilter | undefined,
    mode: keyof typeof MODE = "deny",
    callsMax = CALLS_MAX,
  ) {
    this.filter = filter;
    this.#mode = MODE[mode];
    this.#callsMax = callsMax;
    this.#threadKills = filter === undefined ? [] : threadKills(filter);
    this.signatures =
      filter === undefined ? new Map() : signaturesOf(filter.policy);
    this.#signatureBytes =
      filter === undefined
        ? new Uint8Array()
        : signatureBytes(filter.policy, this.signatures);
    if (filter === undefined) this.#reason = "the program does not tell";
    else if (!addon().hasUserNotification())
      this.#reason =
        "the kernel hands refused calls to nobody (Linux 5.9 with CONFIG_SECCOMP_FILTER does)";
  }

  /** The program to load; undefined where runs are not observed. */
  get program(): Uint8Array | undefined {
    return this.#reason === undefined ? this.filter?.notifying : undefined;
  }

  /** Why runs are not observed; undefined where they are. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** From now on runs are not observed: the last one could not be, with `errno`. */
  giveUp(errno: string): void {
    this.#reason = `the listener of a run could not be taken: ${errno}${
      errno === "EPERM"
        ? ' (root needs CAP_SYS_PTRACE for it, in a container "--cap-add SYS_PTRACE"; a user, kernel.yama.ptrace_scope below 2)'
        : ""
    }`;
  }

  /** What a run was refused, in the policy's words. */
  refusals(seen: Seen | undefined): Refusals {
    const { filter, signatures } = this;
    if (seen === undefined || filter === undefined)
      return {
        denials: [],
        denialsObserved: false,
        unobservedBecause: this.#reason ?? "the run did not begin",
      };
    const deciding = { ...filter, signatures };
    return {
      denials: seen.calls.map((call) => denialOf(call, deciding)),
      ...(seen.omitted === 0 ? {} : { denialsOmitted: seen.omitted }),
      denialsObserved: true,
      ...(this.#threadKills.length === 0
        ? {}
        : { unobservedRules: this.#threadKills }),
    };
  }

  /**
   * Observes the run whose guest has the other end of `handover`, which it takes over.
   * `onDenied` is told of the first call of each kind when it is made.
   */
  watch(handover: number, onDenied?: OnDenied): Watch {
    const { filter, signatures } = this;
    let told = 0;
    let isOver = false;
    const tell = (calls: readonly SeenCall[]): void => {
      for (const seen of calls.slice(told)) {
        told++;
        if (filter !== undefined)
          onDenied?.(
            denialOf({ ...seen, count: 1 }, { ...filter, signatures }),
          );
      }
    };
    const tellNew = (): void => {
      if (!isOver) tell(addon().seen(number).calls);
    };
    let number: number;
    try {
      number = addon().observe(
        handover,
        this.#mode,
        filter?.answering ?? new Uint8Array(),
        this.#signatureBytes,
        this.#callsMax,
        // What it throws is uncaught, as anywhere: Node.js only warns of what the addon's call does.
        onDenied && (() => queueMicrotask(tellNew)),
      );
    } catch (error) {
      // No thread, no descriptor: its handover has ended, and so does the run.
      const { errno } = error as { readonly errno?: unknown };
      if (typeof errno !== "number") throw error;
      const failure = errnoName(errno);
      return { end: () => ({ failure, calls: [], omitted: 0 }) };
    }
    return {
      end() {
        const { errno, calls, omitted } = addon().observed(number);
        isOver = true;
        tell(calls);
        return {
          failure: errno === 0 ? undefined : errnoName(errno),
          calls,
          omitted,
        };
      },
    };
  }
}

/** What a kernel or a container refuses once, it refuses always. */
const LASTING: readonly string[] = ["EPERM", "EACCES", "ENOSYS"];

/** An isolation whose runs tell what they were refused. */
export function observedIsolation(
  isolation: Isolation,
  observation: Observation,
): Isolation {
  const runOnce = async (job: Job): Promise<Ended> => {
    const ended = await isolation.run(job);
    const failure = ended.seen?.failure;
    // Anything else (no descriptor left, say) may be otherwise at the next run.
    if (failure === undefined || !LASTING.includes(failure)) return ended;
    observation.giveUp(failure);
    // It did not begin; but what a stream has given is gone.
    const isRead =
      job.stdin !== undefined && !(job.stdin instanceof Uint8Array);
    return isRead ? ended : isolation.run(job);
  };
  return {
    async run(job) {
      const ended = await runOnce(job);
      return { ...ended, refusals: observation.refusals(ended.seen) };
    },
    close: () => isolation.close(),
  };
}
