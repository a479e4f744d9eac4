/** What routes share, put together once. */
import type { Logger } from "pino";
import type { Auditor } from "./audit/auditor.js";
import type { Configuration } from "./configuration/model.js";
import type { Installer } from "./install.js";
import type { Metrics } from "./metrics.js";
import type { Lane } from "./queue.js";
import type { Runner } from "./runner.js";
import type { Runs } from "./runs.js";

export interface Service {
  readonly configuration: Configuration;
  readonly runs: Runs;
  readonly runner: Runner;
  readonly auditor: Auditor;
  readonly installer: Installer;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Everybody's line where no key is asked for. */
  readonly anyone: Lane;
  /** callgate's own. */
  readonly version: string;
  /** Set once it takes no more runs. */
  readonly isGoingDown: () => boolean;
}
