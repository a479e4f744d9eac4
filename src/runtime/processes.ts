/** The one file that starts processes: interpreters that are asked, and the launcher. */
import { spawn } from "node:child_process";
import { writeSync } from "node:fs";
import type { Socket } from "node:net";
import { noRoom, openTogether, reader, writer } from "./channels.js";
import { closeSync, openSync } from "./descriptors.js";
import { addon, nativeFile } from "./native.js";
import { processEnd, type ProcessEnd } from "./status.js";

export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
}

export interface Asking {
  readonly timeoutMs?: number;
  /** Bytes that are no text are kept by "latin1". */
  readonly encoding?: BufferEncoding;
  /** Ends the program and all that it has started: they are a process group of their own. */
  readonly signal?: AbortSignal;
}

/** Generous: while this process compiles a policy, it cannot read what has come. */
const ANSWER_MS = 60_000;

const ANSWER_BYTES = 4 << 20;

/** What a program that was told to end may still tidy up. */
const TIDYING_MS = 2_000;

/**
 * What `program` prints. Rejects with an error that has its `stdout` and `stderr`, and as `code`
 * its exit code or the system's error.
 */
export function ask(
  program: string,
  args: readonly string[],
  { timeoutMs = ANSWER_MS, encoding = "utf8", signal }: Asking = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      env: askingEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
      detached: signal !== undefined,
    });
    const said = { stdout: "", stderr: "" };
    let ended: string | undefined;
    let killing: NodeJS.Timeout | undefined;
    const send = (name: NodeJS.Signals): void => {
      if (signal === undefined || child.pid === undefined) child.kill(name);
      else killGroup(child.pid, name);
    };
    const end = (because: string): void => {
      if (ended !== undefined) return;
      ended = because;
      send("SIGINT");
      killing = setTimeout(() => {
        send("SIGKILL");
        // Another may still have them open.
        child.stdout.destroy();
        child.stderr.destroy();
      }, TIDYING_MS);
    };
    const overdue = setTimeout(
      () => end(`no answer within ${timeoutMs / 1000} s`),
      timeoutMs,
    );
    const abort = (): void => end("it was ended");
    if (signal?.aborted === true) abort();
    signal?.addEventListener("abort", abort);
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding(encoding).on("data", (text: string) => {
        if (said[name].length + text.length <= ANSWER_BYTES) said[name] += text;
        else end(`${program} says more than ${ANSWER_BYTES >> 20} MiB`);
      });
    const over = (error: Error | undefined, code?: unknown): void => {
      clearTimeout(overdue);
      clearTimeout(killing);
      signal?.removeEventListener("abort", abort);
      if (error === undefined) resolve(said);
      else reject(Object.assign(error, { code, ...said }));
    };
    child.once("error", (error: NodeJS.ErrnoException) =>
      over(error, error.code),
    );
    child.once("close", (code, by) => {
      if (ended !== undefined) over(new Error(ended));
      else if (code === 0) over(undefined);
      else over(new Error(`${program} ended with ${code ?? by}`), code);
    });
  });
}

/** Its number stays the group's as long as one process is in it. */
function killGroup(first: number, name: NodeJS.Signals): void {
  try {
    process.kill(-first, name);
  } catch {
    // The last one has gone.
  }
}

/** This process's own, for version managers' scripts; not what changes a program's libraries. */
function askingEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(LD_|NODE_|PYTHON)/.test(name),
    ),
  );
}

/** A launcher that has been started, with this process's ends of its pipes. */
export interface Launcher {
  readonly pid: number;
  /** Takes the plan. The run lasts no longer than this stays open. */
  readonly plan: Socket;
  readonly status: Socket;
  /** Undefined where the run's stdin is empty. */
  readonly stdin: Socket | undefined;
  readonly stdout: Socket;
  readonly stderr: Socket;
  /** The run sends its working folder here; undefined where it was not asked to. */
  readonly folder: number | undefined;
  /** By it the guest hands its filter's listener over; undefined where nobody observes. */
  readonly handover: number | undefined;
  /** Waits for its end; `status` has closed. */
  reap(): ProcessEnd;
}

