/**
 * The compiler's results as plain data. Only `seal.ts`, which has the kernel's checks and
 * the proof behind it, constructs a `Program`.
 */
import type { ArchName, Phase, Rule } from "../policy/model.js";
import type { verified } from "./seal.js";

/** A place in a program that `bind` fills: the `k` of one instruction. */
export interface Relocation {
  readonly instruction: number;
  readonly parameter: string;
  readonly word: "low" | "high";
  /** The word's sign bit is flipped: so a signed order is tested as an unsigned one. */
  readonly flipped: boolean;
}

/** A seccomp program that passed the kernel's rules and the proof. */
export interface Program {
  readonly [verified]: true;
  readonly arch: ArchName;
  readonly phase: Phase;
  /** `struct sock_filter` after `struct sock_filter`, 8 bytes each, in the target's byte order. */
  readonly bytes: Uint8Array;
  /** For each instruction the rules it serves; empty for the arch test and the defaults. */
  readonly rules: readonly (readonly Rule[])[];
  /** Numbers that Linux 5.11 and later answers from its bitmap without running the program. */
  readonly cached: readonly number[];
  /** Not empty: the program must be bound before it can be installed. */
  readonly relocations: readonly Relocation[];
  /** False only where the caller asked for it by name (`unproven`). */
  readonly proven: boolean;
}

/** A program with nothing left to bind: what may be installed. */
export interface BoundProgram extends Program {
  readonly relocations: readonly [];
}
