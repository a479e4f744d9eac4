/** Watches a program: everything but what is dangerous goes on, and is written down. */
import { archTable, type ArchName } from "../../../syscalls/index.js";
import type { SeenCall } from "../native.js";
import { Observation, type ObservedFilter } from "../observe/observation.js";
import { observedProgram } from "../policies.js";
import { runProgram, type ProgramEnd } from "../supervise/program.js";
import { learningPolicies } from "./dangerous.js";

export interface Watched extends Omit<ProgramEnd, "seen"> {
  readonly calls: readonly SeenCall[];
  /** Calls of kinds beyond those kept. */
  readonly omitted: number;
  /** Numbers that this version has no name for. */
  readonly unknown: readonly number[];
}

/** More kinds of calls than a program makes. */
const CALLS_MAX = 16_384;

/** Runs `command` to its end. Rejects with a `Fault` where it can't be started or watched. */
export async function watchProgram(
  command: readonly string[],
  arch: ArchName,
): Promise<Watched> {
  const filter = learningFilter(arch);
  const { seen, ...end } = await runProgram(
    command,
    () => new Observation(filter, "learn", CALLS_MAX),
  );
  const { byNumber, auditArch } = archTable(arch);
  const unknown = seen.calls
    .filter((call) => call.arch === auditArch && !byNumber.has(call.nr))
    .map(({ nr }) => nr);
  return {
    ...end,
    calls: seen.calls,
    omitted: seen.omitted,
    unknown: [...new Set(unknown)],
  };
}

function learningFilter(arch: ArchName): ObservedFilter {
  const { asking, answering } = learningPolicies(arch);
  const notifying = observedProgram(asking, arch).answering;
  const program = observedProgram(answering, arch).answering;
  const [policy] = answering.arches;
  if (policy === undefined)
    throw new Error("learn's own policy has no arch; please report this");
  return {
    notifying: notifying.bytes,
    answering: program.bytes,
    policy,
    places: answering.places,
    name: answering.name,
    bindings: new Map(),
  };
}
