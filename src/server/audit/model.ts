/** What the audit routes ask of the worker and what it answers, as plain data. */
import type { ArchName, Phase } from "../../policy/model.js";
import type { ObservedFilter } from "../../runtime/observe/observation.js";
import type { Filters } from "../../runtime/policies.js";

/** A policy as a request gives it: a shipped one by name, or a text of its own. */
export interface GivenPolicy {
  readonly name?: string;
  readonly policy?: string;
}

/** Values of parameters: whole numbers, or texts of up to 64 bits (`"0x…"`). */
export type GivenValues = Readonly<Record<string, number | string>>;

export interface CheckRequest extends GivenPolicy {
  readonly kind: "check";
}

export interface CompileRequest extends GivenPolicy {
  readonly kind: "compile";
  /** By default every arch that the policy lists. */
  readonly arches?: readonly ArchName[];
  /** By default `run`. */
  readonly phases?: readonly Phase[];
  readonly params?: GivenValues;
}

export interface SimulateRequest extends GivenPolicy {
  readonly kind: "simulate";
  readonly arch: ArchName;
  readonly phase?: Phase;
  readonly params?: GivenValues;
  readonly calls: readonly GivenCall[];
}

export interface GivenCall {
  /** A name of the arch, or a number. */
  readonly syscall: string | number;
  readonly args?: readonly (number | string)[];
}

export interface ExplainRequest extends GivenPolicy {
  readonly kind: "explain";
  readonly syscall: string;
  readonly phase?: Phase;
}

export interface VerifyRequest extends GivenPolicy {
  readonly kind: "verify";
  /** `struct sock_filter` after `struct sock_filter`, in base64. */
  readonly program: string;
  readonly arch: ArchName;
  readonly phase?: Phase;
  readonly params?: GivenValues;
}

/** What is compared: a policy, or a program. */
export type GivenSide =
  | (GivenPolicy & { readonly program?: never })
  | {
      /** In base64. */
      readonly program: string;
      readonly arch: ArchName;
    };

export interface DiffRequest {
  readonly kind: "diff";
  readonly a: GivenSide;
  readonly b: GivenSide;
  /** By default those that both are for. */
  readonly arches?: readonly ArchName[];
  /** By default `run`, and `boot` where a policy has rules for it. */
  readonly phases?: readonly Phase[];
  readonly params?: GivenValues;
}

export type AuditRequest =
  | CheckRequest
  | CompileRequest
  | SimulateRequest
  | ExplainRequest
  | VerifyRequest
  | DiffRequest;

/** Where something stands: in the text of the request, or in a file that ships. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface ShownDiagnostic extends Place {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint?: string;
}

export type AuditAnswer =
  /** `json` is the answer's body. */
  { readonly kind: "done"; readonly json: string } | WrongAnswer;

/** The policy, or what is asked of it, is wrong. */
export interface WrongAnswer {
  readonly kind: "wrong";
  readonly message: string;
  readonly hint?: string;
  readonly diagnostics: readonly ShownDiagnostic[];
}

/** A caller's policy, for its runs. */
export interface PrepareRequest {
  readonly kind: "prepare";
  /** The policy's text. */
  readonly policy: string;
  /** The operator's loosest: a shipped policy's name, or a path. */
  readonly bound: string;
}

export type PreparedAnswer =
  | {
      readonly kind: "prepared";
      readonly filters: Omit<Filters, "observedBoot">;
      /** For a start that is to tell why it fails. */
      readonly observedBoot: ObservedFilter | undefined;
    }
  | { readonly kind: "too-loose"; readonly calls: readonly BeyondCall[] }
  | WrongAnswer;

/** A call that a caller's policy lets through and the loosest does not. */
export interface BeyondCall {
  /** As a person writes it: `socket(family=0x2) on x86_64`. */
  readonly call: string;
  readonly phase: Phase;
  /** What the caller's policy answers. */
  readonly action: string;
  /** What the loosest policy answers. */
  readonly loosest: string;
  /** Where the caller's rule stands; undefined where a default answers. */
  readonly line?: number;
  readonly policy?: string;
}
