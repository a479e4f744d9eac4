/** What the service needs of whatever runs code, as a type: it starts no process itself. */
import type {
  Language,
  Limits,
  OnOutput,
  RunResult,
} from "../runtime/model.js";

/** One run, as a route asks for it. */
export interface Job {
  readonly language: Language;
  readonly code: string;
  /** A shipped policy by name; by default the language's own. */
  readonly policy?: string;
  readonly network: boolean;
  readonly stdin?: string;
  readonly args?: readonly string[];
  readonly limits?: Partial<Limits>;
}

export interface Runner extends AsyncDisposable {
  /**
   * Runs `job` to its end; `signal` ends it early, `onOutput` takes its output as it comes.
   * A sandbox that fails is a result (`sandbox-failure`) or a thrown `Fault`.
   */
  run(job: Job, signal: AbortSignal, onOutput?: OnOutput): Promise<RunResult>;
  /** Makes the sandboxes of `language` anew: its interpreter or its packages have changed. */
  renew(language: Language): Promise<void>;
  /** What keeps it from taking runs, one sentence each; empty when it is ready. */
  warm(): Promise<readonly string[]>;
}
