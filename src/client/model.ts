/** What the service takes and gives, as its OpenAPI document describes it: types and no code. */

export type Language = "python3" | "nodejs";

export interface Limits {
  /** Wall clock, from the start of the run. */
  readonly timeoutMs: number;
  readonly cpuMs: number;
  readonly memoryBytes: number;
  /** Processes and threads together. */
  readonly processes: number;
  readonly openFiles: number;
  readonly fileBytes: number;
  readonly scratchBytes: number;
  /** stdout and stderr each. */
  readonly outputBytes: number;
}

export interface RunRequest {
  readonly language: Language;
  readonly code: string;
  readonly stdin?: string;
  readonly args?: readonly string[];
  /**
   * A shipped policy that the service lets callers name, or a text where it takes callers'
   * policies.
   */
  readonly policy?: string | { readonly text: string };
  readonly network?: boolean;
  /** Each at most the service's own. */
  readonly limits?: Partial<Limits>;
  /** A UUID to end the run by; the service makes one where none is given. */
  readonly id?: string;
}

export type Exit =
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: string }
  | { readonly kind: "timeout"; readonly limit: "wall" | "cpu" }
  | { readonly kind: "out-of-memory"; readonly code?: number }
  | { readonly kind: "output-limit" }
  | { readonly kind: "denied" }
  | { readonly kind: "aborted" };

/** One refused call, however often it was made. */
export interface Denial {
  readonly syscall: string;
  readonly arch: string;
  readonly nr: number;
  readonly args: readonly { readonly name: string; readonly value: string }[];
  readonly count: number;
  readonly refusedBy: string;
  readonly allowedBy: string;
}

/** A run's result but for what a stream has told before. */
export interface RunEnd {
  readonly id: string;
  readonly exit: Exit;
  readonly truncated: { readonly stdout: boolean; readonly stderr: boolean };
  readonly durationMs: number;
  /** In the queue, before it started. */
  readonly waitMs: number;
  readonly cpuMs: number;
  readonly maxRssBytes: number;
  readonly denialsObserved: boolean;
  readonly missingLayers: readonly string[];
}

export interface RunResult extends RunEnd {
  readonly stdout: string;
  readonly stderr: string;
  readonly denials: readonly Denial[];
}

export type RunEvent =
  | { readonly event: "stdout" | "stderr"; readonly text: string }
  | { readonly event: "denied"; readonly denial: Denial }
  /** The last one. */
  | { readonly event: "exit"; readonly end: RunEnd };

/** A shipped policy by name, or a text. */
export type GivenPolicy =
  | { readonly name: string; readonly policy?: never }
  | { readonly policy: string; readonly name?: never };

export interface Diagnostic {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly hint?: string;
}

export interface Checked {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** RFC 9457. */
export interface Problem {
  /** `urn:callgate:problem:NAME`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly hint?: string;
  readonly errors?: readonly {
    readonly path: string;
    readonly message: string;
  }[];
  readonly diagnostics?: readonly Diagnostic[];
}
