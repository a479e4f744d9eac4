/** What a sandbox is asked and what it answers, as plain data. */

export type Language = "python3" | "nodejs";

/** The layers of isolation, in their order, by the names that errors, results and `doctor` use. */
export const layers = [
  "descriptors",
  "session",
  "user-namespace",
  "pid-namespace",
  "mount-namespace",
  "network-namespace",
  "ipc-namespace",
  "uts-namespace",
  "root",
  "scratch",
  "rlimits",
  "cgroup",
  "cgroup-namespace",
  "ids",
  "capabilities",
  "no-new-privs",
  "landlock",
  "boot-filter",
  "run-filter",
] as const;

export type Layer = (typeof layers)[number];

/** What became of a layer on this machine. */
export interface LayerState {
  readonly layer: Layer;
  readonly available: boolean;
  /** What was found: a version, a path, what the kernel said. */
  readonly detail: string;
  /** How to get it, where it is missing. */
  readonly remedy: string | undefined;
}

export interface Limits {
  /** Wall clock, from the start of the run. */
  readonly timeoutMs: number;
  readonly cpuMs: number;
  readonly memoryBytes: number;
  /** Processes and threads together. */
  readonly processes: number;
  readonly openFiles: number;
  readonly fileBytes: number;
  /** `/tmp` and the working folder together. */
  readonly scratchBytes: number;
  /** stdout and stderr each. */
  readonly outputBytes: number;
}

export interface SandboxOptions {
  readonly language: Language;
  /** A policy file, or the name of a shipped policy; by default the language's own. */
  readonly policy?: string;
  readonly limits?: Partial<Limits>;
  /** The interpreter; by default `PYTHON_PATH` or `NODEJS_PATH`, then the one on PATH. */
  readonly interpreter?: string;
  /**
   * Lets runs have a network: the language's policy is then its network variant. Off by
   * default. `true` is the host's network.
   */
  readonly network?: boolean | Network;
  /** Extra environment of the guest; nothing of the host's environment passes by itself. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * `process`: each run starts an interpreter of its own. `zygote`: each run is a fork of one
   * that has booted, isolated as much, and shares its address layout and hash seed.
   */
  readonly isolation?: "zygote" | "process";
  /** Python modules that a zygote imports before it forks, so that no run waits for it. */
  readonly preload?: readonly string[];
  /** Is told what becomes of zygotes: for metrics. Must not throw. */
  readonly onZygote?: OnZygote;
  /** How zygotes are kept. */
  readonly zygotes?: ZygoteOptions;
  /** Layers that may be absent where the machine refuses them; every result lists those. */
  readonly allowMissing?: readonly Layer[];
}

/**
 * A zygote has forked a child, or one is started: the first of its kind, in place of one that
 * is old, or of one that died.
 */
export type ZygoteEvent = "forked" | "first" | "old" | "died";

export type OnZygote = (event: ZygoteEvent) => void;

export interface ZygoteOptions {
  /** Runs after which a zygote is replaced by a new one; 1,000 by default. */
  readonly runs?: number;
  /** Its age at which it is; 600,000 (10 minutes) by default. */
  readonly ageMs?: number;
  /**
   * `false`: no interpreter is forked. A run is a Node.js process that has booted before, used
   * once, or a new Python: what callgate does by itself where a Node.js can't be forked.
   */
  readonly fork?: boolean;
}

/** A network that is given to runs. */
export interface Network {
  /** A namespace's file (`/run/netns/NAME`, `/proc/PID/ns/net`); by default the host's. */
  readonly namespace?: string;
  /** What `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, in small letters too, say to the code. */
  readonly proxy?: {
    readonly http?: string;
    readonly https?: string;
    readonly no?: string;
  };
}

/** Files by their path below the working folder: `data/in.csv`. A text is UTF-8. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export type Stdin = string | Uint8Array | AsyncIterable<string | Uint8Array>;

export interface RunRequest {
  /** UTF-8. */
  readonly code: string | Uint8Array;
  /** Empty by default. A stream (`Readable`, `ReadableStream`) is read as the code reads. */
  readonly stdin?: Stdin;
  /**
   * Put into the working folder before the code runs. Where it is given, be it `{}`, the
   * result has the files that are there after the run.
   */
  readonly files?: Files;
  /** Whether this run has the sandbox's network; by default it has, where there is one. */
  readonly network?: boolean;
  /** `sys.argv[1:]`, `process.argv.slice(2)`. */
  readonly args?: readonly string[];
  /** Overrides of the sandbox's limits for this run. */
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
  /**
   * Takes the output as it comes, no more of it than the result holds: the texts of a stream,
   * one after the other, are the result's `stdout` or `stderr`. Must not throw.
   */
  readonly onOutput?: OnOutput;
  /**
   * Takes the first call of each kind that the policy refuses, when it is made, with a `count`
   * of 1: the result's `denials` are the same kinds in the same order. Must not throw.
   */
  readonly onDenied?: OnDenied;
}

