/** Where the native part is, and the addon in it. Nothing is loaded before it is needed. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "../document/fault.js";
import { packageRoot } from "../package-root.js";
import type { FilesRead } from "./files.js";

/** What `native/addon/addon.cc` exports. Failed calls throw with the system's `errno`. */
export interface Addon {
  /** Sets no_new_privs and installs `struct sock_filter`s on every thread of this process. */
  installFilter(program: Uint8Array): void;
  /** The read end and the write end. */
  pipe(): [number, number];
  /** Reads, or reads and writes; closed when another program is started. */
  open(path: string, writes: boolean): number;
  close(descriptor: number): void;
  /** Starts `path` with an empty environment; its descriptor N is `descriptors[N]`. Its pid. */
  spawn(path: string, descriptors: readonly number[]): number;
  /** Waits for a child that has closed all it had; `wait()`'s status. */
  reap(pid: number): number;
  /** Two ends of a Unix stream. */
  socketPair(): [number, number];
  /** Sends all bytes and the descriptors with them, or throws; never waits. */
  send(socket: number, bytes: Uint8Array, descriptors: readonly number[]): void;
  /** The ends of a handover (`native/listener.h`): the observer's, the guest's. */
  handoverPair(): [number, number];
  /**
   * Takes `handover` over and observes the run at its other end; a number for `observed`.
   * `program` decides, `signatures` (`native/addon/watch.h`) tell calls apart, of which at
   * most `callsMax` are kept. `onNew` is called soon after `seen` has more of them, and may be
   * after `observed`.
   */
  observe(
    handover: number,
    mode: number,
    program: Uint8Array,
    signatures: Uint8Array,
    callsMax: number,
    onNew: (() => void) | undefined,
  ): number;
  /** The observer's answer to `call`, a `struct seccomp_data`, by `program`. */
  programAnswer(program: Uint8Array, call: Uint8Array): number;
  /** What was seen so far. */
  seen(number: number): SeenCalls;
  /** What was seen of a run that is over. */
  observed(number: number): SeenCalls;
  /**
   * What is in the folder that a run sent over `socket`, but for the file named `except`:
   * nothing where none was sent.
   */
  readFiles(
    socket: number,
    limits: { files: number; bytes: number; depth: number },
    except: string,
  ): Promise<FilesRead>;
  /** The filters of a process or thread, the oldest first. It is stopped while they are read. */
  filtersOf(pid: number): readonly Uint8Array[];
  /** The kernel's Landlock ABI, 0 for none. */
  landlockAbi(): number;
  /** Whether the kernel hands refused calls to a supervisor. */
  hasUserNotification(): boolean;
}

/** Calls that a run's program handed to this process. */
export interface SeenCalls {
  /** What kept the run from being observed; 0 where it was. */
  readonly errno: number;
  readonly calls: readonly SeenCall[];
  /** Calls of kinds beyond those kept. */
  readonly omitted: number;
}

/** The first call of its kind, and how many there were. */
export interface SeenCall {
  /** `AUDIT_ARCH_*`. */
  readonly arch: number;
  /** Unsigned 32 bits. */
  readonly nr: number;
  readonly args: readonly bigint[];
  /** The program's `SECCOMP_RET_*` value. */
  readonly answer: number;
  readonly count: number;
}

const nativeFolder = join(packageRoot, "dist", "native");

/** A built file's path. Throws a `Fault` where it was not built. */
export function nativeFile(
  name:
    | "callgate-launcher"
    | "callgate-starter"
    | "callgate.node"
    | "guest-python.so"
    | "guest-node.node"
    | "callgate-zygote"
    | "zygote-python.so"
    | "zygote-node.node",
): string {
  const path = join(nativeFolder, name);
  if (existsSync(path)) return path;
  throw new Fault(
    "no-native-part",
    process.platform === "linux"
      ? `callgate's native part is not built: ${path} is missing`
      : `running code needs Linux, and this is ${process.platform}`,
    process.platform === "linux"
      ? { hint: 'install a C++ compiler and run "npm run build"' }
      : {},
  );
}

/** A guest's script: beside this file in the sources, in `dist/guests/` of the bundle. */
export function guestFile(
  name:
    | "python.py"
    | "node.cjs"
    | "zygote-python.py"
    | "zygote-node.cjs"
    | "warm-node.cjs",
): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const beside = join(here, "guests", name);
  return existsSync(beside) ? beside : join(packageRoot, "dist/guests", name);
}

let loaded: Addon | undefined;

export function addon(): Addon {
  loaded ??= createRequire(import.meta.url)(
    nativeFile("callgate.node"),
  ) as Addon;
  return loaded;
}
