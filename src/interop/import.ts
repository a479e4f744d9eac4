/** Turns another tool's file into policies of ours. */
import type { Diagnostic } from "../document/diagnostic.js";
import { renderDraft, type PolicyDraft } from "../policy/draft.js";
import type { PolicyFile, PolicySource } from "../policy/model.js";
import type { Importer, ImportOptions } from "./import/importer.js";
import { importDify } from "./import/dify.js";
import { importKafel } from "./import/kafel.js";
import { importMinijail } from "./import/minijail.js";
import { importOci } from "./import/oci.js";
import { importSeccompiler } from "./import/seccompiler.js";
import { importSystemd } from "./import/systemd.js";
import type { SourcePolicy } from "./source.js";
import { draftOf } from "./to-draft.js";
import { Enough, toldTo } from "./told.js";

export type { ImportOptions } from "./import/importer.js";

const importers = {
  oci: importOci,
  dify: importDify,
  seccompiler: importSeccompiler,
  systemd: importSystemd,
  minijail: importMinijail,
  kafel: importKafel,
} as const satisfies Record<string, Importer>;

export type ImportFormat = keyof typeof importers;

export const importFormats = Object.keys(importers) as readonly ImportFormat[];

/** What the file looks like, or undefined where it could be several or none. */
export function detectFormat({
  path,
  text,
}: PolicyFile): ImportFormat | undefined {
  const name = path.replace(/^.*[/\\]/, "");
  if (/^\s*\{/.test(text)) {
    if (/"(defaultAction|archMap)"/.test(text)) return "oci";
    if (/"(default_action|mismatch_action)"/.test(text)) return "seccompiler";
    return /"(x86_64|aarch64)"/.test(text) ? "dify" : undefined;
  }
  if (/^[ \t]*kind:[ \t]*SeccompProfile\b/m.test(text)) return "oci";
  if (/\.go$/.test(name) || /^[ \t]*allowed_syscalls[ \t]*:/m.test(text))
    return "dify";
  if (UNIT_SETTING.test(text)) return "systemd";
  if (text.split("\n").some(opensKafelBlock)) return "kafel";
  return MINIJAIL_LINE.test(text) ? "minijail" : undefined;
}

// Blanks that may be line ends would be looked through again at each of them.
const UNIT_SETTING =
  /^[ \t]*SystemCall(Filter|Log|ErrorNumber|Architectures)[ \t]*=/m;
const MINIJAIL_LINE =
  /^[ \t]*(@(include|default|frequency|denylist)\b|[a-z_]\w*[ \t]*:)/m;

function opensKafelBlock(line: string): boolean {
  const before = line.slice(0, Math.max(0, line.lastIndexOf("{")));
  return /\b((POLICY|ALLOW|DENY|LOG|USER_NOTIF|KILL(_THREAD|_PROCESS)?)\b|(ERRNO|TRAP|TRACE)[ \t]*\()/.test(
    before,
  );
}

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
  const policies = untilEnough(() =>
    withOwnNames(importers[format](file, options, told)).map((policy) => {
      const draft = draftOf(policy, source, told.apart());
      return { name: policy.name, draft, text: renderDraft(draft) };
    }),
  );
  const failed = diagnostics.some(({ severity }) => severity === "error");
  return {
    policies: failed ? [] : policies,
    diagnostics: inOrder(diagnostics, file.path),
  };
}

/** Threads may have names that a policy can't tell apart: `a b` and `a-b`. */
function withOwnNames(
  policies: readonly SourcePolicy[],
): readonly SourcePolicy[] {
  // The last number behind each name, so that a thousand like names take no million looks.
  const taken = new Map<string, number>();
  return policies.map((policy) => {
    let { name } = policy;
    let number = taken.get(name) ?? 1;
    while (taken.has(name)) name = `${policy.name}-${++number}`;
    taken.set(policy.name, number);
    if (name !== policy.name) taken.set(name, 1);
    return { ...policy, name };
  });
}

/** From the top of the file down, then those of included files; that there are more is last. */
function inOrder(
  diagnostics: readonly Diagnostic[],
  main: string,
): readonly Diagnostic[] {
  const files = [
    ...new Set([main, ...diagnostics.map(({ range }) => range.file)]),
  ];
  const place = ({ code, range }: Diagnostic): number =>
    code === "too-many-errors" ? files.length : files.indexOf(range.file);
  return diagnostics.toSorted(
    (a, b) => place(a) - place(b) || a.range.start - b.range.start,
  );
}

/** Nothing, where so much was told that the reading ended. */
function untilEnough<Item>(read: () => readonly Item[]): readonly Item[] {
  try {
    return read();
  } catch (enough) {
    if (!(enough instanceof Enough)) throw enough;
    return [];
  }
}
