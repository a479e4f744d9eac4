/**
 * What stands between a sandbox and the processes of its runs. Today each run is a process
 * of its own; whatever starts runs otherwise implements this too.
 */
import type { FilesRead } from "./files.js";
import type { Denial, Limits, OnDenied, OnOutput } from "./model.js";
import type { Refusals, Seen } from "./observe/observation.js";
import type { RootEntry } from "./plan.js";
import type { StdinFailure, StdinSource } from "./stdin.js";
import type { ProcessEnd, Reason, StepFailure } from "./status.js";

/** One run, with everything decided. */
export interface Job {
  readonly code: Uint8Array;
  readonly args: readonly string[];
  /** Undefined: empty. */
  readonly stdin: StdinSource | undefined;
  /** Entries of the root below the working folder. */
  readonly files: readonly RootEntry[];
  /** The code's file in the working folder. */
  readonly codeName: string;
  /** Whether what is left there is asked for. */
  readonly keepsFiles: boolean;
  readonly limits: Limits;
  readonly signal: AbortSignal | undefined;
  readonly onOutput?: OnOutput | undefined;
  readonly onDenied?: OnDenied | undefined;
}

/** What was seen of a run: `ends.ts` says what it means. */
export interface Ended {
  /** The step that failed, with what it was at; the run did not take place. */
  readonly failure: (StepFailure & { readonly subject: string }) | undefined;
  /** How the guest's first process ended; undefined where that was not seen. */
  readonly end: ProcessEnd | undefined;
  /** The run filter went on, so that foreign code ran. */
  readonly started: boolean;
  readonly reason: Reason;
  readonly cpuIsUp: boolean;
  readonly oomKills: number;
  readonly aborted: boolean;
  readonly stdout: OutputSeen;
  readonly stderr: OutputSeen;
  readonly files: FilesRead;
  /** The caller's stream for stdin failed, and the run was ended for it. */
  readonly stdinFailure: StdinFailure | undefined;
  readonly durationMs: number;
  readonly cpuMs: number;
  readonly maxRssBytes: number;
  /** Calls that the policy refused; undefined where the run was not observed. */
  readonly seen?: Seen | undefined;
  /** The same as results tell it. */
  readonly refusals?: Refusals;
  /** Calls that kept the interpreter from starting; undefined where it did, or nobody looked. */
  readonly refusedAtBoot?: readonly Denial[];
  /** How the zygote ended, where it did before the run's end was told. */
  readonly zygoteEnd?: "died" | "hung" | undefined;
  /** How the launcher ended, where it ended without its last report. */
  readonly launcherEnd: ProcessEnd | undefined;
}

export interface OutputSeen {
  readonly text: string;
  readonly truncated: boolean;
  /** The last words, of what was cut too. */
  readonly tail: string;
}

export interface Isolation {
  run(job: Job): Promise<Ended>;
  close(): Promise<void>;
}
