/** What differs between two policies or programs, as plain data: JSON can carry all of it. */
import type { ArchName, Phase } from "../../policy/model.js";

export interface PolicyDiff {
  readonly a: DiffedSide;
  readonly b: DiffedSide;
  /** The arches that both are for, which were compared. */
  readonly arches: readonly ArchName[];
  /** Arches that only one is for: nothing is said of them. */
  readonly only: {
    readonly a: readonly ArchName[];
    readonly b: readonly ArchName[];
  };
  /** Empty: it is proven that they answer every call alike on the arches compared. */
  readonly changes: readonly Change[];
}

export interface DiffedSide {
  readonly name: string;
  readonly kind: "policy" | "program";
}

/** `allowed`: the kernel makes the calls now, and did not before; `refused`: the other way. */
export type ChangeKind = "allowed" | "refused" | "changed";

/** Calls whose answer changed in one way, for the same reasons on both sides. */
export interface Change {
  readonly kind: ChangeKind;
  /** Calls get further than before: at least to a tracer or listener that may have them made. */
  readonly widens: boolean;
  readonly phase: Phase;
  /** The answers, as a policy writes actions. */
  readonly before: string;
  readonly after: string;
  /** Which calls, in the policy language; null: all of these syscalls. */
  readonly when: string | null;
  /** Whether a policy could say `when`: a program may look at bits that the kernel does not read. */
  readonly expressible: boolean;
  /** A parameter's value without which nothing has changed. */
  readonly only: { readonly parameter: string; readonly value: string } | null;
  readonly calls: readonly ChangedCalls[];
  readonly behind: {
    readonly before: readonly Behind[];
    readonly after: readonly Behind[];
  };
  /** What the catalogue of risks says of calls that get further now. */
  readonly risks: readonly { readonly id: string; readonly sentence: string }[];
}

/** One syscall on one arch, or numbers that have no name there. */
export interface ChangedCalls {
  readonly arch: ArchName;
  /** A syscall's name, or in words which numbers these are. */
  readonly name: string;
  readonly isSyscall: boolean;
  /** Ends included. */
  readonly numbers: readonly (readonly [first: number, last: number])[];
  readonly witness: DiffWitness;
}

/** A call that the two answer differently. */
export interface DiffWitness {
  /** `AUDIT_ARCH_*`. */
  readonly auditArch: number;
  readonly nr: number;
  /** Six unsigned 64-bit values in hex. */
  readonly args: readonly string[];
  readonly text: string;
}

/** Who answers. */
export interface Behind {
  readonly kind: "rule" | "default" | "unknown" | "foreign" | "instruction";
  readonly file: string | null;
  readonly line: number | null;
  readonly why: string | null;
  /** Of a program: the `ret`'s index. */
  readonly instruction: number | null;
}
