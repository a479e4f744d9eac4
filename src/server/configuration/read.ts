/**
 * Turns `conf/config.yaml` and the environment into a configuration, or into everything that
 * is wrong with them at once. Names, defaults and precedence are DifySandbox's; what is
 * callgate's own is said in `docs/http-api.md`.
 */
import { isIP } from "node:net";
import type { Diagnostic } from "../../document/diagnostic.js";
import type { MapNode } from "../../document/document.js";
import { defaultLimits } from "../../runtime/limits.js";
import { layers, type Layer, type Limits } from "../../runtime/model.js";
import { nearest } from "../../document/nearest.js";
import { Fault } from "../../document/fault.js";
import { readDocument } from "../../document/read.js";
import { loadPolicy } from "../../policy/load.js";
import {
  diskSource,
  readPolicy,
  shippedPolicyNames,
} from "../../policy-files.js";
import { digestOf, type ApiKey } from "../keys.js";
import { readInterpreters } from "./interpreters.js";
import type { Configuration, LogLevel, Proxy } from "./model.js";
import { SettingsReader, type Environment, type Found } from "./reader.js";

export interface SettingsFile {
  readonly path: string;
  readonly text: string;
}

export interface ConfigurationReading {
  /** Undefined where a diagnostic is an error. */
  readonly configuration: Configuration | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** A key that guards an address others can reach. */
export const KEY_LENGTH_MIN = 16;

const MIB = 1024 * 1024;
const COUNT = { min: 1, max: 10_000 } as const;
const SECONDS = { min: 1, max: 86_400, unit: "seconds" } as const;
const LOG_LEVELS: readonly LogLevel[] = [
  "debug",
  "info",
  "warn",
  "error",
  "silent",
];

export function readConfiguration(
  file: SettingsFile | undefined,
  environment: Environment,
): ConfigurationReading {
  const diagnostics: Diagnostic[] = [];
  const root = file === undefined ? undefined : rootOf(file, diagnostics);
  const read = new SettingsReader(root, environment, (diagnostic) => {
    diagnostics.push(diagnostic);
  });
  const configuration = readSettings(read, environment);
  ignoreTheirs(read);
  read.reportUnknown();
  const isWrong = diagnostics.some(({ severity }) => severity === "error");
  return {
    configuration: isWrong ? undefined : configuration,
    diagnostics,
  };
}

/** Whether only this machine can reach `host`. */
export function isLoopback(host: string): boolean {
  if (host === "localhost" || host === "::1") return true;
  return isIP(host) === 4 && host.startsWith("127.");
}

function readSettings(
  read: SettingsReader,
  environment: Environment,
): Configuration {
  const host = read.text("app.host", "SANDBOX_HOST");
  const port = read.integer(
    "app.port",
    { min: 0, max: 65_535 },
    "SANDBOX_PORT",
  );
  const maxWorkers = read.integer("max_workers", COUNT, "MAX_WORKERS");
  const maxRequests = read.integer("max_requests", COUNT, "MAX_REQUESTS");
  const workers = maxWorkers?.value ?? 4;
  const requests = maxRequests?.value ?? 50;
  const narrower = maxRequests ?? maxWorkers;
  if (requests < workers && narrower !== undefined)
    read.error(
      "contradictory-limits",
      `max_requests (${requests}) counts those that run too, so it can't be below max_workers (${workers})`,
      narrower.range,
      `write max_requests: ${workers} or more`,
    );
  const keys = readKeys(read, workers, requests);
  requireKey(read, host, keys);
  return {
    host: host?.value ?? "127.0.0.1",
    port: port?.value ?? 8194,
    keys: keys.map(({ value }) => value),
    maxWorkers: workers,
    maxRequests: requests,
    maxConnections: readConnections(read, maxRequests, requests),
    corsOrigins: readOrigins(read),
    limits: readLimits(read),
    queueTimeoutMs:
      1000 *
      (read.integer("queue_timeout", SECONDS, "QUEUE_TIMEOUT")?.value ?? 60),
    graceMs:
      1000 * (read.integer("grace_time", SECONDS, "GRACE_TIME")?.value ?? 30),
    ...readInterpreters(read),
    enableNetwork:
      read.boolean("enable_network", "ENABLE_NETWORK")?.value ?? false,
    enablePreload:
      read.boolean("enable_preload", "ENABLE_PRELOAD")?.value ?? false,
    allowedSyscalls: readAllowedSyscalls(read),
    allowPolicies: readAllowPolicies(read),
    loosestPolicy: readLoosestPolicy(read),
    allowMissing: readAllowMissing(read),
    proxy: readProxy(read),
    guestEnvironment: readGuestEnvironment(read, environment),
    logLevel: readLogLevel(read),
  };
}

function readConnections(
  read: SettingsReader,
  maxRequests: Found<number> | undefined,
  requests: number,
): number {
  const bounds = { min: 1, max: 100_000 };
  const own = read.integer("max_connections", bounds, "MAX_CONNECTIONS");
  const connections = own?.value ?? 1024;
  const narrower = own ?? maxRequests;
  // Beyond it a request is cut off, where beyond max_requests it would be told.
  if (connections < requests && narrower !== undefined)
    read.error(
      "contradictory-limits",
      `each of max_requests (${requests}) has a connection, so max_connections (${connections}) can't be below it`,
      narrower.range,
      `write max_connections: ${requests} or more`,
    );
  return connections;
}

function rootOf(
  file: SettingsFile,
  diagnostics: Diagnostic[],
): MapNode | undefined {
  const isEmpty = file.text
    .split("\n")
    .every((line) => /^\s*(#.*|---\s*)?$/.test(line));
  if (isEmpty) return undefined;
  const document = readDocument(file, ({ hint, ...diagnostic }) => {
    // The reader's hints that speak of policies do not fit a configuration.
    const fits = hint !== undefined && !/polic|rule|condition/.test(hint);
    diagnostics.push(fits ? { ...diagnostic, hint } : diagnostic);
  });
  return document?.root;
}

/** The key that everybody shares (`app.key`), and those of named callers (`keys`). */
function readKeys(
  read: SettingsReader,
  maxWorkers: number,
  maxRequests: number,
): readonly Found<ApiKey>[] {
  const keys: Found<ApiKey>[] = [];
  const shared = read.text("app.key", "API_KEY");
  if (shared !== undefined)
    keys.push({
      range: shared.range,
      value: {
        name: "default",
        digest: digestOf(shared.value),
        length: shared.value.length,
        maxWorkers,
        maxRequests,
      },
    });
  for (const { value: fields, range } of read.mappings("keys")) {
    const name = fields.text("name");
    const sha256 = fields.text("sha256");
    const ofKey = {
      maxWorkers: atMost(fields, "max_workers", maxWorkers),
      maxRequests: atMost(fields, "max_requests", maxRequests),
    };
    if (name === undefined || sha256 === undefined) {
      read.error(
        "incomplete-key",
        "a key has a name and the SHA-256 of its text",
        range,
        'write name: NAME and sha256: "64 hex digits"; printf %s KEY | sha256sum prints them',
      );
    } else if (!/^[0-9a-fA-F]{64}$/.test(sha256.value)) {
      read.error(
        "wrong-type",
        "keys[].sha256 must be 64 hex digits",
        sha256.range,
        "printf %s KEY | sha256sum prints them",
      );
    } else if (!/^[A-Za-z0-9._-]{1,64}$/.test(name.value)) {
      read.error(
        "wrong-type",
        "keys[].name must be 1 to 64 letters, digits, dots, dashes or underscores",
        name.range,
      );
    } else if (keys.some(({ value }) => value.name === name.value)) {
      read.error(
        "duplicate-key-name",
        `two keys are called "${name.value}"`,
        name.range,
        name.value === "default" ? "app.key has that name" : undefined,
      );
    } else {
      keys.push({
        range: name.range,
        value: {
          name: name.value,
          digest: Buffer.from(sha256.value, "hex"),
          length: undefined,
          ...ofKey,
        },
      });
    }
  }
  return keys;
}

function atMost(fields: SettingsReader, path: string, whole: number): number {
  const own = fields.integer(path, COUNT);
  if (own !== undefined && own.value > whole)
    fields.error(
      "contradictory-limits",
      `one key's ${path} (${own.value}) can't be above everybody's (${whole})`,
      own.range,
    );
  return own?.value ?? whole;
}

function requireKey(
  read: SettingsReader,
  host: Found<string> | undefined,
  keys: readonly Found<ApiKey>[],
): void {
  if (host === undefined || isLoopback(host.value)) return;
  if (keys.length === 0)
    read.error(
      "key-needed",
      `others can reach ${host.value}, so a key is needed`,
      host.range,
      `set API_KEY to ${KEY_LENGTH_MIN} characters or more`,
    );
  const short = keys.find(
    ({ value }) => value.length !== undefined && value.length < KEY_LENGTH_MIN,
  );
  // Said at the address: a code frame at the key would print it.
  if (short !== undefined)
    read.error(
      "key-too-short",
      `others can reach ${host.value}, so the key needs ${KEY_LENGTH_MIN} characters or more; it has ${short.value.length ?? 0}`,
      host.range,
      "set API_KEY to a longer one: openssl rand -hex 16",
    );
}

function readAllowedSyscalls(read: SettingsReader): readonly number[] {
  const numbers = read.integers(
    "allowed_syscalls",
    { min: 0, max: 4095 },
    "ALLOWED_SYSCALLS",
  );
  const [first] = numbers;
  if (first !== undefined)
    read.warn(
      "policy-widened",
      `ALLOWED_SYSCALLS widens the policy for all code: ${numbers.map(({ value }) => value).join(", ")}`,
      first.range,
    );
  return numbers.map(({ value }) => value);
}

/** The runtime's own defaults, except that the CPU time grows with the wall clock. */
function readLimits(read: SettingsReader): Limits {
  const timeoutS = read.integer("worker_timeout", SECONDS, "WORKER_TIMEOUT");
  const timeoutMs =
    timeoutS === undefined ? defaultLimits.timeoutMs : 1000 * timeoutS.value;
  const cpuPerWall = defaultLimits.cpuMs / defaultLimits.timeoutMs;
  const limit = (name: string, min: number, otherwise: number): number =>
    read.integer(`limits.${name}`, { min, max: 2 ** 40 })?.value ?? otherwise;
  const counted = (name: string, min: number, otherwise: number): number =>
    read.integer(`limits.${name}`, { min, max: 32_768 })?.value ?? otherwise;
  const { memoryBytes, processes, openFiles, outputBytes } = defaultLimits;
  const scratchBytes = limit("scratch_bytes", 4096, defaultLimits.scratchBytes);
  return {
    timeoutMs,
    cpuMs:
      read.integer("limits.cpu_ms", { min: 1, max: 1000 * SECONDS.max })
        ?.value ?? cpuPerWall * timeoutMs,
    memoryBytes: limit("memory_bytes", 16 * MIB, memoryBytes),
    processes: counted("processes", 1, processes),
    openFiles: counted("open_files", 16, openFiles),
    fileBytes: limit("file_bytes", 0, scratchBytes),
    scratchBytes,
    outputBytes:
      read.integer("limits.output_bytes", { min: 0, max: 64 * MIB })?.value ??
      outputBytes,
  };
}

/** Each as a browser writes it: a scheme, a host, and a port where it is not the scheme's own. */
function readOrigins(read: SettingsReader): readonly string[] {
  return read
    .texts("cors_origins", "CORS_ORIGINS")
    .flatMap(({ value, range }) => {
      const origin = originOf(value);
      if (origin === value) return [value];
      read.error(
        "wrong-type",
        `cors_origins: "${value}" is no origin`,
        range,
        `write ${origin ?? "https://app.example, without a path; * is none"}`,
      );
      return [];
    });
}

function originOf(text: string): string | undefined {
  try {
    const { protocol, origin } = new URL(text);
    return /^https?:$/.test(protocol) ? origin : undefined;
  } catch {
    return undefined;
  }
}

function readAllowMissing(read: SettingsReader): readonly Layer[] {
  return read
    .texts("allow_missing", "ALLOW_MISSING")
    .flatMap(({ value, range }) => {
      const layer = layers.find((each) => each === value);
      if (layer !== undefined) return [layer];
      const near = nearest(value, layers);
      read.error(
        "unknown-layer",
        `there is no layer "${value}"`,
        range,
        near === undefined ? `there are ${layers.join(", ")}` : `write ${near}`,
      );
      return [];
    });
}

function readAllowPolicies(read: SettingsReader): readonly string[] {
  const shipped = shippedPolicyNames();
  return read
    .texts("allow_policies", "ALLOW_POLICIES")
    .flatMap(({ value, range }) => {
      if (shipped.includes(value)) return [value];
      const near = nearest(value, shipped);
      read.error(
        "unknown-policy",
        `no policy named "${value}" ships`,
        range,
        near === undefined
          ? `there are ${shipped.join(", ")}`
          : `write ${near}`,
      );
      return [];
    });
}

/** Its file is read when a caller's policy is held to it; that it can be is seen at the start. */
function readLoosestPolicy(read: SettingsReader): string | undefined {
  const setting = read.text("loosest_policy", "LOOSEST_POLICY");
  if (setting === undefined || setting.value === "own") return setting?.value;
  const { value, range } = setting;
  try {
    const file = readPolicy(value);
    const { policy, diagnostics } = loadPolicy(diskSource(file), file);
    if (policy !== undefined) return value;
    const first = diagnostics.find(({ severity }) => severity === "error");
    const place = `${first?.range.file ?? value}:${first?.range.line ?? 1}`;
    read.error(
      "bad-policy",
      `loosest_policy has errors: ${place}: ${first?.message ?? ""}`,
      range,
      `callgate check ${value} shows all of them`,
    );
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    read.error("unknown-policy", error.message, range, error.hint);
  }
  return undefined;
}

function readProxy(read: SettingsReader): Proxy {
  return {
    socks5: read.text("proxy.socks5", "SOCKS5_PROXY")?.value,
    http: read.text("proxy.http", "HTTP_PROXY")?.value,
    https: read.text("proxy.https", "HTTPS_PROXY")?.value,
    noProxy: read.text("proxy.no_proxy", "NO_PROXY")?.value,
  };
}

function readGuestEnvironment(
  read: SettingsReader,
  environment: Environment,
): Readonly<Record<string, string>> {
  const names = read.texts("allowed_env_vars", "ALLOWED_ENV_VARS");
  const given: [string, string][] = [];
  for (const { value: name, range } of names) {
    if (/^(API_KEY|LD_.*|PYTHON.*|NODE_.*)$/.test(name)) {
      read.error(
        "reserved-variable",
        `${name} never passes to the code that runs`,
        range,
      );
      continue;
    }
    const value = environment[name];
    if (value !== undefined) given.push([name, value]);
  }
  return Object.fromEntries(given);
}

function readLogLevel(read: SettingsReader): LogLevel {
  const debug = read.boolean("app.debug", "DEBUG")?.value ?? false;
  const word = read.text("log_level", "LOG_LEVEL");
  const level = LOG_LEVELS.find((each) => each === word?.value);
  if (word !== undefined && level === undefined)
    read.error(
      "wrong-type",
      `log_level must be one of ${LOG_LEVELS.join(", ")}`,
      word.range,
    );
  return level ?? (debug ? "debug" : "info");
}

/** DifySandbox's settings that have nothing to act on here. */
function ignoreTheirs(read: SettingsReader): void {
  const findsItself = "callgate asks the interpreter where its libraries are";
  read.unused("python_lib_path", findsItself, "PYTHON_LIB_PATH");
  read.unused("log_path", "logs go to stderr");
  const never = "packages are installed when an operator asks for it";
  read.unused(
    "python_deps_update_interval",
    never,
    "PYTHON_DEPS_UPDATE_INTERVAL",
  );
  read.unused(
    "enable_python_deps_periodic_update",
    never,
    "ENABLE_PYTHON_DEPS_PERIODIC_UPDATE",
  );
}
