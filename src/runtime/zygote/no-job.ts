/** The job of a plan that is made before there is one. */
import type { Job } from "../isolation.js";
import { defaultLimits } from "../limits.js";

export const NO_JOB: Job = {
  code: new Uint8Array(),
  codeName: "",
  args: [],
  stdin: undefined,
  files: [],
  keepsFiles: false,
  limits: defaultLimits,
  signal: undefined,
};
