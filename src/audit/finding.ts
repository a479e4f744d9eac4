/** What `check` finds in a sound policy: what is dangerous, in vain, or not what was meant. */
import type { Range } from "../document/diagnostic.js";
import type { Rule } from "../policy/model.js";
import type { Subject } from "./subject.js";

export type Severity = "warning" | "note";

export interface Finding {
  /** The id that `accept` names: the check's, or that of the risk that it found. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence: what is so, on which arches, with a call that shows it. */
  readonly message: string;
  /** What to write instead. */
  readonly remedy: string;
  readonly range: Range;
  /** The rule that it is about; undefined: the policy as a whole. */
  readonly rule: Rule | undefined;
  /** Another place that belongs to it: the rule that answers first. */
  readonly related?: { readonly message: string; readonly range: Range };
  /** The reason that the policy gives for leaving it. */
  readonly accepted?: string;
}

/** A finding before its check's own words are added. */
export type Found = Pick<Finding, "message" | "range" | "rule"> &
  Partial<Pick<Finding, "id" | "severity" | "remedy" | "related">>;

/** One check: its words, two examples that are its tests, and what it does. */
export interface Check {
  readonly id: string;
  readonly severity: Severity;
  /** What the check says of a policy, in general. */
  readonly sentence: string;
  readonly remedy: string;
  /** Policies below `callgate: 1`, `name: example`, and `arches: [x86_64, aarch64]`. */
  readonly bad: string;
  readonly good: string;
  /** `found` is what the checks before it found. */
  find(subject: Subject, found: readonly Finding[]): readonly Found[];
}
