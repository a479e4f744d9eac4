/** What the audit routes ask of the worker and what it answers, as plain data. */
import type { ArchName, Phase } from "../../policy/model.js";

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

export type AuditRequest = CheckRequest | CompileRequest | SimulateRequest;

/** A diagnostic without offsets, which mean nothing outside this process. */
export interface ShownDiagnostic {
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

export type AuditAnswer =
  /** `json` is the answer's body. */
  | { readonly kind: "done"; readonly json: string }
  /** The policy, or what is asked of it, is wrong. */
  | {
      readonly kind: "wrong";
      readonly message: string;
      readonly hint?: string;
      readonly diagnostics: readonly ShownDiagnostic[];
    };
