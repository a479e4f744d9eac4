/** Reads the configuration, serves until a signal ends it, and tells the exit code. */
import { readFileSync } from "node:fs";
import { destination, pino } from "pino";
import { Fault } from "../document/fault.js";
import type { Diagnostic } from "../document/diagnostic.js";
import type { Configuration } from "./configuration/model.js";
import { readConfiguration, type SettingsFile } from "./configuration/read.js";
import type { Environment } from "./configuration/reader.js";
import { createServer, type Server } from "./index.js";
import { sandboxRunner, type CreateSandbox } from "./sandbox-runner.js";

export interface ServeOptions {
  /** By default `conf/config.yaml` below the working folder, where there is one. */
  readonly config?: string;
  /** Win over the file and the environment. */
  readonly host?: string;
  readonly port?: string;
  /** Only says whether the configuration is right. */
  readonly checkOnly?: boolean;
  readonly environment: Environment;
  readonly createSandbox: CreateSandbox;
  /** Takes a line for stdout. */
  readonly print: (text: string) => void;
  /** Takes the configuration's faults, with the texts they are about. */
  readonly noteDiagnostics: (
    diagnostics: readonly Diagnostic[],
    files: readonly SettingsFile[],
  ) => void;
}

const DEFAULT_FILE = "conf/config.yaml";
/** After a second signal, how long the runs have to die before this process does. */
const LAST_MS = 5000;

const EXIT_INTERRUPTED = 130;

/** Exit codes: 0 ended by a signal, 2 a configuration that is wrong, 130 interrupted after one. */
export async function serve(options: ServeOptions): Promise<number> {
  const file = settingsFile(options.config);
  const environment = {
    ...options.environment,
    ...(options.host === undefined ? {} : { SANDBOX_HOST: options.host }),
    ...(options.port === undefined ? {} : { SANDBOX_PORT: options.port }),
  };
  const { configuration, diagnostics } = readConfiguration(file, environment);
  options.noteDiagnostics(diagnostics, textsOf(diagnostics, file, environment));
  if (configuration === undefined) return 2;
  if (options.checkOnly === true) {
    options.print(`the configuration is right: ${summaryOf(configuration)}`);
    return 0;
  }
  const log = pino(
    { level: configuration.logLevel, base: null },
    destination(2),
  );
  const runner = sandboxRunner(configuration, options.createSandbox);
  const server = createServer(configuration, { runner, log });
  // Before it listens: a signal that comes early ends it as any other does.
  const signalled = untilSignalled(server);
  const address = await server.listen();
  options.print(greeting(address, configuration));
  void runner.warm().then((problems) => {
    for (const problem of problems) log.warn(problem);
  });
  return signalled;
}

function untilSignalled(server: Server): Promise<number> {
  return new Promise((resolve) => {
    let isClosing = false;
    let isEnded = false;
    const close = (): void => {
      if (isClosing) return;
      isClosing = true;
      void server.close().then(() => resolve(isEnded ? EXIT_INTERRUPTED : 0));
    };
    process.on("SIGTERM", close);
    process.on("SIGINT", () => {
      if (!isClosing) return close();
      isEnded = true;
      server.endRuns();
      // What does not end even when it is killed waits in the kernel: nobody waits for it.
      setTimeout(() => process.exit(EXIT_INTERRUPTED), LAST_MS).unref();
    });
  });
}

function settingsFile(path: string | undefined): SettingsFile | undefined {
  const from = path ?? DEFAULT_FILE;
  try {
    return { path: from, text: readFileSync(from, "utf8") };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (path === undefined && code === "ENOENT") return undefined;
    throw new Fault(
      "unreadable-file",
      code === "ENOENT"
        ? `there is no file ${from}`
        : `${from} could not be read: ${message}`,
      { cause: error },
    );
  }
}

/** A variable is a file of one line, its value. */
function textsOf(
  diagnostics: readonly Diagnostic[],
  file: SettingsFile | undefined,
  environment: Environment,
): readonly SettingsFile[] {
  const variables = diagnostics
    .map(({ range }) => range.file)
    .filter((path) => path.startsWith("$"))
    .map((path) => ({ path, text: environment[path.slice(1)] ?? "" }));
  return file === undefined ? variables : [file, ...variables];
}

function summaryOf(configuration: Configuration): string {
  const { host, port, keys, maxWorkers, maxRequests } = configuration;
  return `${host}:${port}, ${keys.length} keys, ${maxWorkers} workers, ${maxRequests} requests`;
}

/** One line: where it is, and a call that works when it is pasted. */
function greeting(address: string, { keys }: Configuration): string {
  const key = keys.length > 0 ? ' -H "X-Api-Key: $API_KEY"' : "";
  const body = `{"language":"python3","code":"print(6*7)"}`;
  return `callgate serves on ${address} - try: curl -s ${address}/v1/sandbox/run${key} -H 'Content-Type: application/json' -d '${body}'`;
}
