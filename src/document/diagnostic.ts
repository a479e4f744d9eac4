/**
 * What is wrong with a file, and where. Diagnostics are collected, never thrown: one
 * run reports every fault of a file.
 */

/** A span in a file. Lines and columns count from 1, columns in UTF-16 code units. */
export interface Range {
  readonly file: string;
  /** Offsets into the file's text, in UTF-16 code units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Diagnostic {
  /** A stable kebab-case word, listed in `docs/policy-reference.md`. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** One sentence: what is wrong. */
  readonly message: string;
  readonly range: Range;
  /** What to write instead, where that is known. */
  readonly hint?: string;
}

/** Takes each diagnostic as it is found. */
export type Report = (diagnostic: Diagnostic) => void;
