/**
 * For a Node.js that can't be forked: processes that have booted and wait for a job, each used
 * once. A run by one is isolated as a process a run is; it saves the start, not the memory.
 */
import { Readable } from "node:stream";
import { explained } from "../boot.js";
import { GUEST_FOLDER } from "../view.js";
import type { Ended, Isolation, Job } from "../isolation.js";
import { launch } from "../launch.js";
import { nodeHeapMib } from "../limits.js";
import type { Limits } from "../model.js";
import type { Plan } from "../plan.js";
import { planOf, type ProcessSettings } from "../process-isolation.js";
import { RunsUnderWay } from "../runs-under-way.js";
import { deferred, held } from "./deferred.js";
import { NO_JOB } from "./no-job.js";
import type { Rotation } from "./pool.js";

export interface WarmSettings extends ProcessSettings {
  readonly rotation: Pick<Rotation, "ageMs">;
}

/** Processes that wait, of one kind. */
const SPARES = 2;
/** Kinds, by limits that are set before a job is known: of more, each run is started for itself. */
const KINDS_MAX = 4;
/** Beyond the longest wait and the longest run: the supervisor keeps the time of both. */
const WALL_MS = 16 * 24 * 60 * 60 * 1000;

/** Runs that no process can be ready for go to `otherwise`. */
export function warmIsolation(
  settings: WarmSettings,
  otherwise: Isolation,
): Isolation {
  const kinds = new Map<string, WarmProcess[]>();
  const runs = new RunsUnderWay();

  const sparesFor = (limits: Limits): WarmProcess[] | undefined => {
    const key = bootKey(limits);
    const known = kinds.get(key);
    if (known !== undefined || kinds.size === KINDS_MAX) return known;
    const made: WarmProcess[] = [];
    kinds.set(key, made);
    return made;
  };

  const take = (spares: WarmProcess[], limits: Limits): WarmProcess => {
    let taken: WarmProcess | undefined;
    while (taken === undefined) {
      taken = spares.shift() ?? new WarmProcess(settings, limits);
      if (taken.isOver) taken = undefined;
      else if (taken.ageMs > settings.rotation.ageMs) {
        taken.end();
        taken = undefined;
      }
    }
    while (spares.length < SPARES)
      spares.push(new WarmProcess(settings, limits));
    return taken;
  };

  const runOnce = async (process: WarmProcess, job: Job): Promise<Ended> =>
    explained(
      await process.run(job, runs.signalsOf(job)),
      warmPlan(settings, job.limits),
      settings.filters.observedBoot,
    );

  return {
    async run(job) {
      const isPlain = job.files.length === 0 && !job.keepsFiles;
      const spares = isPlain ? sparesFor(job.limits) : undefined;
      return spares === undefined || runs.isClosing
        ? otherwise.run(job)
        : runs.of(held(runOnce(take(spares, job.limits), job)));
    },
    async close() {
      runs.end();
      const spares = [...kinds.values()].flatMap((list) => list.splice(0));
      for (const spare of spares) spare.end();
      await held(Promise.all(spares.map(({ ended }) => ended)));
      await otherwise.close();
      await runs.over();
    },
  };
}

class WarmProcess {
  readonly ended: Promise<Ended>;
  readonly #startedAt = performance.now();
  readonly #stop = new AbortController();
  readonly #job = deferred<Job>();
  #onOutput: Job["onOutput"];
  #onDenied: Job["onDenied"];
  #isOver = false;

  /** Throws where there is no room for another process. */
  constructor(settings: WarmSettings, limits: Limits) {
    this.ended = launch({
      plan: warmPlan(settings, limits),
      outputBytes: limits.outputBytes,
      stdin: this.#input(),
      signals: [this.#stop.signal],
      onOutput: (stream, text) => this.#onOutput?.(stream, text),
      onDenied: (denial) => this.#onDenied?.(denial),
      observation: settings.observation,
      isIdle: true,
    }).finally(() => {
      this.#isOver = true;
    });
    // Told to the run that it is for, if there is one.
    this.ended.catch(() => undefined);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get ageMs(): number {
    return performance.now() - this.#startedAt;
  }

  end(): void {
    this.#stop.abort();
  }

  async run(job: Job, signals: readonly AbortSignal[]): Promise<Ended> {
    const startedAt = performance.now();
    let aborted = false;
    let isLate = false;
    const abort = (): void => {
      aborted = true;
      this.end();
    };
    for (const signal of signals) {
      if (signal.aborted) abort();
      else signal.addEventListener("abort", abort);
    }
    const late = setTimeout(() => {
      isLate = true;
      this.end();
    }, job.limits.timeoutMs);
    this.#onOutput = job.onOutput;
    this.#onDenied = job.onDenied;
    this.#job.resolve(job);
    try {
      const ended = await this.ended;
      return {
        ...ended,
        aborted,
        reason: isLate && !aborted ? "wall-clock" : ended.reason,
        durationMs: performance.now() - startedAt,
      };
    } finally {
      clearTimeout(late);
      for (const signal of signals) signal.removeEventListener("abort", abort);
      if (job.stdin instanceof Readable) job.stdin.destroy();
    }
  }

  /** The job as guests/warm-node.cjs reads it, then the run's own stdin. */
  async *#input(): AsyncGenerator<string | Uint8Array> {
    const { code, args, stdin } = await this.#job.promise;
    const head = Buffer.from(
      JSON.stringify({
        args,
        code: code.length,
        emptyStdin: stdin === undefined,
      }),
    );
    const length = Buffer.alloc(4);
    length.writeUInt32LE(head.length);
    yield Buffer.concat([length, head, code]);
    if (stdin instanceof Uint8Array) yield stdin;
    else if (stdin !== undefined) yield* stdin;
  }
}

/** What of a run's limits is set before its job is known. */
function bootKey(limits: Limits): string {
  return JSON.stringify({ ...limits, timeoutMs: undefined });
}

function warmPlan(settings: WarmSettings, limits: Limits): Plan {
  return {
    ...planOf(settings, { ...NO_JOB, limits }),
    // The code comes with the job.
    root: settings.view.root,
    wallMs: WALL_MS,
    args: [
      settings.interpreter.program,
      `--max-old-space-size=${nodeHeapMib(limits)}`,
      "--experimental-detect-module",
      "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
      `--require=${GUEST_FOLDER}/warm-node.cjs`,
      "/sandbox/main.js",
    ],
  };
}
