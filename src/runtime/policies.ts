/** A policy's two programs for this machine. Policies come from the one file that opens them. */
import { archTable } from "../../syscalls/index.js";
import { bind, isBound } from "../compiler/bind.js";
import { compile, compileArch } from "../compiler/compile.js";
import { no, question } from "../compiler/questions.js";
import type { Bindings } from "../policy/decide.js";
import type { Program } from "../compiler/program.js";
import { formatDiagnostic } from "../document/format.js";
import { Fault } from "../document/fault.js";
import { diskSource, readPolicy } from "../policy-files.js";
import { loadPolicy } from "../policy/load.js";
import type {
  ArchAction,
  ArchName,
  ArchPolicy,
  Policy,
} from "../policy/model.js";
import type { Language } from "./model.js";
import { endsThread } from "./observe/thread-kills.js";
import type { ObservedFilter } from "./observe/observation.js";

/** The programs as the kernel takes them: `struct sock_filter` after `struct sock_filter`. */
export interface Filters {
  readonly boot: Uint8Array;
  readonly run: Uint8Array;
  /** The run program for runs that are observed, and what it means. */
  readonly observed?: ObservedFilter;
  /** The boot program of a zygote: what forking and isolating children takes is added. */
  readonly zygoteBoot?: Uint8Array;
  /** The boot programs, for a start that is to tell why it fails. */
  readonly observedBoot?: () => ObservedFilter;
  readonly observedZygoteBoot?: () => ObservedFilter;
  /** No run gives a socket a name: nothing of it can be met in its network namespace later. */
  readonly namesNoSockets?: boolean;
}

const SHIPPED: Readonly<Record<Language, string>> = {
  python3: "python",
  nodejs: "nodejs",
};

const ARCHES: Readonly<Record<string, ArchName | undefined>> = {
  x64: "x86_64",
  arm64: "aarch64",
};

/** The shipped policy for code in `language`. */
export function defaultPolicy(language: Language, network: boolean): string {
  return `${SHIPPED[language]}${network ? "-network" : ""}`;
}

/** This machine's arch. Throws a `Fault` where no code can be run. */
export function ownArch(): ArchName {
  const arch = ARCHES[process.arch];
  if (arch !== undefined) return arch;
  throw new Fault(
    "unknown-machine",
    `code can be run on x86_64 and aarch64, and this machine is ${process.arch}`,
  );
}

/** Throws a `Fault`, with every error of the policy shown at its place. */
export function filtersOf(
  policyNameOrPath: string,
  forZygote = false,
): Filters {
  const arch = ownArch();
  return filtersOfPolicy(policyNamed(policyNameOrPath), arch, forZygote);
}

/** The programs of a policy that was read before. */
export function filtersOfPolicy(
  policy: Policy,
  arch: ArchName,
  forZygote = false,
): Filters {
  const observed = observedFilter(
    observedProgram(policy, arch),
    guestParameters,
  );
  return {
    boot: boundBytes(compile(policy, { arch, phase: "boot" })),
    run: observed.answering,
    observed,
    observedBoot: () => observedBoot(policy, archOf(policy, arch)),
    ...(forZygote
      ? {
          zygoteBoot: zygoteBoot(policy, arch),
          observedZygoteBoot: () =>
            observedBoot(policy, zygotePolicy(policy, arch)),
        }
      : {}),
    namesNoSockets: namesNoSockets(archOf(policy, arch)),
  };
}

/** A run program that hands its refusals to a supervisor, with its parameters yet to bind. */
export interface ObservedProgram {
  readonly policy: Policy;
  readonly arch: ArchName;
  readonly notifying: Program;
  readonly answering: Program;
}

/** Throws a `Fault` where the policy has no program. */
export function observedProgram(
  policy: Policy,
  arch: ArchName,
): ObservedProgram {
  return {
    policy,
    arch,
    notifying: compile(policy, { arch, observe: true }),
    answering: compile(policy, { arch }),
  };
}

/**
 * The same for a program that is started behind its policy: the execve that starts it comes
 * to the supervisor in any case. So one that ends a thread by the policy ends its process.
 */
