/** The runtime's surface. */
export { createSandbox } from "./sandbox.js";
export { defaultLimits } from "./limits.js";
export { install } from "./install.js";
export { probe } from "./doctor.js";
export { layers } from "./model.js";
export type {
  Denial,
  Exit,
  Language,
  Layer,
  LayerState,
  Limits,
  OnOutput,
  RunRequest,
  RunResult,
  Sandbox,
  SandboxOptions,
} from "./model.js";
