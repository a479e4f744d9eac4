/**
 * Adds what another run did to a policy that a person may have changed meanwhile: its text
 * stays as it is, and rules that it lacks come after its own, so that what it refuses stays
 * refused.
 */
import { Fault } from "../../document/fault.js";
import { decide } from "../../policy/decide.js";
import { rulesText } from "../../policy/draft.js";
import { loadPolicy } from "../../policy/load.js";
import type {
  ArchName,
  ArchPolicy,
  Policy,
  PolicyFile,
} from "../../policy/model.js";
import { diskSource } from "../../policy-files.js";
import type { SeenCall } from "../native.js";
import { isAllowed, learnedOf } from "./learned.js";
import { fallBacks, refusedComments, rulesFor } from "./propose.js";

export interface Merged {
  readonly text: string;
  /** Syscalls for which there are new rules. */
  readonly added: readonly string[];
  /** Of those that were allowed while learning: what the policy's own rules refuse. */
  readonly refused: readonly string[];
}

/** Throws a `Fault` where `file` is no sound policy for `arch`, or has no rules to add to. */
export function merged(
  file: PolicyFile,
  calls: readonly SeenCall[],
  arch: ArchName,
): Merged {
  const before = soundPolicy(file, arch);
  const byRule = new Set<string>();
  const missing = calls.filter((call) => {
    const { action, rule } = decide(before, "run", call);
    if (action.action.kind === "allow" || action.action.kind === "log")
      return false;
    const isOwn = rule !== undefined;
    if (isOwn && isAllowed(call))
      for (const { syscall } of learnedOf([call], arch))
        byRule.add(syscall.name);
    return !isOwn;
  });
  const rules = [
    ...fallBacks(missing, arch),
    ...rulesFor(learnedOf(missing.filter(isAllowed), arch)),
  ];
  const comments = refusedComments(missing, arch).filter(
    (comment) => !flat(file.text).includes(flat(comment)),
  );
  const lines = rulesText(rules, comments);
  const text = lines === "" ? file.text : inserted(file, lines);
  soundPolicy({ path: file.path, text }, arch);
  return {
    text,
    added: [...new Set(rules.flatMap(({ names }) => names))],
    refused: [...byRule],
  };
}

/** A comment's words, however they are broken into lines. */
function flat(text: string): string {
  return text.replace(/[\s#]+/g, " ");
}

function soundPolicy(file: PolicyFile, arch: ArchName): ArchPolicy {
  const { policy, diagnostics } = loadPolicy(diskSource(file), file);
  const [error] = diagnostics.filter(({ severity }) => severity === "error");
  if (policy === undefined)
    throw new Fault(
      "bad-policy",
      `${file.path} can't be added to: ${error === undefined ? "it has errors" : `${error.message} (line ${error.range.line})`}`,
      { hint: "mend it, or write to another file" },
    );
  return archOf(policy, arch, file.path);
}

function archOf(policy: Policy, arch: ArchName, path: string): ArchPolicy {
  const found = policy.arches.find((one) => one.arch === arch);
  if (found !== undefined) return found;
  throw new Fault("arch-not-listed", `${path} is not for ${arch}`, {
    hint: `add ${arch} to its arches`,
  });
}

/** Behind the last of its own rules; `rules:` is a key of the policy itself, in block style. */
function inserted({ path, text }: PolicyFile, lines: string): string {
  const start = /^rules:[ \t]*(\[[ \t]*\][ \t]*)?(#.*)?$/m.exec(text);
  if (start === null)
    throw new Fault(
      "no-rules",
      `${path} has no list of rules that can be added to`,
      { hint: 'write "rules: []" as its last line' },
    );
  const head =
    text.slice(0, start.index) + start[0].replace(/\[[ \t]*\]/, "").trimEnd();
  const rest = text.slice(start.index + start[0].length);
  const next = /^[^\s#-]/m.exec(rest);
  const own = next === null ? rest : rest.slice(0, next.index);
  const after = next === null ? "" : rest.slice(next.index);
  const body = own.trimEnd() === "" ? "\n" : `${own.trimEnd()}\n\n`;
  return `${head}${body}${lines}${after === "" ? "" : `\n${after}`}`;
}
