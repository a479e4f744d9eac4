/** One launcher, from its plan to its last report: feeds it, collects, ends it in time. */
import { once } from "node:events";
import { removeCgroups } from "./cgroups.js";
import { readFolder } from "./folder.js";
import type { Ended, OutputSeen } from "./isolation.js";
import type { OnDenied, OnOutput } from "./model.js";
import type { Observation, Seen } from "./observe/observation.js";
import { Output } from "./output.js";
import type { Plan } from "./plan.js";
import { encodePlan } from "./plan-bytes.js";
import { feed, type StdinFailure, type StdinSource } from "./stdin.js";
import { startLauncher } from "./processes.js";
import { decodeStatus, type StatusRecord, type StepFailure } from "./status.js";
import { steps, type StepName } from "./steps.js";

export interface Launch {
  readonly plan: Plan;
  /** stdout and stderr each. */
  readonly outputBytes: number;
  /** Undefined: empty. */
  readonly stdin?: StdinSource | undefined;
  /** The code's file: not among those that are left. */
  readonly codeName?: string;
  /** Each of them ends the run. */
  readonly signals?: readonly AbortSignal[];
  readonly onOutput?: OnOutput | undefined;
  readonly onDenied?: OnDenied | undefined;
  /** Of a plan that is observed. */
  readonly observation?: Observation;
  /** It is no reason for this process to stay: it waits, and nobody for it. */
  readonly isIdle?: boolean;
}

export interface Launched extends Ended {
  /** A probe's steps that failed. */
  readonly missing: readonly StepFailure[];
}

/** How long the launcher may take to clean up after a run's time is up. */
const GRACE_MS = 5_000;

export async function launch({
  plan,
  outputBytes,
  stdin,
  codeName = "",
  signals = [],
  onOutput,
  onDenied,
  observation,
  isIdle = false,
}: Launch): Promise<Launched> {
  const startedAt = performance.now();
  const launcher = startLauncher({
    withStdin: stdin !== undefined,
    withFolder: plan.giveFolder === true,
    observed: plan.observed === true,
  });
  const watch =
    launcher.handover === undefined
      ? undefined
      : observation?.watch(launcher.handover, onDenied);
  // The end of this pipe is the launcher's sign to stop.
  const stop = (): void => {
    launcher.plan.destroy();
  };
  const stdout = outputOf("stdout", outputBytes, stop, onOutput);
  const stderr = outputOf("stderr", outputBytes, stop, onOutput);
  const records: Buffer[] = [];
  launcher.status.on("data", (chunk: Buffer) => records.push(chunk));
  launcher.stdout.on("data", (chunk: Buffer) => stdout.add(chunk));
  launcher.stderr.on("data", (chunk: Buffer) => stderr.add(chunk));
  const closed = [launcher.status, launcher.stdout, launcher.stderr].map(
    (socket) => once(socket, "close"),
  );
  let aborted = false;
  const abort = (): void => {
    aborted = true;
    stop();
  };
  for (const signal of signals) {
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
  }
  const overdue = setTimeout(() => {
    process.kill(launcher.pid, "SIGKILL");
  }, plan.wallMs + GRACE_MS);
  if (isIdle) {
    overdue.unref();
    const { plan: orders, status, stdin: input } = launcher;
    for (const socket of [orders, status, launcher.stdout, launcher.stderr])
      socket.unref();
    input?.unref();
  }
  launcher.plan.write(encodePlan(plan));
  let stdinFailure: StdinFailure | undefined;
  if (stdin !== undefined && launcher.stdin !== undefined)
    void feed(launcher.stdin, stdin, (failure) => {
      stdinFailure = failure;
      stop();
    });
  await Promise.all(closed);
  clearTimeout(overdue);
  for (const signal of signals) signal.removeEventListener("abort", abort);
  stop();
  launcher.stdin?.destroy();
  const launcherEnd = launcher.reap();
  const seen = watch?.end();
  const { isWhole, ...happened } = whatHappened(
    decodeStatus(Buffer.concat(records)),
    plan,
  );
  // The launcher may have been killed, or have waited too short for a dead process to go.
  await removeCgroups(plan.cgroups);
  const durationMs = performance.now() - startedAt;
  return {
    ...happened,
    failure: unobservable(seen) ?? happened.failure,
    seen,
    files: await readFolder(launcher.folder, codeName),
    stdinFailure,
    aborted,
    stdout: outputSeen(stdout),
    stderr: outputSeen(stderr),
    durationMs,
    launcherEnd: isWhole ? undefined : launcherEnd,
  };
}

/** The failure of a run that did not begin because it could not be observed. */
export function unobservable(seen: Seen | undefined): Ended["failure"] {
  return seen?.failure === undefined
    ? undefined
    : {
        step: "runFilter",
        errno: seen.failure,
        item: 0,
        subject: "its listener",
      };
}

/** An output that also tells `onOutput` what it keeps. */
export function outputOf(
  stream: "stdout" | "stderr",
  outputBytes: number,
  stop: () => void,
  onOutput: OnOutput | undefined,
): Output {
  return onOutput === undefined
    ? new Output(outputBytes, stop)
    : new Output(outputBytes, stop, (text) => onOutput(stream, text));
}

export function outputSeen(output: Output): OutputSeen {
  output.end();
  return {
    text: output.text(),
    truncated: output.truncated,
    tail: output.tail,
  };
}

function whatHappened(records: readonly StatusRecord[], plan: Plan) {
  const [failed] = recordsOf(records, "failed");
  const [guest] = recordsOf(records, "guest-ended");
  const [run] = recordsOf(records, "run-ended");
  return {
    missing: recordsOf(records, "missing"),
    failure: failed && {
      ...failed,
      subject: subjectOf(plan, failed.step, failed.item),
    },
    end: guest?.end,
    started: guest?.started ?? false,
    cpuIsUp: guest?.cpuIsUp ?? false,
    reason: run?.reason ?? "ended",
    oomKills: run?.oomKills ?? 0,
    cpuMs: run?.cpuMs ?? 0,
    maxRssBytes: run?.maxRssBytes ?? 0,
    isWhole: run !== undefined || failed !== undefined,
  };
}

function recordsOf<Kind extends StatusRecord["kind"]>(
  records: readonly StatusRecord[],
  kind: Kind,
): Extract<StatusRecord, { kind: Kind }>[] {
  return records.filter(
    (record): record is Extract<StatusRecord, { kind: Kind }> =>
      record.kind === kind,
  );
}

/** What a failed step was at: a path, where it works through several. */
export function subjectOf(
  plan: Plan,
  step: StepName | undefined,
  item: number,
): string {
  if (step === undefined) return "";
  const { layer } = steps[step];
  if (step === "networkNamespace") return plan.networkNamespace ?? "";
  if (layer === "root") return plan.root[item]?.path ?? "";
  if (layer === "cgroup") return plan.cgroups[item]?.folder ?? "";
  if (layer === "landlock") return plan.landlock[item]?.path ?? "";
  return step === "exec" ? (plan.args[0] ?? "") : "";
}
