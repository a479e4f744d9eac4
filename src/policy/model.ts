/**
 * What a policy means, as plain data: groups expanded, parents merged, conditions read,
 * everything resolved for each arch. Free of YAML, of file access and of BPF.
 */
import type { ArchName } from "../../syscalls/index.js";
import type { Range } from "../document/diagnostic.js";

export type { ArchName };

export type Phase = "run" | "boot";

/** An action as the policy's author wrote it: the same on every arch. */
export type Action =
  | { readonly kind: "allow" }
  | { readonly kind: "log" }
  /** `errno` is a name (`EPERM`, whose value differs by arch) or a number, 0 to 4095. */
  | { readonly kind: "deny"; readonly errno: string | number }
  | { readonly kind: "kill"; readonly scope: "process" | "thread" }
  | { readonly kind: "trap"; readonly data: number }
  | { readonly kind: "trace"; readonly data: number }
  | { readonly kind: "notify" };

/** An action on one arch: the author's and its `SECCOMP_RET_*` value (unsigned 32 bits). */
export interface ArchAction {
  readonly action: Action;
  readonly value: number;
}

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** A value a test compares with: known now, or bound when the filter is loaded. */
export type Value =
  | { readonly kind: "constant"; readonly value: bigint }
  | { readonly kind: "parameter"; readonly name: string };

/**
 * `(argument & mask) OPERATOR value`, as the policy means it: not split into the 32-bit
 * words of `struct seccomp_data`. Splitting is the emitter's work, and the prover's, each
 * for itself.
 */
export interface ArgumentTest {
  readonly argument: 0 | 1 | 2 | 3 | 4 | 5;
  /** How many bits the kernel reads of the argument on this arch. */
  readonly width: 32 | 64;
  /** Order comparisons of a signed argument are signed at `width`. */
  readonly signed: boolean;
  /** Bits that are compared, within `width`; all of them where the author wrote no `&`. */
  readonly mask: bigint;
  readonly operator: Comparison;
  /** Constants are unsigned two's complement within `width`: -100 at width 32 is 0xffffff9c. */
  readonly value: Value;
  /** Where the test stands in the file. */
  readonly range: Range;
}

/** `in`, `only`, ranges and lists of alternatives are written with these four. */
export type Condition =
  | { readonly kind: "all"; readonly of: readonly Condition[] }
  | { readonly kind: "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "test"; readonly test: ArgumentTest };

/** A finding of `check` that the author knows of, with the reason to leave it. */
export interface Acceptance {
  /** The finding's id, as `docs/checks.md` lists them. */
  readonly finding: string;
  readonly reason: string;
  readonly range: Range;
}

/** A group that a rule names. */
export interface RuleGroup {
  /** With its `@`. */
  readonly name: string;
  readonly range: Range;
  /** Everything in it, on whatever arch. */
  readonly syscalls: readonly string[];
}

/** A rule as its author wrote it. Its `id` is its index in `Policy.rules`. */
export interface Rule {
  readonly id: number;
  readonly phase: Phase;
  readonly action: Action;
  /** The author's `when`, as text, for people; undefined where there is none. */
  readonly when: string | undefined;
  readonly why: string | undefined;
  /** Changes no answer: it is for `check` alone. */
  readonly accepts?: readonly Acceptance[];
  /** The groups among its names; for `check` alone, too. */
  readonly groups?: readonly RuleGroup[];
  /** The policy (not file) it stands in: the policy itself or one that it extends. */
  readonly policy: string;
  /** The action key and its value. */
  readonly range: Range;
}

/** One syscall of one rule on one arch: these are tried in order, and the first match wins. */
export interface ArchRule {
  readonly rule: Rule;
  /** The kernel's name of the syscall on this arch. */
  readonly name: string;
  readonly nr: number;
  readonly action: ArchAction;
  /** Undefined: matches whatever the arguments. */
  readonly condition: Condition | undefined;
}

/** What a policy means on one arch. */
export interface ArchPolicy {
  readonly arch: ArchName;
  /** A number of this arch's table that no rule matches. */
  readonly default: ArchAction;
  /** A number that this arch's table does not have. */
  readonly unknown: ArchAction;
  /** Another audit arch; on x86_64 also numbers with the x32 bit. */
  readonly foreign: ArchAction;
  /** The run phase, in order: the policy's own rules, then those of its parents. */
  readonly rules: readonly ArchRule[];
  /** `boot.rules`; the boot program tries these first, then `rules`. */
  readonly bootRules: readonly ArchRule[];
  /** What the boot program answers where no rule allows (`SECCOMP_RET_TRACE`). */
  readonly bootRefusal: ArchAction;
}

export interface Parameter {
  readonly name: string;
  readonly width: 32 | 64;
  readonly why: string | undefined;
  readonly range: Range;
}

export interface Policy {
  readonly name: string;
  readonly description: string | undefined;
  readonly params: readonly Parameter[];
  readonly rules: readonly Rule[];
  readonly arches: readonly ArchPolicy[];
  /** Findings about the policy as a whole that its own file accepts. */
  readonly accepts?: readonly Acceptance[];
  /** Where the actions beside the rules are stated, in this policy or a parent; else its name. */
  readonly places?: {
    readonly default: Range;
    readonly unknown: Range;
    readonly foreign: Range;
  };
  /** Every file that was read, in the order of reading; the manifest records their digests. */
  readonly files: readonly PolicyFile[];
}

export interface PolicyFile {
  readonly path: string;
  readonly text: string;
}

/** Where policy text comes from: a folder on disk, a bundle in a page, a map in a test. */
export interface PolicySource {
  /** The text of the policy called `name`, asked for by `extends` in `from`. */
  policy(name: string, from: string): PolicyFile | undefined;
  /** The text of the group called `@name`. */
  group(name: string, from: string): PolicyFile | undefined;
  /** Every name that `policy` and `group` would answer: for the nearest name in an error. */
  policyNames(): readonly string[];
  groupNames(): readonly string[];
}
