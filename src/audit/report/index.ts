/** A policy as a page that a security reviewer can sign off. */
import type { Policy } from "../../policy/model.js";
import { collectReport } from "./collect.js";
import { reportPage } from "./page.js";

export type { Report } from "./model.js";
export { collectReport, reportPage };

/**
 * The report on a sound policy as one HTML page, the same bytes for the same input. Throws a
 * `CompileFault` or a `Fault` where the policy has no proven program.
 */
export function report(policy: Policy, version: string): string {
  return reportPage(collectReport(policy, version));
}
