/** Servers for tests: on real sockets, with runs that a test holds in its hands. */
import { pino, type Logger } from "pino";
import { readConfiguration } from "../../src/server/configuration/read.js";
import {
  createServer,
  type Configuration,
  type Job,
  type Runner,
  type Server,
} from "../../src/server/index.js";
import type { Listeners } from "../../src/server/runner.js";
import type { Exit, RunResult } from "../../src/runtime/model.js";

/** What the environment makes of the configuration; faults fail the test. */
export function configurationOf(
  environment: Record<string, string> = {},
): Configuration {
  const { configuration, diagnostics } = readConfiguration(undefined, {
    SANDBOX_PORT: "0",
    ...environment,
  });
  if (configuration === undefined)
    throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return configuration;
}

export function resultOf(exit: Exit, more: Partial<RunResult> = {}): RunResult {
  return {
    exit,
    stdout: "",
    stderr: "",
    truncated: { stdout: false, stderr: false },
    durationMs: 1,
    cpuMs: 1,
    maxRssBytes: 1,
    denials: [],
    denialsObserved: true,
    missingLayers: [],
    network: "none",
    files: {},
    filesTruncated: false,
    ...more,
  };
}

/** Answers each run at once with its own code. */
export const echoRunner: Runner = {
  run: async ({ code }: Job) =>
    resultOf({ kind: "exit", code: 0 }, { stdout: code }),
  renew: async () => undefined,
  warm: async () => [],
  [Symbol.asyncDispose]: async () => undefined,
};

export interface HeldRun {
  readonly job: Job;
  readonly signal: AbortSignal;
  /** Where output goes that is read as it comes. */
  readonly onOutput: Listeners["onOutput"];
  /** And the first refused call of each kind. */
  readonly onDenied: Listeners["onDenied"];
  /** Ends it: its output is its code. */
  finish(result?: RunResult): void;
  fail(error: unknown): void;
}

/**
 * Runs that end when the test says so: order, waits and disconnects can't be caused exactly
 * with programs that take as long as they take.
 */
export class HeldRunner implements Runner {
  readonly zygotes = { python3: {}, nodejs: {} };
  readonly runs: HeldRun[] = [];
  disposed = false;
  #arrivals: (() => void)[] = [];

  run(
    job: Job,
    signal: AbortSignal,
    { onOutput, onDenied }: Listeners = {},
  ): Promise<RunResult> {
    return new Promise((resolve, reject) => {
      this.runs.push({
        job,
        signal,
        onOutput,
        onDenied,
        finish: (
          result = resultOf({ kind: "exit", code: 0 }, { stdout: job.code }),
        ) => resolve(result),
        fail: reject,
      });
      signal.addEventListener("abort", () =>
        resolve(resultOf({ kind: "aborted" })),
      );
      for (const arrived of this.#arrivals.splice(0)) arrived();
    });
  }

  /** Resolves once `count` runs have started since the beginning. */
  async started(count: number): Promise<readonly HeldRun[]> {
    while (this.runs.length < count)
      await new Promise<void>((resolve) => this.#arrivals.push(resolve));
    return this.runs;
  }

  readonly renewed: string[] = [];
  async renew(language: string): Promise<void> {
    this.renewed.push(language);
  }

  async warm(): Promise<readonly string[]> {
    return [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true;
  }
}

export interface Started extends AsyncDisposable {
  readonly server: Server;
  readonly address: string;
  /** The log's lines, as they were written. */
  readonly log: readonly Record<string, unknown>[];
}

export async function start(
  runner: Runner,
  configuration: Configuration = configurationOf(),
): Promise<Started> {
  const log: Record<string, unknown>[] = [];
  const server = createServer(configuration, { runner, log: logInto(log) });
  const address = await server.listen();
  return {
    server,
    address,
    log,
    async [Symbol.asyncDispose]() {
      server.endRuns();
      await server.close();
    },
  };
}

function logInto(lines: Record<string, unknown>[]): Logger {
  return pino(
    { base: null },
    { write: (line) => lines.push(JSON.parse(line)) },
  );
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

/** One request, its answer read to the end. */
export async function call(
  url: string,
  init: RequestInit = {},
): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}

export function postJson(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Answer> {
  return call(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
}

export function postRun(
  address: string,
  body: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Answer> {
  return postJson(`${address}/v1/sandbox/run`, body, headers, signal);
}
