/** The runtime's surface. */
export { createSandbox } from "./sandbox.js";
export { defaultLimits } from "./limits.js";
export { install } from "./install.js";
export { probe } from "./doctor.js";
export { layers } from "./model.js";
export { zygoteState, type ZygoteState } from "./zygote/kind.js";
export type {
  Denial,
  Exit,
  Files,
  Language,
  Layer,
  LayerState,
  Limits,
  Network,
  OnOutput,
  Run,
  RunEvent,
  RunRequest,
  RunResult,
  Sandbox,
  SandboxOptions,
  Stdin,
  ZygoteOptions,
} from "./model.js";
