/** What the service needs of whatever runs code, as a type: it starts no process itself. */
import type {
  Files,
  Language,
  Limits,
  RunRequest,
  RunResult,
  ZygoteEvent,
} from "../runtime/model.js";
import type { Filters } from "../runtime/policies.js";

/** A policy that a caller brought: compiled, proven, and within the operator's loosest. */
export interface CallersPolicy {
  /** SHA-256 of its text, in hexadecimal. */
  readonly digest: string;
  readonly filters: Filters;
}

/** One run, as a route asks for it. */
export interface Job {
  readonly language: Language;
  readonly code: string;
  /** A shipped policy by name, or a caller's; by default the language's own. */
  readonly policy?: string | CallersPolicy;
  readonly network: boolean;
  readonly stdin?: string;
  /** Put into the working folder; where it is given, what is left there is in the result. */
  readonly files?: Files;
  readonly args?: readonly string[];
  readonly limits?: Partial<Limits>;
}

/** Who hears of a run while it goes on. */
export type Listeners = Pick<RunRequest, "onOutput" | "onDenied">;

/** How often each thing happened to the zygotes of a language. */
export type ZygoteCounts = Readonly<
  Record<Language, Readonly<Partial<Record<ZygoteEvent, number>>>>
>;

export interface Runner extends AsyncDisposable {
  /** Since the start, read when somebody asks; undefined where there are no zygotes. */
  readonly zygotes?: ZygoteCounts;
  /**
   * Runs `job` to its end; `signal` ends it early, `listeners` hear of it meanwhile.
   * A sandbox that fails is a result (`sandbox-failure`) or a thrown `Fault`.
   */
  run(job: Job, signal: AbortSignal, listeners?: Listeners): Promise<RunResult>;
  /** Makes the sandboxes of `language` anew: its interpreter or its packages have changed. */
  renew(language: Language): Promise<void>;
  /** What keeps it from taking runs, one sentence each; empty when it is ready. */
  warm(): Promise<readonly string[]>;
}
