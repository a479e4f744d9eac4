/**
 * What another tool's file says, before it becomes a policy: rules in order, the first that
 * matches wins, arguments compared as that tool compares them. Every importer resolves its
 * format's own merging and ordering into this; nothing here knows YAML.
 */
import type { Range } from "../document/diagnostic.js";
import type { ArchName, Comparison } from "../policy/model.js";
import type { Lost } from "./told.js";

/** `(argument & mask) OPERATOR value`, unsigned. */
export interface SourceTest {
  readonly argument: number;
  /**
   * How many bits the other tool compares, from the lowest; "register" is as many as the
   * arch's registers have.
   */
  readonly width: 32 | 64 | "register";
  /** Bits that are compared; all of them where it is undefined. */
  readonly mask?: bigint;
  readonly operator: Comparison;
  readonly value: bigint;
  readonly range: Range;
}

export type SourceCondition =
  | { readonly kind: "all"; readonly of: readonly SourceCondition[] }
  | { readonly kind: "any"; readonly of: readonly SourceCondition[] }
  | { readonly kind: "not"; readonly of: SourceCondition }
  | { readonly kind: "test"; readonly test: SourceTest };

export interface SourceRule {
  /** As a policy writes it: `allow`, `deny(EPERM)`, `kill(thread)`. */
  readonly action: string;
  readonly name: string;
  /** Undefined: whatever the arguments. */
  readonly when?: SourceCondition;
  /** The arches that the rule is for; all of the policy's where it is undefined. */
  readonly arches?: readonly ArchName[];
  readonly why?: string;
  readonly range: Range;
}

export interface SourcePolicy {
  readonly name: string;
  readonly description: string;
  readonly arches: readonly ArchName[];
  readonly default: string;
  readonly unknown: string;
  readonly foreign: string;
  readonly rules: readonly SourceRule[];
  /** What the reader of the policy should know of where it came from. */
  readonly comments: readonly string[];
  /** What the importer left out already. */
  readonly losses: readonly Lost[];
}