/** Starts the launcher with pipes of its own. Throws a `Fault` where there is none, or no room. */
export function startLauncher({
  withStdin,
  withFolder,
  observed,
}: {
  readonly withStdin: boolean;
  readonly withFolder: boolean;
  readonly observed: boolean;
}): Launcher {
  const program = nativeFile("callgate-launcher");
  const { pipe, socketPair, handoverPair, spawn, reap } = addon();
  const theirs: number[] = [];
  const ours: number[] = [];
  const incoming = (): number => keep(pipe(), 0);
  const outgoing = (): number => keep(pipe(), 1);
  const keep = (ends: [number, number], own: 0 | 1): number => {
    theirs.push(ends[1 - own] ?? -1);
    ours.push(ends[own]);
    return ends[own];
  };
  const start = () => {
    let stdin: number | undefined;
    if (withStdin) stdin = outgoing();
    else theirs.push(openSync("/dev/null", "r"));
    const stdout = incoming();
    const stderr = incoming();
    const plan = outgoing();
    const status = incoming();
    const folder = withFolder ? keep(socketPair(), 0) : undefined;
    let handover: number | undefined;
    if (observed) {
      // Numbers have an order: the one before this is the folder's.
      if (!withFolder) theirs.push(openSync("/dev/null", "r"));
      handover = keep(handoverPair(), 0);
    }
    return {
      stdin,
      folder,
      handover,
      stdout,
      stderr,
      plan,
      status,
      pid: spawn(program, theirs),
    };
  };
  let started: ReturnType<typeof start>;
  try {
    started = start();
  } catch (error) {
    for (const descriptor of ours) closeSync(descriptor);
    throw noRoom(error);
  } finally {
    for (const descriptor of theirs) closeSync(descriptor);
  }
  const { stdin, folder, handover, stdout, stderr, plan, status, pid } =
    started;
  return {
    pid,
    folder,
    plan: writer(plan),
    status: reader(status),
    stdin: stdin === undefined ? undefined : writer(stdin),
    stdout: reader(stdout),
    stderr: reader(stderr),
    handover,
    reap: () => processEnd(reap(pid)),
  };
}

/** A zygote that has been started, with this process's ends of its channels. */
export interface ZygoteProcess {
  readonly pid: number;
  /** Takes the plan. The zygote lasts no longer than this stays open. */
  readonly plan: Socket;
  readonly status: Socket;
  /** Its answers come here; requests are sent to the descriptor, with others. */
  readonly control: Socket;
  readonly controlDescriptor: number;
  /** What the interpreter says while it boots. */
  readonly stderr: Socket;
  /** Waits for its end; `status` has closed. */
  reap(): ProcessEnd;
}

/** Starts a zygote's launcher. Throws where there is none, or no room for one. */
export function startZygote(): ZygoteProcess {
  const program = nativeFile("callgate-zygote");
  const { pipe, socketPair, spawn, reap } = addon();
  return openTogether((keep) => {
    const nothing = openSync("/dev/null", "r+");
    keep([nothing]);
    const [stderr, theirStderr] = keep(pipe());
    const [theirPlan, plan] = keep(pipe());
    const [status, theirStatus] = keep(pipe());
    const [control, theirControl] = keep(socketPair());
    const theirs = [theirStderr, theirPlan, theirStatus, theirControl];
    const pid = spawn(program, [nothing, nothing, ...theirs]);
    for (const descriptor of [nothing, ...theirs]) closeSync(descriptor);
    return {
      pid,
      plan: writer(plan),
      status: reader(status),
      // Reset where the zygote ends with requests unread; that it ended, "close" tells.
      control: reader(control).on("error", () => undefined),
      controlDescriptor: control,
      stderr: reader(stderr),
      reap: () => processEnd(reap(pid)),
    };
  });
}

/** A program that waits for its filter, and what can be done with it. */
export interface StartedProgram {
  readonly pid: number;
  /** The observer's end of its handover. */
  readonly handover: number;
  /** Gives it the filter that it starts behind. To be called once. */
  install(filter: Uint8Array): void;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<{
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
  }>;
  /** What kept it from starting (`native/starter.c`); undefined where nothing did. */
  readonly failure: Promise<
    { readonly stage: number; readonly errno: number } | undefined
  >;
}

/** Starts `path` as `command`, with this process's stdio. Throws a `Fault` where there is no room. */
export function startProgram(
  path: string,
  command: readonly string[],
): StartedProgram {
  const starter = nativeFile("callgate-starter");
  const { pipe, handoverPair } = addon();
  return openTogether((keep) => {
    const [theirFilter, filter] = keep(pipe());
    const [report, theirReport] = keep(pipe());
    const [handover, theirHandover] = keep(handoverPair());
    const theirs = [theirFilter, theirReport, theirHandover];
    const child = spawn(starter, [path, ...command], {
      stdio: ["inherit", "inherit", "inherit", ...theirs],
    });
    for (const descriptor of theirs) closeSync(descriptor);
    if (child.pid === undefined) throw new Error(`${starter} does not start`);
    return {
      pid: child.pid,
      handover,
      install(program) {
        // A pipe has room for the longest program: this never waits.
        writeSync(filter, program);
        closeSync(filter);
      },
      kill: (signal) => child.kill(signal),
      ended: new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("exit", (code, signal) => resolve({ code, signal }));
      }),
      failure: failureFrom(reader(report)),
    };
  });
}

async function failureFrom(
  report: Socket,
): Promise<{ stage: number; errno: number } | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of report) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  // Before it stands what is said of the filter (native/filter.h).
  if (bytes.length < 8) return undefined;
  const at = bytes.length - 8;
  return { stage: bytes.readUInt32LE(at), errno: bytes.readUInt32LE(at + 4) };
}
