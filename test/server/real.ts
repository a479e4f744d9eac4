/** Servers for tests that run real code. */
import { existsSync } from "node:fs";
import { createSandbox } from "../../src/runtime/index.js";
import { sandboxRunner } from "../../src/server/sandbox-runner.js";
import { configurationOf, start, type Started } from "./support.js";

/** Debian's Python, which has the packages that the tests need, where it is there. */
export const python = existsSync("/usr/bin/python3")
  ? "/usr/bin/python3"
  : "python3";

export function startReal(
  environment: Record<string, string> = {},
): Promise<Started> {
  const configuration = configurationOf({
    PYTHON_PATH: python,
    NODEJS_PATH: process.execPath,
    MAX_WORKERS: "2",
    // Generous: the machine that tests may be busy.
    WORKER_TIMEOUT: "20",
    ...environment,
  });
  return start(sandboxRunner(configuration, createSandbox), configuration);
}
