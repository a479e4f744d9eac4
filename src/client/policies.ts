/** What the routes about policies take and give, as the OpenAPI document describes it: types alone. */

export type Phase = "run" | "boot";

/** A shipped policy by name, or a text. */
export type GivenPolicy =
  | { readonly name: string; readonly policy?: never }
  | { readonly policy: string; readonly name?: never };

/** A whole number that is exact, or a text of up to 64 bits: decimal or `0x…`. */
export type Value64 = number | string;

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Diagnostic extends Place {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint?: string;
}

export interface Finding extends Place {
  readonly id: string;
  readonly severity: "warning" | "note";
  readonly message: string;
  readonly remedy: string;
  readonly related?: Place & { readonly message: string };
  /** The policy's reason for leaving it. */
  readonly accepted?: string;
}

export interface Checked {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Where there is no error. */
  readonly findings: readonly Finding[];
  readonly name?: string;
  readonly arches?: readonly string[];
  readonly rules?: number;
}

export interface CompileOptions {
  /** By default every arch of the policy. */
  readonly arches?: readonly string[];
  /** By default `run`. */
  readonly phases?: readonly Phase[];
  readonly params?: Readonly<Record<string, Value64>>;
}

export interface Compiled {
  readonly programs: readonly {
    readonly arch: string;
    readonly phase: Phase;
    readonly instructions: number;
    /** `struct sock_filter` after `struct sock_filter`, in base64. */
    readonly bytes: string;
  }[];
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface SimulateOptions {
  readonly arch: string;
  readonly phase?: Phase;
  readonly params?: Readonly<Record<string, Value64>>;
  readonly calls: readonly {
    readonly syscall: string | number;
    /** Missing ones are 0. */
    readonly args?: readonly Value64[];
  }[];
}

export interface Simulated {
  /** In the order of the calls. */
  readonly answers: readonly {
    readonly action: string;
    readonly errno?: number;
    /** The errno's name. */
    readonly error?: string;
    readonly data?: number;
    readonly rule?: {
      readonly policy: string;
      readonly line: number;
      readonly why?: string;
    };
    readonly reason:
      "rule" | "default" | "unknown" | "foreign" | "boot-refusal";
    /** Instructions that ran. */
    readonly instructions: number;
  }[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Explained {
  readonly syscall: string;
  readonly phase: Phase;
  readonly arches: readonly {
    readonly arch: string;
    readonly nr: number;
    /** In the order in which they are tried. */
    readonly rules: readonly {
      readonly action: string;
      readonly when?: string;
      readonly why?: string;
      readonly policy: string;
      readonly phase: Phase;
      readonly file: string;
      readonly line: number;
      /** A call that it answers; without one it answers none. */
      readonly example?: string;
    }[];
    /** What calls get that no rule answers. */
    readonly otherwise?: { readonly action: string; readonly example: string };
  }[];
  /** Arches of the policy that do not have the syscall. */
  readonly absent: readonly string[];
  readonly findings: readonly {
    readonly id: string;
    readonly message: string;
    readonly accepted?: string;
    readonly file?: string;
    readonly line?: number;
  }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What is compared: a policy, or a program. */
export type GivenSide =
  | GivenPolicy
  | {
      /** `struct sock_filter` after `struct sock_filter`. */
      readonly program: Uint8Array;
      readonly arch: string;
    };

export interface DiffRequest {
  readonly a: GivenSide;
  readonly b: GivenSide;
  /** By default those that both are for. */
  readonly arches?: readonly string[];
  /** By default `run`, and `boot` where a policy has rules for it. */
  readonly phases?: readonly Phase[];
  readonly params?: Readonly<Record<string, Value64>>;
}

export interface Diff {
  readonly a: DiffedSide;
  readonly b: DiffedSide;
  /** Those that were compared. */
  readonly arches: readonly string[];
  /** Arches that only one is for. */
  readonly only: {
    readonly a: readonly string[];
    readonly b: readonly string[];
  };
  /** Empty: it is proven that they answer every call alike on these arches. */
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface DiffedSide {
  readonly name: string;
  readonly kind: "policy" | "program";
}

export interface Change {
  readonly kind: "allowed" | "refused" | "changed";
  /** Calls get further than before. */
  readonly widens: boolean;
  readonly phase: Phase;
  readonly before: string;
  readonly after: string;
  /** Which calls, in the policy language; null: all of these syscalls. */
  readonly when: string | null;
  /** Whether a policy could say `when`. */
  readonly expressible: boolean;
  /** A parameter's value without which nothing changed. */
  readonly only: { readonly parameter: string; readonly value: string } | null;
  readonly calls: readonly {
    readonly arch: string;
    readonly name: string;
    readonly isSyscall: boolean;
    readonly numbers: readonly (readonly [first: number, last: number])[];
    readonly witness: {
      readonly auditArch: number;
      readonly nr: number;
      readonly args: readonly string[];
      readonly text: string;
    };
  }[];
  readonly behind: {
    readonly before: readonly Behind[];
    readonly after: readonly Behind[];
  };
  readonly risks: readonly { readonly id: string; readonly sentence: string }[];
}

/** Who answers. */
export interface Behind {
  readonly kind: "rule" | "default" | "unknown" | "foreign" | "instruction";
  readonly file: string | null;
  readonly line: number | null;
  readonly why: string | null;
  readonly instruction: number | null;
}

export interface VerifyOptions {
  /** `struct sock_filter` after `struct sock_filter`. */
  readonly program: Uint8Array;
  readonly arch: string;
  readonly phase?: Phase;
  readonly params?: Readonly<Record<string, Value64>>;
}

export interface Verified {
  readonly kind:
    "proven" | "differs" | "undecided" | "out-of-room" | "not-loadable";
  readonly arch: string;
  readonly phase: Phase;
  /** A call that policy and program answer differently. */
  readonly witness?: {
    readonly arch: number;
    readonly nr: number;
    readonly args: readonly string[];
    readonly text: string;
  };
  readonly policy?: string;
  readonly program?: string;
  readonly instruction?: number;
  readonly reason?: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PolicySummary {
  readonly name: string;
  readonly description?: string;
  readonly arches: readonly string[];
  readonly sources: readonly {
    readonly name: string;
    readonly sha256: string;
  }[];
}

export interface PolicyDetail extends PolicySummary {
  readonly programs: readonly {
    readonly arch: string;
    readonly phase: Phase;
    readonly instructions: number;
    readonly sha256: string;
  }[];
  readonly params: readonly {
    readonly name: string;
    readonly width: 32 | 64;
    readonly why?: string;
  }[];
  /** In the order in which they are tried. */
  readonly rules: readonly {
    readonly phase: Phase;
    readonly action: string;
    readonly syscalls: readonly string[];
    readonly when?: string;
    readonly why?: string;
    readonly policy: string;
    readonly line: number;
  }[];
}
