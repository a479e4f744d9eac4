/** The HTTP service. The one file that listens. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { pino, type Logger } from "pino";
import { Fault } from "../document/fault.js";
import { packageRoot } from "../package-root.js";
import { createApplication } from "./application.js";
import { AUDIT_LIMITS, Auditor } from "./audit/auditor.js";
import type { Configuration } from "./configuration/model.js";
import { isLoopback, KEY_LENGTH_MIN } from "./configuration/read.js";
import { Installer } from "./install.js";
import { createMetrics } from "./metrics.js";
import { Queue, type Lane } from "./queue.js";
import { RequestLog } from "./requests.js";
import type { Runner } from "./runner.js";
import { Runs } from "./runs.js";
import type { Service } from "./service.js";

export type { Configuration } from "./configuration/model.js";
export { readConfiguration } from "./configuration/read.js";
export type { Job, Runner } from "./runner.js";

export interface Dependencies {
  /** What runs code. The server owns it from now on and frees it when it closes. */
  readonly runner: Runner;
  /** Where the log goes; by default nowhere. */
  readonly log?: Logger;
}

export interface Server extends AsyncDisposable {
  /** Starts listening. Throws a `Fault` where it can't. */
  listen(): Promise<string>;
  /** `http://127.0.0.1:8194`; undefined before it listens. */
  readonly address: string | undefined;
  /**
   * Takes no more runs, audits and installs, answers those that it took, then stops listening.
   * After the configuration's grace time it ends them.
   */
  close(): Promise<void>;
  /** Ends every run, audit and install now; `close` then has nothing to wait for. */
  endRuns(): void;
}

export function createServer(
  configuration: Configuration,
  dependencies: Dependencies,
): Server {
  requireKeyOffLoopback(configuration);
  const { runner } = dependencies;
  const log = dependencies.log ?? pino({ level: "silent" });
  const { maxWorkers, maxRequests, queueTimeoutMs } = configuration;
  const queue = new Queue({
    maxWorkers,
    maxRequests,
    waitLimitMs: queueTimeoutMs,
  });
  const auditor: Auditor = new Auditor(
    {
      ...AUDIT_LIMITS,
      waitLimitMs: queueTimeoutMs,
      callers: Math.max(1, configuration.keys.length),
    },
    (kind, outcome, waitMs) => metrics.observeAudit(kind, outcome, waitMs),
  );
  const metrics = createMetrics(queue, auditor, runner.zygotes);
  const runs = new Runs(runner, queue, maxWorkers, (job, outcome) => {
    metrics.observeRun(job, outcome);
  });
  const installer = new Installer(configuration);
  const anyone: Lane = { name: "anyone", maxWorkers, maxRequests };
  let closing: Promise<void> | undefined;
  let address: string | undefined;
  const version = packageVersion();
  const service: Service = {
    configuration,
    runs,
    runner,
    auditor,
    installer,
    metrics,
    log,
    anyone,
    version,
    isGoingDown: () => closing !== undefined,
  };
  const requests = new RequestLog(service);
  const app = createApplication(service, requests);
  const close = async (): Promise<void> => {
    const { graceMs } = configuration;
    const working = [runs, auditor, installer];
    await Promise.all(working.map((each) => each.close(graceMs)));
    await stopListening(app);
    await requests.allWritten();
    await runner[Symbol.asyncDispose]();
  };
  return {
    async listen() {
      const { host, port } = configuration;
      try {
        await app.listen({ host, port });
      } catch (error) {
        throw listenFault(host, port, error);
      }
      address = addressOf(host, app.server.address());
      return address;
    },
    get address() {
      return address;
    },
    close: () => (closing ??= close()),
    endRuns() {
      for (const each of [runs, auditor, installer]) each.endAll();
    },
    [Symbol.asyncDispose]: () => (closing ??= close()),
  };
}

/** Who has not taken an answer or sent a request by then is no longer waited for. */
const LAST_CONNECTIONS_MS = 1000;

async function stopListening(app: FastifyInstance): Promise<void> {
  const timer = setTimeout(
    () => app.server.closeAllConnections(),
    LAST_CONNECTIONS_MS,
  );
  await app.close();
  clearTimeout(timer);
}

/** A service that others can reach and that anybody may use is no sandbox for its host. */
function requireKeyOffLoopback({ host, keys }: Configuration): void {
  if (isLoopback(host)) return;
  const short = keys.some(
    ({ length }) => length !== undefined && length < KEY_LENGTH_MIN,
  );
  if (keys.length > 0 && !short) return;
  throw new Fault(
    keys.length === 0 ? "key-needed" : "key-too-short",
    `others can reach ${host}, so it needs a key of at least ${KEY_LENGTH_MIN} characters`,
    { hint: "set API_KEY, or listen on 127.0.0.1" },
  );
}

function listenFault(host: string, port: number, error: unknown): Fault {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "EADDRINUSE":
      return new Fault("port-in-use", `port ${port} of ${host} is taken`, {
        hint: "stop what listens there, or set SANDBOX_PORT",
        cause: error,
      });
    case "EACCES":
      return new Fault(
        "port-forbidden",
        `port ${port} may not be opened by this user`,
        { hint: "set SANDBOX_PORT to 1024 or more", cause: error },
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new Fault("no-such-address", `this machine has no ${host}`, {
        hint: "set SANDBOX_HOST to one that it has",
        cause: error,
      });
    default:
      return new Fault("cannot-listen", `can't listen: ${message}`, {
        cause: error,
      });
  }
}

function packageVersion(): string {
  const text = readFileSync(join(packageRoot, "package.json"), "utf8");
  const { version }: { version?: unknown } = JSON.parse(text);
  return String(version);
}

function addressOf(
  host: string,
  bound: { readonly port: number } | string | null,
): string {
  const port = typeof bound === "object" ? bound?.port : undefined;
  const name = host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port ?? 0}`;
}
