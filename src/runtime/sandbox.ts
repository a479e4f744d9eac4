/** `createSandbox`: everything that is decided once, and the runs. */
import { readFileSync } from "node:fs";
import { Fault } from "../document/fault.js";
import { cgroupHome } from "./cgroups.js";
import { missingLayers } from "./doctor.js";
import { findInterpreter } from "./interpreter.js";
import type { Isolation } from "./isolation.js";
import { defaultLimits, mergeLimits } from "./limits.js";
import type {
  Language,
  Layer,
  OnZygote,
  Sandbox,
  SandboxOptions,
} from "./model.js";
import { guestFile, nativeFile } from "./native.js";
import { grantedNetwork } from "./network.js";
import { Observation, observedIsolation } from "./observe/observation.js";
import { processIsolation, type ProcessSettings } from "./process-isolation.js";
import { defaultPolicy, filtersOf, type Filters } from "./policies.js";
import { readRights } from "./rights.js";
import { checkTexts, startRun, type Place } from "./run.js";
import { steps, stepsOf } from "./steps.js";
import { viewOf, type GuestFile, type View } from "./view.js";
import { zygoteIsolation } from "./zygote/isolation.js";
import { rotationOf, type Rotation } from "./zygote/pool.js";
import { warmIsolation } from "./zygote/warm.js";

/** Layers without which there is no run: what the others rest on, and the policy itself. */
const INDISPENSABLE: readonly Layer[] = [
  "descriptors",
  "mount-namespace",
  "root",
  "scratch",
  "no-new-privs",
  "boot-filter",
  "run-filter",
];

/**
 * What runs code in `options.language` behind its policy. Rejects with a `Fault` where the
 * interpreter, the policy, a limit or a layer is missing or wrong.
 */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { language, policy, isolation } = options;
  return openSandbox(options, (network) =>
    filtersOf(
      policy ?? defaultPolicy(language, network),
      isolation === "zygote",
    ),
  );
}

/** The same with programs from elsewhere: those of runs with a network, and without. */
export async function openSandbox(
  options: Omit<SandboxOptions, "policy">,
  makeFilters: (network: boolean) => Filters,
): Promise<Sandbox> {
  const { language, env = {}, zygotes = {} } = options;
  const { fork = true, ...rotationAsked } = zygotes;
  const limits = mergeLimits(defaultLimits, options.limits ?? {});
  const network = grantedNetwork(options.network);
  checkTexts("the environment", Object.entries(env).flat());
  const missing = await missingAmong(options.allowMissing ?? []);
  // The interpreter takes a while to answer; the programs are made meanwhile.
  const asked = findInterpreter(language, options.interpreter);
  asked.catch(() => undefined);
  const filters = makeFilters(network !== undefined);
  const interpreter = await asked;
  const settings = {
    interpreter,
    rights: readRights(),
    network,
    env,
    skipped: missing.flatMap((layer) => stepsOf(layer)),
    filters,
    preload: options.preload ?? [],
    onZygote: options.onZygote,
    rotation: rotationOf(rotationAsked),
    forks: fork,
  };
  const usual = isolationOf(settings);
  let unconnected: Isolation | undefined;
  const placeFor = (asked = network !== undefined): Place => {
    if (asked && network === undefined)
      throw new Fault(
        "no-network",
        "the run asks for the network, and its sandbox has none",
        { hint: "create the sandbox with network: true" },
      );
    if (asked || network === undefined) return { isolation: usual, network };
    unconnected ??= isolationOf({
      ...settings,
      network: undefined,
      filters: makeFilters(false),
    });
    return { isolation: unconnected, network: undefined };
  };
  const close = async (): Promise<void> => {
    await Promise.all([usual.close(), unconnected?.close()]);
  };
  const runs = { language, limits, missingLayers: missing, placeFor };
  return {
    run: (request) => startRun(runs, request),
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface IsolationSettings extends Omit<
  ProcessSettings,
  "view" | "observation"
> {
  readonly preload: readonly string[];
  readonly onZygote: OnZygote | undefined;
  readonly rotation: Rotation;
  readonly forks: boolean;
}

function isolationOf(given: IsolationSettings): Isolation {
  const observation = new Observation(given.filters.observed);
  const settings = { ...given, observation };
  const { interpreter, network, filters } = settings;
  const { language } = interpreter;
  const view = (files: readonly GuestFile[]): View =>
    viewOf(interpreter, files, network !== undefined);
  const processes = processIsolation({
    ...settings,
    view: view(guestFiles(language)),
  });
  const { zygoteBoot } = filters;
  const isolation =
    zygoteBoot === undefined
      ? processes
      : zygoteIsolation(
          { ...settings, view: view(zygoteFiles(language)), zygoteBoot },
          language === "nodejs"
            ? warmIsolation({ ...settings, view: view(warmFiles()) }, processes)
            : processes,
        );
  return observedIsolation(isolation, observation);
}

/** Those of `allowed` that are missing here. A layer that is missing and not among them is a fault. */
async function missingAmong(allowed: readonly Layer[]): Promise<Layer[]> {
  for (const layer of allowed) {
    if (INDISPENSABLE.includes(layer))
      throw new Fault("bad-layer", `there is no run without ${layer}`);
  }
  // What can be seen without trying is looked at always; the rest is tried when it may be missing.
  const home = cgroupHome();
  if (allowed.length === 0) {
    if (home.version === 0) throw missingLayer("cgroup", home.reason);
    return [];
  }
  const missing = await missingLayers();
  for (const { layer, detail, remedy } of missing) {
    if (!allowed.includes(layer)) throw missingLayer(layer, detail, remedy);
  }
  return missing.map(({ layer }) => layer);
}

function missingLayer(layer: Layer, detail: string, remedy?: string): Fault {
  const hint = remedy ?? steps[stepsOf(layer)[0] ?? "plan"].remedy(detail);
  return new Fault(
    "missing-layer",
    `the layer ${layer} is missing: ${detail}`,
    {
      hint: `${hint ?? ""}; or allow it to be missing (allowMissing), and every result says so`,
    },
  );
}

function guestFiles(language: Language): GuestFile[] {
  switch (language) {
    case "python3":
      return [
        {
          name: "callgate_guest.so",
          source: nativeFile("guest-python.so"),
        },
        { name: "python.py", contents: readFileSync(guestFile("python.py")) },
      ];
    case "nodejs":
      return [
        { name: "guest-node.node", source: nativeFile("guest-node.node") },
        { name: "node.cjs", contents: readFileSync(guestFile("node.cjs")) },
      ];
    default:
      return language satisfies never;
  }
}

function warmFiles(): GuestFile[] {
  return [
    { name: "guest-node.node", source: nativeFile("guest-node.node") },
    {
      name: "warm-node.cjs",
      contents: readFileSync(guestFile("warm-node.cjs")),
    },
  ];
}

function zygoteFiles(language: Language): GuestFile[] {
  switch (language) {
    case "python3":
      return [
        {
          name: "callgate_zygote.so",
          source: nativeFile("zygote-python.so"),
        },
        {
          name: "zygote-python.py",
          contents: readFileSync(guestFile("zygote-python.py")),
        },
      ];
    case "nodejs":
      return [
        { name: "zygote-node.node", source: nativeFile("zygote-node.node") },
        {
          name: "zygote-node.cjs",
          contents: readFileSync(guestFile("zygote-node.cjs")),
        },
      ];
    default:
      return language satisfies never;
  }
}