export type OnOutput = (stream: "stdout" | "stderr", text: string) => void;

export type OnDenied = (denial: Denial) => void;

/** How a run ended. */
export type Exit =
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: string }
  | { readonly kind: "timeout"; readonly limit: "wall" | "cpu" }
  /** `code` where the interpreter ended itself (`MemoryError`), undefined where it was killed. */
  | { readonly kind: "out-of-memory"; readonly code?: number }
  | { readonly kind: "output-limit" }
  /** Killed by the filter (`kill`). */
  | { readonly kind: "denied" }
  | { readonly kind: "aborted" }
  /** The sandbox itself failed: nothing the code did. */
  | {
      readonly kind: "sandbox-failure";
      readonly layer: Layer | undefined;
      readonly message: string;
      readonly hint: string | undefined;
    };

/** One refused call, however often it was made. */
export interface Denial {
  readonly syscall: string;
  readonly arch: string;
  readonly nr: number;
  readonly args: readonly { readonly name: string; readonly value: string }[];
  readonly count: number;
  /** What it met: `deny(EPERM)`, `kill`. */
  readonly action: string;
  /** The rule, or the default, that refused it: `policy/python.yaml:12`. */
  readonly refusedBy: string;
  /**
   * The YAML rule that would allow it, above the one that refuses; "" where no rule can: for
   * another ABI's calls and for numbers without a name.
   */
  readonly allowedBy: string;
}

export interface RunResult {
  readonly exit: Exit;
  /** UTF-8 with U+FFFD for what is not; cut at the limit, at a character's edge. */
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: { readonly stdout: boolean; readonly stderr: boolean };
  /** From the start of the run to its end. */
  readonly durationMs: number;
  /** User and system time of all its processes. */
  readonly cpuMs: number;
  readonly maxRssBytes: number;
  /** The first of each kind: at most 64. */
  readonly denials: readonly Denial[];
  /** Refused calls of further kinds; absent where there were none. */
  readonly denialsOmitted?: number;
  /** False where nobody could see which calls were refused. */
  readonly denialsObserved: boolean;
  /** Why nobody could. */
  readonly unobservedBecause?: string;
  /**
   * Rules and defaults that say `kill(thread)`, as `refusedBy` names them: the kernel alone can
   * do so, and tells nobody of the call. Absent where the policy has none.
   */
  readonly unobservedRules?: readonly string[];
  readonly missingLayers: readonly Layer[];
  /** `none`, `host`, or the file of the network namespace that the run was in. */
  readonly network: string;
  /**
   * What was left in the working folder, by paths below it, where the request has `files`:
   * regular files, without the code. Links and all else are left out.
   */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Files are missing: too many, too large, or not to be read. */
  readonly filesTruncated: boolean;
}

/** What is told of a run while it goes on; the last is `exit`. */
export type RunEvent =
  /** A piece of the output; the pieces of one stream together are the result's. */
  | { readonly type: "stdout" | "stderr"; readonly text: string }
  /** The first call of a kind that is refused, when it is made: `count` is 1. */
  | { readonly type: "denied"; readonly denial: Denial }
  | { readonly type: "exit"; readonly result: RunResult };

/**
 * A run that has begun: a promise of its result, and what tells its events. To stop reading
 * events does not end it: `signal` does. A fault rejects the promise and ends the events.
 */
export interface Run extends Promise<RunResult>, AsyncIterable<RunEvent> {}

/** What runs code. Freed by `await using` or `close`. */
export interface Sandbox extends AsyncDisposable {
  /** Rejects with a `Fault` for a request that is wrong; what the code does is a result. */
  run(request: RunRequest): Run;
  /** Ends the runs that are under way, told as `aborted`, and all that was kept for others. */
  close(): Promise<void>;
}
