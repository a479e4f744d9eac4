/** Findings and explanations as JSON, the same on the command line and over HTTP. */
import type { Range } from "../document/diagnostic.js";
import type { Explanation } from "./explain.js";
import type { Finding } from "./finding.js";

/** `placeOf` says what may be told of a place. */
export function shownFinding(
  finding: Finding,
  placeOf: (range: Range) => object,
): object {
  const { id, severity, message, remedy, range, related, accepted } = finding;
  return {
    id,
    severity,
    message,
    ...placeOf(range),
    remedy,
    related: related && {
      message: related.message,
      ...placeOf(related.range),
    },
    accepted,
  };
}

/** `pathOf` says what may be told of a file's path. */
export function shownExplanation(
  { arches, findings, ...rest }: Explanation,
  pathOf: (path: string) => string,
): object {
  return {
    ...rest,
    arches: arches.map(({ rules, ...one }) => ({
      ...one,
      rules: rules.map(({ rule, action, example }) => ({
        action,
        when: rule.when,
        why: rule.why,
        policy: rule.policy,
        phase: rule.phase,
        file: pathOf(rule.range.file),
        line: rule.range.line,
        example,
      })),
    })),
    findings: findings.map(({ rule, ...one }) => ({
      ...one,
      file: rule && pathOf(rule.range.file),
      line: rule?.range.line,
    })),
  };
}
