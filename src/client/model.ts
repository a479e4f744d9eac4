/** What runs take and give, as the OpenAPI document describes it: types and no code. */
import type { Diagnostic } from "./policies.js";

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
  /**
   * Put into the working folder, by paths below it; a text is UTF-8. Where it is given, be it
   * `{}`, the result has what the code leaves there.
   */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
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
  readonly action: string;
  readonly refusedBy: string;
  readonly allowedBy: string;
}

/** A run's result but for its output, which a stream has told before. */
export interface RunEnd {
  readonly id: string;
  readonly exit: Exit;
  readonly truncated: { readonly stdout: boolean; readonly stderr: boolean };
  readonly durationMs: number;
  /** In the queue, before it started. */
  readonly waitMs: number;
  readonly cpuMs: number;
  readonly maxRssBytes: number;
  readonly denials: readonly Denial[];
  /** Refused calls of further kinds. */
  readonly denialsOmitted?: number;
  readonly denialsObserved: boolean;
  readonly unobservedBecause?: string;
  /** Rules by which calls are refused that nobody is told of: `kill(thread)`. */
  readonly unobservedRules?: readonly string[];
  readonly missingLayers: readonly string[];
  readonly network: "none" | "host";
  /** What was left in the working folder, where the request has `files`. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Files are missing: too many, too large, or not to be read. */
  readonly filesTruncated: boolean;
}

export interface RunResult extends RunEnd {
  readonly stdout: string;
  readonly stderr: string;
}

export type RunEvent =
  | { readonly event: "stdout" | "stderr"; readonly text: string }
  /** The first refused call of a kind, when it is made; how often it was is in the end. */
  | { readonly event: "denied"; readonly denial: Denial }
  /** The last one. */
  | { readonly event: "exit"; readonly end: RunEnd };

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
  /** Of `policy-too-loose`: calls that the policy lets through and the loosest does not. */
  readonly beyond?: readonly {
    readonly call: string;
    readonly phase: "run" | "boot";
    readonly action: string;
    readonly loosest: string;
    readonly policy?: string;
    readonly line?: number;
  }[];
}
