/** How the service is set up, as plain data: everything is checked before it gets here. */
import type { Layer, Limits } from "../../runtime/model.js";
import type { ApiKey } from "../keys.js";

export interface Configuration {
  /** The address to listen on. Off loopback a key is needed. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Empty: no key is asked for. */
  readonly keys: readonly ApiKey[];
  /** Runs at once. */
  readonly maxWorkers: number;
  /** Requests in the house, running and waiting together. */
  readonly maxRequests: number;
  /** Open connections; further ones are closed at once. */
  readonly maxConnections: number;
  /** Origins whose pages browsers let call `/api/v1`: `https://app.example`. Empty: none. */
  readonly corsOrigins: readonly string[];
  /** Of every run; a request may ask for less. `timeoutMs` is `worker_timeout`. */
  readonly limits: Limits;
  /** How long a request may wait for its turn. */
  readonly queueTimeoutMs: number;
  /** How long accepted requests may take to end after SIGTERM. */
  readonly graceMs: number;
  /** The interpreters; undefined leaves the choice to the runtime. */
  readonly pythonPath: string | undefined;
  readonly nodejsPath: string | undefined;
  /** A virtual environment of callgate's own that packages are installed into; undefined: none. */
  readonly pythonPackages: string | undefined;
  /** The operator's list of packages, in pip's format. */
  readonly pythonRequirements: string;
  /** Where pip looks for packages; undefined: where pip is set up to. */
  readonly pipMirrorUrl: string | undefined;
  /** Whether a request may ask for the host's network. */
  readonly enableNetwork: boolean;
  /** Whether a request's `preload` runs. */
  readonly enablePreload: boolean;
  /** Syscall numbers of this machine's arch that are allowed besides the policy's. */
  readonly allowedSyscalls: readonly number[];
  /** Shipped policies that a request may name besides its language's own. */
  readonly allowPolicies: readonly string[];
  /**
   * The loosest policy that a caller's own may be: a shipped one's name, a path, or `own` for
   * the one that its run would have had. Undefined: callers bring none.
   */
  readonly loosestPolicy: string | undefined;
  /** Layers of isolation that may be missing here; every result lists those that are. */
  readonly allowMissing: readonly Layer[];
  /** The proxies that code with network is told of. */
  readonly proxy: Proxy;
  /** What guests get of the service's own environment, by name. */
  readonly guestEnvironment: Readonly<Record<string, string>>;
  readonly logLevel: LogLevel;
}

export interface Proxy {
  /** In place of the other two, where it is set. */
  readonly socks5: string | undefined;
  readonly http: string | undefined;
  readonly https: string | undefined;
  readonly noProxy: string | undefined;
}

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";
