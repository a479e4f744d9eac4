/** What a report shows, as plain data: a policy, what was found in it, and its proven programs. */
import type { ArchName } from "../../../syscalls/index.js";
import type { InstructionRow } from "../../compiler/disassemble.js";
import type { ManifestProgram } from "../../compiler/manifest.js";
import type { Policy, Rule } from "../../policy/model.js";
import type { Finding } from "../finding.js";

/** What happens to the calls of a syscall: all are made, some are, or none. */
export type Answer = "allow" | "partly" | "refuse";

export interface Cell {
  readonly answer: Answer;
  /** Every action that some call gets, the rules' first: proven, not guessed. */
  readonly actions: readonly string[];
  /** What the boot phase lets through beyond the run phase. */
  readonly boot: Exclude<Answer, "refuse"> | undefined;
}

export interface MatrixRow {
  readonly name: string;
  /** One for each arch of the policy; undefined: it does not have the syscall. */
  readonly cells: readonly (Cell | undefined)[];
  readonly rules: readonly Rule[];
  /** Ids of findings about a rule on it. */
  readonly risks: readonly string[];
}

export interface ReportProgram {
  readonly arch: ArchName;
  readonly manifest: ManifestProgram;
  readonly rows: readonly InstructionRow[];
}

export interface Report {
  /** Of callgate. */
  readonly version: string;
  readonly policy: Policy;
  readonly findings: readonly Finding[];
  readonly arches: readonly ArchName[];
  readonly matrix: readonly MatrixRow[];
  readonly programs: readonly ReportProgram[];
  readonly sources: readonly {
    readonly path: string;
    readonly sha256: string;
  }[];
  readonly compilerDigest: string;
  readonly tables: readonly {
    readonly arch: ArchName;
    readonly source: string;
    readonly sha256: string;
  }[];
}
