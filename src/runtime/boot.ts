/**
 * Why an interpreter did not start: it is started once more, with nothing of anyone's code,
 * and the calls that the boot program refuses are observed.
 */
import { archTable } from "../../syscalls/index.js";
import { decide } from "../policy/decide.js";
import type { Ended } from "./isolation.js";
import { launch } from "./launch.js";
import type { Denial } from "./model.js";
import { addon } from "./native.js";
import { denialOf } from "./observe/denials.js";
import type { Signatures } from "./observe/signatures.js";
import { Observation, type ObservedFilter } from "./observe/observation.js";
import type { Plan, RootEntry } from "./plan.js";
import { WORKING_FOLDER } from "./view.js";

/** What an interpreter writes and takes until it fails. */
const OUTPUT_BYTES = 64 * 1024;
const BOOT_MS = 10_000;

/** Whether the interpreter ended by itself before the code ran, and no layer failed. */
export function isBootFailure(ended: Ended): boolean {
  return (
    !ended.started &&
    ended.end !== undefined &&
    ended.failure === undefined &&
    ended.launcherEnd === undefined &&
    ended.reason === "ended" &&
    ended.oomKills === 0 &&
    !ended.aborted &&
    !ended.cpuIsUp
  );
}

/** `ended`, with what the boot program refuses where that is why. `filter` is asked for then only. */
export async function explained(
  ended: Ended,
  plan: Plan,
  filter: (() => ObservedFilter) | undefined,
): Promise<Ended> {
  if (filter === undefined || !isBootFailure(ended)) return ended;
  return { ...ended, refusedAtBoot: await refusedAtBoot(plan, filter()) };
}

/** In the order in which they were made first. Empty where the kernel does not tell. */
async function refusedAtBoot(
  plan: Plan,
  filter: ObservedFilter,
): Promise<readonly Denial[]> {
  if (!addon().hasUserNotification()) return [];
  const observation = new Observation(filter, "denyAfterExec");
  const { seen } = await launch({
    plan: {
      ...plan,
      // One program alone, from before the interpreter's first instruction.
      bootFilter: new Uint8Array(),
      runFilter: filter.notifying,
      filterIsFinal: true,
      observed: true,
      giveFolder: false,
      cgroups: [],
      root: plan.root.map(withoutContents),
      wallMs: Math.min(plan.wallMs, BOOT_MS),
    },
    outputBytes: OUTPUT_BYTES,
    observation,
  });
  const { denials } = observation.refusals(seen);
  return [...denials, ...guestsOwn(filter, observation.signatures)];
}

/** SECCOMP_SET_MODE_FILTER with TSYNC and TSYNC_ESRCH (linux/seccomp.h), as native/filter.c. */
const PUTTING_ON = [1n, 0x11n, 1n, 0n, 0n, 0n];
/** An observed run has one more flag: the operation alone is what matters. */
const PUTTING_ON_RULE =
  "- allow: seccomp\n  when: op == SECCOMP_SET_MODE_FILTER";

/** The call by which the guest puts the run filter on: this start did not come to it. */
function guestsOwn(
  filter: ObservedFilter,
  signatures: Signatures,
): readonly Denial[] {
  const { policy, bindings } = filter;
  const table = archTable(policy.arch);
  const nr = table.byName.get("seccomp")?.nr;
  if (nr === undefined) return [];
  const call = { arch: table.auditArch, nr, args: PUTTING_ON };
  const { kind } = decide(policy, "run", call, bindings).action.action;
  if (kind !== "deny" && kind !== "kill") return [];
  const seen = { ...call, answer: 0, count: 1 };
  const denial = denialOf(seen, { ...filter, signatures });
  return [{ ...denial, allowedBy: PUTTING_ON_RULE }];
}

/** Should the interpreter come as far as the code this time, there is none. */
function withoutContents(entry: RootEntry): RootEntry {
  return entry.kind === "file" && entry.path.startsWith(`${WORKING_FOLDER}/`)
    ? { ...entry, contents: new Uint8Array() }
    : entry;
}
