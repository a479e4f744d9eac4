/** What `diff` compares: policies, programs, other tools' profiles, from files or from git. */
import type { ArchName } from "../../syscalls/index.js";
import type { DiffSide } from "../audit/diff/index.js";
import { Fault } from "../document/fault.js";
import { detectFormat, importPolicies } from "../interop/import.js";
import { loadPolicy, type LoadedPolicy } from "../policy/load.js";
import type { PolicyFile, PolicySource } from "../policy/model.js";
import { diskSource, readPolicy } from "../policy-files.js";
import { hostArch } from "./arguments.js";
import { readBytes } from "./files.js";
import { readIncluded } from "./foreign.js";
import { noteDiagnostics } from "./output.js";
import { archFor } from "./programs.js";
import { readAt, revisionIn, withPolicyAt } from "./revisions.js";

/** Undefined after the file's faults were shown. Throws a `Fault` for what can't be read. */
export async function sideFrom(
  word: string,
  arches: readonly ArchName[] | undefined,
): Promise<DiffSide | undefined> {
  const revision = revisionIn(word);
  const path = revision?.path ?? word;
  if (path.endsWith(".bpf")) {
    const bytes =
      revision === undefined ? readBytes(word) : await readAt(revision);
    const arch = archFor(arches?.length === 1 ? arches[0] : undefined, path);
    return { kind: "program", name: word, arch, bytes };
  }
  const read = (file: PolicyFile, source: PolicySource): LoadedPolicy =>
    policyIn(file, source, arches, revision !== undefined);
  const file = revision === undefined ? readPolicy(word) : undefined;
  const { policy, diagnostics, files } =
    revision !== undefined
      ? await withPolicyAt(revision, read)
      : file !== undefined
        ? read(file, diskSource(file))
        : { policy: undefined, diagnostics: [], files: [] };
  noteDiagnostics(diagnostics, files);
  return policy && { kind: "policy", name: word, policy };
}

/** A policy of ours, or another tool's file as one. */
function policyIn(
  file: PolicyFile,
  source: PolicySource,
  arches: readonly ArchName[] | undefined,
  ofRevision: boolean,
): LoadedPolicy {
  const isOurs = /^\s*(["']?)callgate\1\s*:/m.test(file.text);
  const format = isOurs ? undefined : detectFormat(file);
  if (format === undefined) return loadPolicy(source, file);
  const included: PolicyFile[] = [];
  const { policies, diagnostics } = importPolicies(file, format, source, {
    ...(hostArch === undefined ? {} : { hostArch }),
    ...(arches === undefined ? {} : { arches }),
    include: (name, from) => {
      // The working tree may have another file of that name.
      const found = ofRevision
        ? `${name} is not read from a revision`
        : readIncluded(name, from, file);
      if (typeof found === "object") included.push(found);
      return found;
    },
  });
  const [only] = policies;
  if (only === undefined) return { diagnostics, files: [file, ...included] };
  if (policies.length > 1)
    throw new Fault(
      "several-policies",
      `${file.path} has ${policies.length} policies: ${policies.map(({ name }) => name).join(", ")}`,
      { hint: "callgate import FILE --name NAME writes one of them" },
    );
  // Its places are those of what `callgate import` prints.
  return loadPolicy(source, {
    path: `${file.path} (imported)`,
    text: only.text,
  });
}
