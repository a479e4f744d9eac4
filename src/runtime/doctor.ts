/**
 * Which layers this machine allows: a probe takes every step of a run in a child of its own
 * and starts nothing, so that what it says was really tried.
 */
import { readFileSync } from "node:fs";
import { release } from "node:os";
import { cgroupHome, cgroupsOf } from "./cgroups.js";
import { defaultLimits, rlimitsOf, tasksOf } from "./limits.js";
import { layers, type Layer, type LayerState } from "./model.js";
import { addon } from "./native.js";
import type { Plan } from "./plan.js";
import { readRights, type Rights } from "./rights.js";
import { launch } from "./launch.js";
import type { StepFailure } from "./status.js";
import { steps, stepsOf } from "./steps.js";
import { bareView, WORKING_FOLDER } from "./view.js";

/** `ret ALLOW` (linux/seccomp.h): installing it is the test, what it says is not. */
const ALLOW_ALL = Uint8Array.of(0x06, 0, 0, 0, 0, 0, 0xff, 0x7f);

const PROBE_MS = 10_000;

/** Every layer's state, in the layers' order. Rejects with a `Fault` without a native part. */
export async function probe(): Promise<readonly LayerState[]> {
  const rights = readRights();
  const home = cgroupHome();
  const plan = probePlan(rights);
  const { missing } = await launch({ plan, outputBytes: 0 });
  return layers.map((layer) => {
    const refused = missing.find(
      ({ step }) => step !== undefined && steps[step].layer === layer,
    );
    if (layer === "cgroup" && home.version === 0)
      return absent(layer, home.reason, undefined);
    return refused === undefined
      ? present(layer, detailOf(layer, rights))
      : absent(layer, refused.errno, refused);
  });
}

/** The layers that are missing. Asked once: it takes a child of its own. */
export function missingLayers(): Promise<readonly LayerState[]> {
  asked ??= probe().then((states) =>
    states.filter(({ available }) => !available),
  );
  return asked;
}

let asked: Promise<readonly LayerState[]> | undefined;

function present(layer: Layer, detail: string): LayerState {
  return { layer, available: true, detail, remedy: undefined };
}

function absent(
  layer: Layer,
  detail: string,
  refused: StepFailure | undefined,
): LayerState {
  const step = refused?.step ?? stepsOf(layer)[0];
  return {
    layer,
    available: false,
    detail:
      refused?.step === undefined
        ? detail
        : `${steps[refused.step].what}: ${detail}`,
    remedy: step === undefined ? undefined : steps[step].remedy(detail),
  };
}

function detailOf(layer: Layer, { privileged, ids }: Rights): string {
  switch (layer) {
    case "user-namespace":
      return privileged ? "not needed by root" : "one id, of its own name";
    case "cgroup": {
      const home = cgroupHome();
      return home.version === 1
        ? `v1, below ${home.memory}`
        : home.version === 2
          ? `v2, below ${home.folder}`
          : home.reason;
    }
    case "ids":
      return privileged
        ? `each run its own, from ${ids.first} on`
        : "this user's, in a namespace that has no other";
    case "landlock":
      return `ABI ${addon().landlockAbi()}`;
    case "run-filter":
      return addon().hasUserNotification()
        ? filterActions()
        : `${filterActions()}; refused calls can't be observed`;
    case "root":
      return `Linux ${release()}`;
    default:
      return "tried";
  }
}

/** What the kernel's filters may answer (seccomp(2)). */
function filterActions(): string {
  try {
    return readFileSync(
      "/proc/sys/kernel/seccomp/actions_avail",
      "utf8",
    ).trim();
  } catch {
    // A container may cover it.
    return "tried; /proc/sys does not tell the actions";
  }
}

function probePlan(rights: Rights): Plan {
  const { root, landlock } = bareView();
  const cgroups = cgroupsOf(cgroupHome(), {
    memoryBytes: defaultLimits.memoryBytes,
    tasks: tasksOf(defaultLimits),
  });
  return {
    privileged: rights.privileged,
    probe: true,
    filterIsFinal: true,
    procOptional: !rights.privileged,
    network: false,
    ids: rights.ids,
    cgroupVersion: cgroupHome().version,
    skipped: [],
    wallMs: PROBE_MS,
    cpuMs: PROBE_MS,
    scratchBytes: defaultLimits.scratchBytes,
    scratchInodes: 1024,
    args: [],
    env: {},
    rlimits: rlimitsOf(defaultLimits, {
      sharesId: false,
      language: "python3",
      version: [],
      hasCgroup: cgroups.length > 0,
      privileged: rights.privileged,
    }),
    cgroups,
    root,
    landlock,
    bootFilter: ALLOW_ALL,
    runFilter: ALLOW_ALL,
    workingFolder: WORKING_FOLDER,
  };
}
