/** Refused calls, as the addon saw them, in the words of the policy that refused them. */
import {
  archNames,
  archTable,
  x32SyscallBit,
  type ArchName,
} from "../../../syscalls/index.js";
import {
  argumentText,
  argumentWord,
  conditionOf,
} from "../../policy/call-text.js";
import { decide } from "../../policy/decide.js";
import type { Action } from "../../policy/model.js";
import { conditionLines } from "../../policy/layout.js";
import type { Denial } from "../model.js";
import type { SeenCall } from "../native.js";
import type { ObservedFilter } from "./observation.js";
import { placeOf } from "./places.js";
import type { Signatures } from "./signatures.js";

/** What decided on the call. */
export type Deciding = Pick<
  ObservedFilter,
  "policy" | "places" | "name" | "bindings"
> & { readonly signatures: Signatures };

export function denialOf(seen: SeenCall, deciding: Deciding): Denial {
  const { policy, bindings } = deciding;
  const decision = decide(policy, "run", seen, bindings);
  const arch = archOf(seen, policy.arch);
  const syscall =
    arch === undefined ? undefined : archTable(arch).byNumber.get(seen.nr);
  return {
    syscall: syscall?.name ?? `syscall ${seen.nr}`,
    arch: arch ?? `audit arch 0x${seen.arch.toString(16)}`,
    nr: seen.nr,
    args:
      syscall === undefined || arch === undefined
        ? []
        : syscall.args.map((_, index) => ({
            name: argumentWord(syscall, index),
            value: argumentText(syscall, index, seen.args[index] ?? 0n, arch),
          })),
    count: seen.count,
    action: actionText(decision.action.action),
    refusedBy: placeOf(decision, deciding),
    allowedBy: arch === policy.arch ? ruleFor(seen, deciding) : "",
  };
}

/** Whose number it is; undefined for an ABI that there is no table of. */
function archOf({ arch, nr }: SeenCall, own: ArchName): ArchName | undefined {
  const hasX32Bit = (nr & x32SyscallBit) !== 0;
  const candidates = archNames.filter(
    (name) => archTable(name).auditArch === arch,
  );
  if (candidates.includes("x32")) return hasX32Bit ? "x32" : "x86_64";
  return candidates.includes(own) ? own : candidates[0];
}

function actionText(action: Action): string {
  if (action.kind === "deny") return `deny(${action.errno})`;
  if (action.kind === "kill" && action.scope === "thread")
    return "kill(thread)";
  return action.kind;
}

/**
 * A rule that allows the call, and others that do the same; "" where no rule can: a number
 * without a name. It must stand above the rule that refuses.
 */
function ruleFor(
  { nr, args }: SeenCall,
  { policy, signatures }: Deciding,
): string {
  const syscall = archTable(policy.arch).byNumber.get(nr);
  if (syscall === undefined) return "";
  const condition = conditionOf(
    syscall,
    signatures.get(nr) ?? [],
    args,
    policy.arch,
  );
  return [
    `- allow: ${syscall.name}`,
    ...(condition === undefined
      ? []
      : conditionLines("  when:", [condition], "  ")),
  ].join("\n");
}

/** `socket(AF_INET, SOCK_STREAM, 0)`, as a sentence has it. */
export function callText({ syscall, args }: Denial): string {
  return `${syscall}(${args.map(({ value }) => value).join(", ")})`;
}

/** What the C library says of an answer. */
const WORDS: Readonly<Record<string, string>> = {
  "deny(EPERM)": "operation not permitted",
  "deny(EACCES)": "permission denied",
  "deny(ENOSYS)": "function not implemented",
  kill: "killed",
  "kill(thread)": "killed",
};

/** What was refused, by what, and what would allow it; a sentence of one line or more. */
export function denialText(denial: Denial): string {
  const { action, count, refusedBy, allowedBy } = denial;
  const times = count === 1 ? "" : `, ${count} times`;
  const remedy =
    allowedBy === ""
      ? "; no rule can allow it"
      : `; to allow it:${allowedBy
          .split("\n")
          .map((line) => `\n    ${line}`)
          .join("")}`;
  return `${WORDS[action] ?? action}: ${callText(denial)}${times}, refused by ${refusedBy}${remedy}`;
}

/** Why a call by which a thread or the run was ended is not among the denials. */
export function unobservedText(rules: readonly string[]): string {
  return `calls that are refused by ${rules.join(", ")} are not listed: kill(thread) is told to nobody`;
}

/**
 * Those that a person is told of: where the answer is ENOSYS the policy's author wants the
 * caller to fall back, and callers do (libc with `clone3` at every thread).
 */
export function worthTelling(denials: readonly Denial[]): readonly Denial[] {
  return denials.filter(({ action }) => action !== "deny(ENOSYS)");
}