export function startableProgram(
  policy: Policy,
  arch: ArchName,
): ObservedProgram {
  const handingOver = execveHandedOver(archOf(policy, arch));
  return {
    ...observedProgram(policy, arch),
    notifying: compileArch(handingOver, policy.params, { observe: true }),
  };
}

function execveHandedOver(policy: ArchPolicy): ArchPolicy {
  const nr = archTable(policy.arch).byName.get("execve")?.nr;
  if (nr === undefined) return policy;
  const rules = policy.rules.map((rule) =>
    rule.nr === nr && endsThread(rule.action) ? { ...rule, action: no } : rule,
  );
  const last = { rule: question, name: "execve", nr, action: no };
  return {
    ...policy,
    rules: endsThread(policy.default)
      ? [...rules, { ...last, condition: undefined }]
      : rules,
  };
}

/** With its parameters bound. Throws a `Fault` where one has no value. */
export function observedFilter(
  { policy, arch, notifying, answering }: ObservedProgram,
  bindings: Bindings,
): ObservedFilter {
  return {
    notifying: boundBytes(notifying, bindings),
    answering: boundBytes(answering, bindings),
    policy: archOf(policy, arch),
    places: policy.places,
    name: policy.name,
    bindings,
  };
}

/** Calls that make or name a socket; `socketpair` makes two that only know each other. */
const NAMING = ["socket", "bind", "socketcall", "io_uring_setup"];

function namesNoSockets({ rules, ...others }: ArchPolicy): boolean {
  return (
    [others.default, others.unknown, others.foreign].every(refuses) &&
    rules.every((rule) => refuses(rule.action) || !NAMING.includes(rule.name))
  );
}

function refuses({ action }: ArchAction): boolean {
  return action.kind === "deny" || action.kind === "kill";
}

/** The boot rules of the policy "zygote", then all that the policy allows. */
function zygotePolicy(policy: Policy, arch: ArchName): ArchPolicy {
  const own = archOf(policy, arch);
  const added = archOf(policyNamed("zygote"), arch);
  return { ...own, bootRules: [...added.bootRules, ...own.bootRules] };
}

function zygoteBoot(policy: Policy, arch: ArchName): Uint8Array {
  const both = zygotePolicy(policy, arch);
  return boundBytes(compileArch(both, policy.params, { phase: "boot" }));
}

/** The boot program whose refusals are notifications: as a run program, its rules the same. */
function observedBoot(policy: Policy, own: ArchPolicy): ObservedFilter {
  const asRun = {
    ...own,
    rules: [...own.bootRules, ...own.rules],
    bootRules: [],
  };
  return {
    notifying: boundBytes(
      compileArch(asRun, policy.params, { phase: "run", observe: true }),
    ),
    answering: boundBytes(compileArch(own, policy.params, { phase: "boot" })),
    policy: asRun,
    places: policy.places,
    name: policy.name,
    bindings: guestParameters,
  };
}

/**
 * `$self`, the guest's process id: in the namespace of a run the launcher's process is the
 * first and the guest the second. Without that namespace nobody has this id but the kernel.
 */
export const guestParameters: ReadonlyMap<string, bigint> = new Map([
  ["self", 2n],
]);

function boundBytes(
  program: Program,
  bindings: Bindings = guestParameters,
): Uint8Array {
  return isBound(program) ? program.bytes : bind(program, bindings).bytes;
}

function archOf(policy: Policy, arch: ArchName): ArchPolicy {
  const found = policy.arches.find((one) => one.arch === arch);
  if (found !== undefined) return found;
  throw new Fault("arch-not-listed", `${policy.name} is not for ${arch}`);
}

/** Throws a `Fault`, with every error of the policy shown at its place. */
export function policyNamed(nameOrPath: string): Policy {
  const file = readPolicy(nameOrPath);
  const { policy, diagnostics, files } = loadPolicy(diskSource(file), file);
  if (policy !== undefined) return policy;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const textOf = (path: string): string =>
    files.find((one) => one.path === path)?.text ?? "";
  throw new Fault(
    "bad-policy",
    [
      `the policy ${file.path} has ${errors.length === 1 ? "an error" : `${errors.length} errors`}`,
      ...errors.map((error) =>
        formatDiagnostic(error, textOf(error.range.file)),
      ),
    ].join("\n\n"),
  );
}
