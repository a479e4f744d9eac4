/** OCI's profiles, as runc and libseccomp read them. */
import { errnos, type ArchName } from "../../../syscalls/index.js";
import {
  ALLOW,
  ERRNO,
  KILL_PROCESS,
  KILL_THREAD,
  LOG,
  TRACE,
  TRAP,
  type Reading,
} from "../agreement.js";
import { fieldsOf, listOf, textsOf, type Fields } from "./data.js";
import {
  compared,
  firstOf,
  NOTIFY,
  numberOn,
  type ReadAs,
  type Rule,
} from "./rules.js";

const GO_ARCHES: Partial<Record<ArchName, string>> = {
  x86_64: "amd64",
  aarch64: "arm64",
};

const SCMP: Readonly<Record<string, number>> = {
  SCMP_ACT_KILL: KILL_THREAD,
  SCMP_ACT_KILL_THREAD: KILL_THREAD,
  SCMP_ACT_KILL_PROCESS: KILL_PROCESS,
  SCMP_ACT_TRAP: TRAP,
  SCMP_ACT_LOG: LOG,
  SCMP_ACT_ALLOW: ALLOW,
  SCMP_ACT_NOTIFY: NOTIFY,
};

function scmpAnswer(
  action: unknown,
  errnoRet: unknown,
  errno: unknown,
  arch: ArchName,
): number {
  const plain = SCMP[String(action)];
  if (plain !== undefined) return plain;
  const text = String(errno ?? "");
  const named = /^\d+$/.test(text) ? Number(text) : errnos(arch).get(text);
  const data = named ?? Number(errnoRet ?? 1);
  return (action === "SCMP_ACT_TRACE" ? TRACE : ERRNO) + data;
}

/** As runc and libseccomp read a profile; conflicts among rules are no matter of this. */
export function ociReading(root: unknown, { arch, caps }: ReadAs): Reading {
  const { linux, spec } = fieldsOf(root);
  const profile = fieldsOf(fieldsOf(linux)["seccomp"] ?? spec ?? root);
  const { defaultAction, defaultErrnoRet, defaultErrno } = profile;
  const fallback = scmpAnswer(
    defaultAction,
    defaultErrnoRet,
    defaultErrno,
    arch,
  );
  const rules: (Rule & { readonly whole: boolean })[] = [];
  for (const entry of listOf(profile["syscalls"])) {
    if (!applies(entry, arch, caps)) continue;
    const { name, names, action, errnoRet, errno } = entry;
    const answer = scmpAnswer(action, errnoRet, errno, arch);
    if (answer === fallback) continue;
    const args = listOf(entry["args"]);
    // A test of no bits is none, and a rule without tests is for every call.
    const none = ({ op, value }: Fields): boolean =>
      op === "SCMP_CMP_MASKED_EQ" && value === 0n;
    const apart = new Set(args.map(({ index }) => index)).size < args.length;
    for (const one of [name ?? [], textsOf(names)].flat()) {
      const nr = numberOn(arch, String(one));
      if (nr !== undefined)
        rules.push({
          nr,
          answer,
          whole: apart ? args.some(none) : args.every(none),
          holds: (values) =>
            args.length === 0 ||
            (apart
              ? args.some((arg) => scmpHolds(arg, values))
              : args.every((arg) => scmpHolds(arg, values))),
        });
    }
  }
  // Of rules on one syscall, the one without arguments replaces those that have some.
  return firstOf([...rules.filter(({ whole }) => whole), ...rules], fallback);
}

function applies(
  entry: Fields,
  arch: ArchName,
  caps: readonly string[],
): boolean {
  const includes = fieldsOf(entry["includes"]);
  const excludes = fieldsOf(entry["excludes"]);
  const machine = GO_ARCHES[arch] ?? "";
  const minKernel = (scope: Fields): boolean =>
    (scope["minKernel"] ?? "") !== "";
  const listed = textsOf(includes["arches"]);
  return (
    !textsOf(excludes["arches"]).includes(machine) &&
    !textsOf(excludes["caps"]).some((cap) => caps.includes(cap)) &&
    !minKernel(excludes) &&
    (listed.length === 0 || listed.includes(machine)) &&
    textsOf(includes["caps"]).every((cap) => caps.includes(cap))
  );
}

function scmpHolds(
  { index, value, valueTwo, op }: Fields,
  args: readonly bigint[],
): boolean {
  const left = args[Number(index)] ?? 0n;
  const right = BigInt(value as bigint);
  const second = BigInt((valueTwo ?? 0n) as bigint);
  return op === "SCMP_CMP_MASKED_EQ"
    ? (left & right) === (second & right)
    : compared(left, String(op).slice("SCMP_CMP_".length).toLowerCase(), right);
}
