/** A process of its own for each run: the launcher, from plan to report. */
import { once } from "node:events";
import { cgroupHome, cgroupsOf, removeCgroups } from "./cgroups.js";
import type { Interpreter } from "./interpreter.js";
import type { Ended, Isolation, Job } from "./isolation.js";
import { nodeHeapMib, rlimitsOf, tasksOf } from "./limits.js";
import { Output } from "./output.js";
import type { Cgroup, Plan } from "./plan.js";
import { encodePlan } from "./plan-bytes.js";
import { startLauncher } from "./processes.js";
import type { Rights } from "./rights.js";
import { decodeStatus, type StatusRecord } from "./status.js";
import { steps, type StepName } from "./steps.js";
import { GUEST_FOLDER, WORKING_FOLDER, type View } from "./view.js";

export interface ProcessSettings {
  readonly interpreter: Interpreter;
  readonly view: View;
  readonly rights: Rights;
  readonly network: boolean;
  readonly env: Readonly<Record<string, string>>;
  /** Steps of layers that are missing, and may be. */
  readonly skipped: readonly StepName[];
  readonly bootFilter: Uint8Array;
  readonly runFilter: Uint8Array;
}

/** How long the launcher may take to clean up after a run's time is up. */
const GRACE_MS = 5_000;

export function processIsolation(settings: ProcessSettings): Isolation {
  const running = new Set<Promise<unknown>>();
  const stop = new AbortController();
  return {
    async run(job) {
      const run = runOnce(settings, job, stop.signal);
      running.add(run);
      try {
        return await run;
      } finally {
        running.delete(run);
      }
    },
    async close() {
      stop.abort();
      await Promise.allSettled(running);
    },
  };
}

async function runOnce(
  settings: ProcessSettings,
  job: Job,
  closing: AbortSignal,
): Promise<Ended> {
  const startedAt = performance.now();
  const home = settings.skipped.includes("cgroup")
    ? { version: 0 as const, reason: "" }
    : cgroupHome();
  const cgroups = cgroupsOf(home, {
    memoryBytes: job.limits.memoryBytes,
    tasks: tasksOf(job.limits),
  });
  const plan = planOf(settings, job, home.version, cgroups);
  const launcher = startLauncher(job.stdin !== undefined);
  const { status, stdin } = launcher;
  // An end of this pipe is the launcher's sign to stop.
  const stop = (): void => {
    launcher.plan.destroy();
  };
  const stdout = new Output(job.limits.outputBytes, stop);
  const stderr = new Output(job.limits.outputBytes, stop);
  const records: Buffer[] = [];
  status.on("data", (chunk: Buffer) => records.push(chunk));
  launcher.stdout.on("data", (chunk: Buffer) => stdout.add(chunk));
  launcher.stderr.on("data", (chunk: Buffer) => stderr.add(chunk));
  const closed = [status, launcher.stdout, launcher.stderr].map((socket) =>
    once(socket, "close"),
  );
  let aborted = false;
  const abort = (): void => {
    aborted = true;
    stop();
  };
  const ends = [job.signal, closing].filter((signal) => signal !== undefined);
  for (const signal of ends) {
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
  }
  const overdue = setTimeout(() => {
    process.kill(launcher.pid, "SIGKILL");
  }, job.limits.timeoutMs + GRACE_MS);
  launcher.plan.write(encodePlan(plan));
  if (job.stdin !== undefined) stdin?.end(job.stdin);
  await Promise.all(closed);
  clearTimeout(overdue);
  for (const signal of ends) signal.removeEventListener("abort", abort);
  stop();
  stdin?.destroy();
  const launcherEnd = launcher.reap();
  const seen = whatHappened(decodeStatus(Buffer.concat(records)), plan);
  if (!seen.isWhole) removeCgroups(cgroups);
  return {
    ...seen,
    aborted,
    stdout: seenOf(stdout),
    stderr: seenOf(stderr),
    durationMs: performance.now() - startedAt,
    launcherEnd: seen.isWhole ? undefined : launcherEnd,
  };
}

function seenOf(output: Output): Ended["stdout"] {
  return {
    text: output.text(),
    truncated: output.truncated,
    tail: output.tail,
  };
}

function whatHappened(
  records: readonly StatusRecord[],
  plan: Plan,
): Pick<
  Ended,
  | "failure"
  | "end"
  | "started"
  | "reason"
  | "cpuIsUp"
  | "oomKills"
  | "cpuMs"
  | "maxRssBytes"
> & { readonly isWhole: boolean } {
  const failed = recordOf(records, "failed");
  const guest = recordOf(records, "guest-ended");
  const run = recordOf(records, "run-ended");
  return {
    failure:
      failed === undefined
        ? undefined
        : { ...failed, subject: subjectOf(plan, failed.step, failed.item) },
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

function recordOf<Kind extends StatusRecord["kind"]>(
  records: readonly StatusRecord[],
  kind: Kind,
): Extract<StatusRecord, { kind: Kind }> | undefined {
  return records.find(
    (record): record is Extract<StatusRecord, { kind: Kind }> =>
      record.kind === kind,
  );
}

/** What a failed step was at: a path, where it works through several. */
function subjectOf(
  plan: Plan,
  step: StepName | undefined,
  item: number,
): string {
  if (step === undefined) return "";
  const { layer } = steps[step];
  if (layer === "root") return plan.root[item]?.path ?? "";
  if (layer === "cgroup") return plan.cgroups[item]?.folder ?? "";
  if (layer === "landlock") return plan.landlock[item]?.path ?? "";
  return step === "exec" ? (plan.args[0] ?? "") : "";
}

function planOf(
  settings: ProcessSettings,
  job: Job,
  cgroupVersion: 0 | 1 | 2,
  cgroups: readonly Cgroup[],
): Plan {
  const { interpreter, view, rights } = settings;
  const { limits } = job;
  const isPython = interpreter.language === "python3";
  const codePath = `${WORKING_FOLDER}/main.${isPython ? "py" : "js"}`;
  return {
    privileged: rights.privileged,
    probe: false,
    procOptional: !rights.privileged,
    network: settings.network,
    ids: rights.ids,
    cgroupVersion,
    skipped: settings.skipped,
    wallMs: limits.timeoutMs,
    cpuMs: limits.cpuMs,
    scratchBytes: limits.scratchBytes,
    scratchInodes: 16 + Math.ceil(limits.scratchBytes / 4096),
    args: [
      interpreter.program,
      ...(isPython
        ? [`${GUEST_FOLDER}/python.py`]
        : [...nodeFlags(limits), codePath]),
      ...job.args,
    ],
    env: {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      HOME: WORKING_FOLDER,
      TMPDIR: "/tmp",
      LANG: "C.UTF-8",
      ...settings.env,
    },
    rlimits: rlimitsOf(limits, interpreter.language, cgroups.length > 0),
    cgroups,
    root: [
      ...view.root,
      {
        kind: "file",
        path: codePath,
        mode: 0o644,
        owned: true,
        contents: Buffer.from(job.code),
      },
    ],
    landlock: view.landlock,
    bootFilter: settings.bootFilter,
    runFilter: settings.runFilter,
    workingFolder: WORKING_FOLDER,
  };
}

function nodeFlags(limits: Job["limits"]): string[] {
  return [
    `--max-old-space-size=${nodeHeapMib(limits)}`,
    // Code that imports is a module whatever its name; the default from Node.js 22.7 on.
    "--experimental-detect-module",
    "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
    `--require=${GUEST_FOLDER}/node.cjs`,
  ];
}
