/** Pipes and sockets to processes of runs, and what is said where there is no room for them. */
import { Socket } from "node:net";
import { constants } from "node:os";
import { Fault } from "../document/fault.js";
import { closeSync } from "./descriptors.js";
import { addon } from "./native.js";

/** This process's ends of a zygote's child, and what is sent to the zygote for it. */
export interface ChildChannels {
  /** A descriptor: few runs read from it, and a socket costs more than all the rest. */
  readonly stdin: number;
  readonly stdout: Socket;
  readonly stderr: Socket;
  /** Takes the job, gives status records. */
  readonly line: Socket;
  readonly lineDescriptor: number;
  /** By it the child hands its filter's listener over, where its job is observed. */
  readonly handover: number;
}

/** Makes a child's channels, and has `send` take the child's ends, in the zygote's order. */
export function openChild(
  send: (descriptors: readonly number[]) => void,
): ChildChannels {
  const { pipe, socketPair, handoverPair } = addon();
  return openTogether((keep) => {
    const [theirStdin, stdin] = keep(pipe());
    const [stdout, theirStdout] = keep(pipe());
    const [stderr, theirStderr] = keep(pipe());
    const [line, theirLine] = keep(socketPair());
    const [handover, theirHandover] = keep(handoverPair());
    const theirs = [
      theirStdin,
      theirStdout,
      theirStderr,
      theirLine,
      theirHandover,
    ];
    send(theirs);
    for (const descriptor of theirs) closeSync(descriptor);
    return {
      stdin,
      stdout: reader(stdout),
      stderr: reader(stderr),
      lineDescriptor: line,
      line: new Socket({ fd: line, readable: true, writable: true }).on(
        "error",
        () => undefined,
      ),
      handover,
    };
  });
}

/**
 * What `open` makes of descriptors, each of which it has kept. Where it throws all of
 * them are closed, and a `Fault` says that there is no room.
 */
export function openTogether<Made>(
  open: (keep: <Ends extends readonly number[]>(ends: Ends) => Ends) => Made,
): Made {
  const opened: number[] = [];
  try {
    return open((ends) => {
      opened.push(...ends);
      return ends;
    });
  } catch (error) {
    for (const descriptor of opened) closeSync(descriptor);
    throw noRoom(error);
  }
}

/** Whether this process, or the machine, may open no more: Node.js names that, the addon numbers it. */
export function isShortage(error: unknown): boolean {
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  const { EMFILE, ENFILE } = constants.errno;
  return (
    code === "EMFILE" ||
    code === "ENFILE" ||
    errno === EMFILE ||
    errno === ENFILE
  );
}

/** Why a run that could not be started was not. */
export function noRoom(error: unknown): Fault {
  return new Fault(
    "no-room",
    `a run could not be started: ${error instanceof Error ? error.message : String(error)}`,
    {
      hint: 'each takes a few descriptors and processes of this user: raise "ulimit -n" and "ulimit -u", or run fewer at one time',
      cause: error,
    },
  );
}

/** Takes the descriptor over. */
export function reader(fd: number): Socket {
  return new Socket({ fd, readable: true, writable: false });
}

/** The same. What is written after the other end closed is lost, and that is no error: the run is over. */
export function writer(fd: number): Socket {
  return new Socket({ fd, readable: false, writable: true }).on(
    "error",
    () => undefined,
  );
}
