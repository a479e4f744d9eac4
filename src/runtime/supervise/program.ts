/**
 * Any program behind a policy's run program, with everything else of its own: it has this
 * process's stdio, terminal, environment and folder, and signals as if it had been started
 * without callgate.
 */
import { constants } from "node:os";
import { Fault } from "../../document/fault.js";
import type { Observation, Seen } from "../observe/observation.js";
import { startProgram, type StartedProgram } from "../processes.js";
import { errnoName } from "../status.js";
import { findProgram } from "./find-program.js";

export interface ProgramEnd {
  /** Its exit code; 128 and the signal's number where a signal ended it, as in shells. */
  readonly exitCode: number;
  /** The signal's name. */
  readonly signal: string | undefined;
  /** Calls that reached this process. */
  readonly seen: Seen;
}

/** A terminal sends these to the program too: it decides, and this process waits for it. */
const LEFT_TO_THE_PROGRAM = ["SIGINT", "SIGQUIT"] as const;

/** Somebody sends these to this process, and means the program. */
const PASSED_ON = ["SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2"] as const;

/**
 * Runs `command` to its end. `observationOf` is told the program's process id (`$self`).
 * Rejects with a `Fault` where it can't be started or observed.
 */
export async function runProgram(
  command: readonly string[],
  observationOf: (pid: number) => Observation,
): Promise<ProgramEnd> {
  const [name] = command;
  if (name === undefined)
    throw new Fault("no-program", "there is no program to run", {
      hint: "write it after --",
    });
  const started = startProgram(findProgram(name), command);
  const stopSignals = handleSignals(started);
  try {
    const observation = observationOf(started.pid);
    const { program } = observation;
    if (program === undefined) throw unobserved(observation.reason);
    const watch = observation.watch(started.handover);
    started.install(program);
    const { code, signal } = await started.ended;
    const seen = watch.end();
    if (seen.failure !== undefined) {
      observation.giveUp(seen.failure);
      throw unobserved(observation.reason);
    }
    const failure = await started.failure;
    if (failure !== undefined) throw notStarted(name, failure);
    return {
      exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]),
      signal: signal ?? undefined,
      seen,
    };
  } catch (error) {
    started.kill("SIGKILL");
    throw error;
  } finally {
    stopSignals();
  }
}

/** Until the function that it returns is called. */
function handleSignals(started: StartedProgram): () => void {
  const nothing = (): void => undefined;
  const pass = (signal: NodeJS.Signals): void => {
    started.kill(signal);
  };
  for (const signal of LEFT_TO_THE_PROGRAM) process.on(signal, nothing);
  for (const signal of PASSED_ON) process.on(signal, pass);
  return () => {
    for (const signal of LEFT_TO_THE_PROGRAM) process.off(signal, nothing);
    for (const signal of PASSED_ON) process.off(signal, pass);
  };
}

function unobserved(reason: string | undefined): Fault {
  return new Fault(
    "no-listener",
    `the program's refused calls can't be observed: ${reason ?? ""}`,
    {
      hint: "a program is started behind its policy by a supervisor that answers its calls; without one it could not even be started",
    },
  );
}

const STAGES: Readonly<Record<number, string>> = {
  1: "its descriptors could not be arranged",
  2: "no_new_privs could not be set",
  3: "the filter could not be installed",
};

const HINTS: Readonly<Record<string, string>> = {
  ENOEXEC: "a script names its interpreter in its first line (#!)",
  EBUSY:
    "another supervisor observes this process already, and the kernel takes one only",
};

/** native/starter.c: a stage and an errno. */
function notStarted(
  name: string,
  { stage, errno }: { readonly stage: number; readonly errno: number },
): Fault {
  const what = STAGES[stage];
  const why = errnoName(errno);
  return new Fault(
    "not-started",
    `${name} could not be started: ${what === undefined ? why : `${what}: ${why}`}`,
    HINTS[why] === undefined ? {} : { hint: HINTS[why] },
  );
}
