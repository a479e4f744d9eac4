/** Runs in children of zygotes: the same `Isolation` as a process a run, in milliseconds. */
import { explained } from "../boot.js";
import { cgroupHome, type CgroupHome, type CgroupLimits } from "../cgroups.js";
import { isShortage, noRoom } from "../channels.js";
import { NO_FILES } from "../files.js";
import type { Interpreter } from "../interpreter.js";
import type { Ended, Isolation, Job } from "../isolation.js";
import { outputSeen, subjectOf } from "../launch.js";
import { nodeHeapMib } from "../limits.js";
import type { Limits, OnZygote } from "../model.js";
import { Output } from "../output.js";
import type { Plan } from "../plan.js";
import { planOf, type ProcessSettings } from "../process-isolation.js";
import { RunsUnderWay } from "../runs-under-way.js";
import { GUEST_FOLDER } from "../view.js";
import type { Child } from "./child.js";
import { held } from "./deferred.js";
import { zygoteIds } from "./ids.js";
import { NO_JOB } from "./no-job.js";
import { NoChild, Pool, type Rotation } from "./pool.js";
import { canFork } from "./self-test.js";

export interface ZygoteSettings extends ProcessSettings {
  /** The boot program with what a zygote does (`policy/zygote.yaml`). */
  readonly zygoteBoot: Uint8Array;
  /** Python modules that are imported at boot. */
  readonly preload: readonly string[];
  readonly onZygote: OnZygote | undefined;
  readonly rotation: Rotation;
  /** Whether an interpreter is forked where it can be. */
  readonly forks: boolean;
}

/**
 * Zygotes of one sandbox at once, by what of a run's limits is decided at boot: whoever asks
 * for a limit of its own with each run must not start a zygote with each.
 */
const POOLS_MAX = 3;

interface KeptPool {
  readonly pool: Pool;
  running: number;
}

/**
 * Where this machine's interpreter can't be forked, `otherwise` makes the runs: a process
 * each, isolated as much (`warm.ts` for Node.js).
 */
export function zygoteIsolation(
  settings: ZygoteSettings,
  otherwise: Isolation,
): Isolation {
  /** The least recently used comes first. */
  const pools = new Map<string, KeptPool>();
  const retired = new Set<Promise<unknown>>();
  const runs = new RunsUnderWay();

  /** Undefined where as many as may be are in use. */
  const poolFor = (limits: Limits): KeptPool | undefined => {
    const key = bootKey(settings.interpreter, limits);
    const known = pools.get(key);
    if (known !== undefined) {
      pools.delete(key);
      pools.set(key, known);
      return known;
    }
    if (pools.size >= POOLS_MAX && !retireOne()) return undefined;
    const pool = new Pool({
      plan: zygotePlan(settings, limits),
      cgroups: homeOf(settings),
      limits: cgroupLimits(limits),
      onZygote: settings.onZygote,
      rotation: settings.rotation,
    });
    const kept = { pool, running: 0 };
    pools.set(key, kept);
    return kept;
  };

  const retireOne = (): boolean => {
    const idle = [...pools].find(([, kept]) => kept.running === 0);
    if (idle === undefined) return false;
    const [key, { pool }] = idle;
    pools.delete(key);
    const closed = held(pool.close());
    retired.add(closed);
    void closed.finally(() => retired.delete(closed));
    return true;
  };

  const runOnce = async (job: Job): Promise<Ended> => {
    const startedAt = performance.now();
    try {
      if (!settings.forks || !(await canFork(settings.interpreter, runHere)))
        return await otherwise.run(job);
      return await runHere(job, startedAt);
    } catch (error) {
      throw isShortage(error) ? noRoom(error) : error;
    }
  };

  const runHere = async (job: Job, startedAt: number): Promise<Ended> => {
    const kept = poolFor(job.limits);
    if (kept === undefined) return otherwise.run(job);
    kept.running++;
    try {
      const child = await kept.pool.take();
      return await runIn(child, job, startedAt);
    } catch (error) {
      if (!(error instanceof NoChild)) throw error;
      return explained(
        notRun(error, settings, job, runs.isClosing, startedAt),
        { ...zygotePlan(settings, job.limits), ids: settings.rights.ids },
        settings.filters.observedZygoteBoot,
      );
    } finally {
      kept.running--;
    }
  };

  const runIn = async (
    child: Child,
    job: Job,
    startedAt: number,
  ): Promise<Ended> => {
    try {
      const plan = jobPlan(settings, job);
      child.slot.limit(cgroupLimits(job.limits));
      const signals = runs.signalsOf(job);
      const { observation } = settings;
      return await child.run(plan, job, signals, observation, startedAt);
    } catch (error) {
      // It has begun nothing, and nobody else is given it.
      child.end();
      throw error;
    }
  };

  return {
    run: (job) => runs.of(held(runOnce(job))),
    async close() {
      runs.end();
      const closed = [...pools.values()].map(({ pool }) => pool.close());
      await held(Promise.all([...closed, ...retired]));
      await otherwise.close();
      await runs.over();
    },
  };
}

