/**
 * What stands between a sandbox and the processes of its runs. Today each run is a process
 * of its own; whatever starts runs otherwise implements this too.
 */
import type { Limits, OnOutput } from "./model.js";
import type { ProcessEnd, Reason, StepFailure } from "./status.js";

/** One run, with everything decided. */
export interface Job {
  readonly code: string;
  readonly args: readonly string[];
  /** Undefined: empty. */
  readonly stdin: Uint8Array | undefined;
  readonly limits: Limits;
  readonly signal: AbortSignal | undefined;
  readonly onOutput?: OnOutput | undefined;
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
  readonly durationMs: number;
  readonly cpuMs: number;
  readonly maxRssBytes: number;
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
