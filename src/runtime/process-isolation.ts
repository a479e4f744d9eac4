/** A process of its own for each run: its plan, and the runs that are under way. */
import { explained } from "./boot.js";
import { cgroupHome, cgroupsOf, type CgroupHome } from "./cgroups.js";
import type { Interpreter } from "./interpreter.js";
import type { Ended, Isolation, Job } from "./isolation.js";
import { launch } from "./launch.js";
import { nodeHeapMib, rlimitsOf, tasksOf } from "./limits.js";
import type { Language, Limits } from "./model.js";
import type { GrantedNetwork } from "./network.js";
import type { Observation } from "./observe/observation.js";
import type { Plan } from "./plan.js";
import type { Filters } from "./policies.js";
import type { Rights } from "./rights.js";
import { RunsUnderWay } from "./runs-under-way.js";
import type { StepName } from "./steps.js";
import { GUEST_FOLDER, WORKING_FOLDER, type View } from "./view.js";

export interface ProcessSettings {
  readonly interpreter: Interpreter;
  readonly view: View;
  readonly rights: Rights;
  readonly network: GrantedNetwork | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** Steps of layers that are missing, and may be. */
  readonly skipped: readonly StepName[];
  readonly filters: Filters;
  readonly observation: Observation;
}

export function processIsolation(settings: ProcessSettings): Isolation {
  const runs = new RunsUnderWay();
  const runOnce = async (job: Job): Promise<Ended> => {
    const plan = planOf(settings, job);
    const ended = await launch({
      plan,
      outputBytes: job.limits.outputBytes,
      stdin: job.stdin,
      codeName: job.codeName,
      signals: runs.signalsOf(job),
      onOutput: job.onOutput,
      onDenied: job.onDenied,
      observation: settings.observation,
    });
    return explained(ended, plan, settings.filters.observedBoot);
  };
  return {
    run: (job) => runs.of(runOnce(job)),
    async close() {
      runs.end();
      await runs.over();
    },
  };
}

const NO_CGROUP: CgroupHome = { version: 0, reason: "left out" };

/** `sharesId`: its process has the id and user namespace of other runs. */
export function planOf(
  settings: ProcessSettings,
  job: Job,
  sharesId = false,
): Plan {
  const { interpreter, view, rights, filters } = settings;
  const { limits } = job;
  const home = settings.skipped.includes("cgroup") ? NO_CGROUP : cgroupHome();
  const cgroups = cgroupsOf(home, {
    memoryBytes: limits.memoryBytes,
    tasks: tasksOf(limits),
  });
  const observing = settings.observation.program;
  const { codePath, command } = startOf(interpreter, limits);
  return {
    privileged: rights.privileged,
    probe: false,
    filterIsFinal: false,
    procOptional: !rights.privileged,
    network: settings.network !== undefined,
    networkNamespace: settings.network?.namespace,
    ids: rights.ids,
    cgroupVersion: home.version,
    skipped: settings.skipped,
    wallMs: limits.timeoutMs,
    cpuMs: limits.cpuMs,
    scratchBytes: limits.scratchBytes,
    scratchInodes: scratchInodes(limits) + job.files.length,
    args: [...command, ...job.args],
    env: {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      HOME: WORKING_FOLDER,
      TMPDIR: "/tmp",
      LANG: "C.UTF-8",
      ...settings.network?.env,
      ...settings.env,
    },
    rlimits: rlimitsOf(limits, {
      language: interpreter.language,
      version: interpreter.version,
      hasCgroup: cgroups.length > 0,
      privileged: rights.privileged,
      sharesId,
    }),
    cgroups,
    giveFolder: job.keepsFiles,
    root: [
      ...view.root,
      {
        kind: "file",
        path: codePath,
        mode: 0o644,
        owned: true,
        contents: job.code,
      },
      ...job.files,
    ],
    landlock: view.landlock,
    bootFilter: filters.boot,
    runFilter: observing ?? filters.run,
    observed: observing !== undefined,
    workingFolder: WORKING_FOLDER,
  };
}

/** A file takes a page at least; the few more are the folders. */
function scratchInodes({ scratchBytes }: Limits): number {
  return 16 + Math.ceil(scratchBytes / 4096);
}

/** The code's file in the working folder. */
export function codeNameOf(language: Language): string {
  switch (language) {
    case "python3":
      return "main.py";
    case "nodejs":
      return "main.js";
    default:
      return language satisfies never;
  }
}

/** Where the code goes, and the command that puts the run filter on and runs it. */
function startOf(
  { language, program }: Interpreter,
  limits: Limits,
): { codePath: string; command: readonly string[] } {
  const codePath = `${WORKING_FOLDER}/${codeNameOf(language)}`;
  switch (language) {
    case "python3":
      return {
        codePath,
        // -s: what lies in the working folder is no package of the user's, loaded at start.
        command: [program, "-s", `${GUEST_FOLDER}/python.py`],
      };
    case "nodejs": {
      const flags = [
        `--max-old-space-size=${nodeHeapMib(limits)}`,
        // Code that imports is a module whatever its name: the default from 22.7 on.
        "--experimental-detect-module",
        "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
        `--require=${GUEST_FOLDER}/node.cjs`,
      ];
      return { codePath, command: [program, ...flags, codePath] };
    }
    default:
      return language satisfies never;
  }
}
