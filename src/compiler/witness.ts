/**
 * Whether conditions can hold for any call: a call for each, or the proof that there is
 * none. Many are asked at once, because a question costs less than starting the core.
 */
import { archTable } from "../../syscalls/index.js";
import type { ArchPolicy, ArchRule, Condition } from "../policy/model.js";
import { coreWith } from "./core.js";
import { lowerPolicy } from "./lower.js";
import { no, question, yes } from "./questions.js";
import { readVerdict, type Verdict } from "./verdict.js";

/** The arguments of a call for which a condition holds; undefined: it is proven that there is none. */
export type Witness = readonly bigint[] | undefined;

/**
 * Arguments for each condition. The prover compares two policies: one allows, under a number
 * of its own for each condition, the calls for which it holds; the other allows nothing.
 * "out-of-room": the decision takes more memory than the prover allows itself.
 */
export function findArguments(
  conditions: readonly Condition[],
  values: ReadonlyMap<string, bigint>,
): readonly Witness[] | "out-of-room" {
  const found = new Map<number, readonly bigint[]>();
  for (;;) {
    const verdict = compare(conditions, found, values);
    switch (verdict.kind) {
      case "proven":
        return conditions.map((_, index) => found.get(index));
      case "differs":
        found.set(verdict.witness.nr, verdict.witness.args);
        if (found.size === conditions.length)
          return conditions.map((_, index) => found.get(index));
        break;
      case "out-of-room":
        return "out-of-room";
      default:
        throw new Error(
          `the prover answers ${verdict.kind} for a policy; please report this`,
        );
    }
  }
}

/** Compares the policy of the conditions not yet `found` with one that allows nothing. */
function compare(
  conditions: readonly Condition[],
  found: ReadonlyMap<number, readonly bigint[]>,
  values: ReadonlyMap<string, bigint>,
): Verdict {
  // Conditions are resolved: the arch only has to be one whose numbers are all its own.
  const { byNumber, ...rest } = archTable("aarch64");
  const some = [...byNumber.values()][0];
  const rules = conditions.flatMap((condition, nr): ArchRule[] =>
    found.has(nr)
      ? []
      : [{ rule: question, name: "", nr, action: yes, condition }],
  );
  const table = {
    ...rest,
    byNumber: new Map(
      some === undefined ? [] : rules.map(({ nr }) => [nr, some] as const),
    ),
  };
  const block = (of: readonly ArchRule[]): Uint32Array => {
    const policy: ArchPolicy = {
      arch: table.arch,
      default: no,
      unknown: no,
      foreign: no,
      rules: of,
      bootRules: [],
      bootRefusal: no,
    };
    const lowering = {
      policy,
      table,
      phase: "run",
      observe: false,
      parameters: [],
      profile: undefined,
    } as const;
    return lowerPolicy(lowering, values);
  };
  const core = coreWith(block(rules), block([]));
  core.exports.comparePolicies();
  return readVerdict(core.answer());
}