function homeOf({ skipped }: ProcessSettings): CgroupHome {
  return skipped.includes("cgroup")
    ? { version: 0, reason: "left out" }
    : cgroupHome();
}

/** The run's own first process is the zygote's, and outside its groups. */
function cgroupLimits({ memoryBytes, processes }: Limits): CgroupLimits {
  return { memoryBytes, tasks: processes };
}

function bootKey({ language }: Interpreter, limits: Limits): string {
  return language === "nodejs" ? String(nodeHeapMib(limits)) : "";
}

function jobPlan(settings: ZygoteSettings, job: Job): Plan {
  // An ordinary user's zygote has one id for all its children.
  const plan = planOf(
    { ...settings, view: { root: [], landlock: [] } },
    job,
    !settings.rights.privileged,
  );
  return {
    ...plan,
    // The first stands for the program; the zygote runs one already.
    args: ["", ...job.args],
    emptyStdin: job.stdin === undefined,
    env: {},
    cgroups: [],
    bootFilter: new Uint8Array(),
  };
}

function zygotePlan(settings: ZygoteSettings, limits: Limits): Plan {
  const plan = planOf(settings, { ...NO_JOB, limits });
  return {
    ...plan,
    ids: zygoteIds(settings.rights),
    args: command(settings, limits),
    root: settings.view.root,
    cgroups: [],
    bootFilter: settings.zygoteBoot,
    runFilter: settings.filters.run,
    observed: false,
    reusesNetworks: settings.filters.namesNoSockets ?? false,
  };
}

function command(
  { interpreter: { language, program }, preload }: ZygoteSettings,
  limits: Limits,
): readonly string[] {
  switch (language) {
    case "python3":
      // -s as in process-isolation.ts.
      return [program, "-s", `${GUEST_FOLDER}/zygote-python.py`, ...preload];
    case "nodejs":
      return [
        program,
        // Threads of V8's would not be there in a child.
        "--single-threaded",
        "--v8-pool-size=0",
        `--max-old-space-size=${nodeHeapMib(limits)}`,
        "--experimental-detect-module",
        "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
        `--require=${GUEST_FOLDER}/zygote-node.cjs`,
        "/sandbox/main.js",
      ];
    default:
      return language satisfies never;
  }
}

/** A run for which there was no child: the sandbox failed, or is being closed. */
function notRun(
  { how }: NoChild,
  settings: ZygoteSettings,
  job: Job,
  isClosing: boolean,
  startedAt: number,
): Ended {
  const nothing = outputSeen(new Output(0, () => undefined));
  const failure = how === undefined || "stderr" in how ? how?.failure : how;
  const boot = how !== undefined && "stderr" in how ? how : undefined;
  const plan = zygotePlan(settings, job.limits);
  return {
    failure: failure && {
      ...failure,
      subject: subjectOf(plan, failure.step, failure.item),
    },
    end: boot?.end,
    started: false,
    reason: "ended",
    cpuIsUp: false,
    oomKills: 0,
    aborted: isClosing || (job.signal?.aborted ?? false),
    files: NO_FILES,
    stdinFailure: undefined,
    stdout: nothing,
    stderr: boot === undefined ? nothing : outputSeen(boot.stderr),
    durationMs: performance.now() - startedAt,
    cpuMs: 0,
    maxRssBytes: 0,
    launcherEnd:
      boot?.end === undefined
        ? { kind: "signal", signal: "SIGKILL" }
        : undefined,
  };
}
