/** Turns another tool's file into policies of ours. */
import type { Diagnostic } from "../document/diagnostic.js";
import { renderDraft, type PolicyDraft } from "../policy/draft.js";
import type { PolicyFile, PolicySource } from "../policy/model.js";
import type { Importer, ImportOptions } from "./import/importer.js";
import { importOci } from "./import/oci.js";
import { draftOf } from "./to-draft.js";
import { toldTo } from "./told.js";

export type { ImportOptions } from "./import/importer.js";

const importers = {
  oci: importOci,
} as const satisfies Record<string, Importer>;

export type ImportFormat = keyof typeof importers;

export const importFormats = Object.keys(importers) as readonly ImportFormat[];

export interface ImportedPolicy {
  readonly name: string;
  readonly draft: PolicyDraft;
  /** YAML, as `callgate check` reads it. */
  readonly text: string;
}

export interface Imported {
  /** None where there is an error. */
  readonly policies: readonly ImportedPolicy[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The policies in `file`. What a policy can't say is an error, or where `lossy` is set a
 * comment in the policy. Groups come from `source`. Never throws for a file's text.
 */
export function importPolicies(
  file: PolicyFile,
  format: ImportFormat,
  source: PolicySource,
  options: ImportOptions & { readonly lossy?: boolean } = {},
): Imported {
  const diagnostics: Diagnostic[] = [];
  const lossy = options.lossy === true;
  const told = toldTo((diagnostic) => diagnostics.push(diagnostic), lossy);
  const read = importers[format](file, options, told);
  const policies = read.map((policy) => {
    const draft = draftOf(policy, source, told.apart());
    return { name: policy.name, draft, text: renderDraft(draft) };
  });
  const failed = diagnostics.some(({ severity }) => severity === "error");
  return { policies: failed ? [] : policies, diagnostics };
}
