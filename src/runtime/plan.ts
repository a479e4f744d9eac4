/**
 * The plan of a run: all that the launcher does, decided here. `plan-bytes.ts` writes it;
 * `native/plan.h` says what each part means.
 */
import type { StepName } from "./steps.js";

/** An entry of the run's root. Paths are absolute as the run sees them. */
export type RootEntry =
  | {
      readonly kind: "folder";
      readonly path: string;
      readonly mode: number;
      readonly owned: boolean;
    }
  | { readonly kind: "link"; readonly path: string; readonly target: string }
  /** A file or folder of the host, read-only. `source` has no links in it. */
  | { readonly kind: "bind"; readonly path: string; readonly source: string }
  | { readonly kind: "device"; readonly path: string; readonly source: string }
  /** The proc file system of the run's own processes, with nothing of the machine. */
  | { readonly kind: "proc"; readonly path: string }
  | {
      readonly kind: "file";
      readonly path: string;
      readonly mode: number;
      readonly owned: boolean;
      readonly contents: Uint8Array;
    }
  /** A folder of the file system of limited size. */
  | {
      readonly kind: "scratch";
      readonly path: string;
      readonly mode: number;
      readonly owned: boolean;
    };

export interface LandlockRule {
  readonly path: string;
  readonly read: boolean;
  readonly write: boolean;
  readonly execute: boolean;
}

export interface Rlimit {
  /** `RLIMIT_*` of sys/resource.h. */
  readonly resource: number;
  readonly soft: bigint;
  readonly hard: bigint;
}

/** One control group of the run: a v1 controller's, or the v2 group. */
export interface Cgroup {
  /** Made for the run and taken away after it. */
  readonly folder: string;
  /** The file that counts processes killed for want of memory; "" where it has none. */
  readonly events: string;
  readonly settings: readonly {
    readonly file: string;
    readonly value: string;
  }[];
}

export interface Plan {
  readonly privileged: boolean;
  /** Takes every step, goes on after one that fails, and starts nothing. */
  readonly probe: boolean;
  /** The launcher installs the run filter too: the program that starts installs none itself. */
  readonly filterIsFinal: boolean;
  /** /proc may be refused: a container may mask its own, and then nobody gets a new one. */
  readonly procOptional: boolean;
  /** A zygote's child: stdin is `/dev/null`, whatever was opened for it ahead. */
  readonly emptyStdin?: boolean;
  /** The run filter hands refused calls to this process, which takes its listener. */
  readonly observed?: boolean;
  /** The supervisor gets the working folder, open, over a socket of its own. */
  readonly giveFolder?: boolean;
  /** A zygote's: its children enter network namespaces that earlier ones have left empty. */
  readonly reusesNetworks?: boolean;
  /** It has a network: none of its own is made. */
  readonly network: boolean;
  /** The file of the network namespace; by default the launcher's own. */
  readonly networkNamespace?: string | undefined;
  /** Privileged: the range of ids; else `first` is the id inside its user namespace. */
  readonly ids: { readonly first: number; readonly count: number };
  readonly cgroupVersion: 0 | 1 | 2;
  /** Layers that the caller allowed to be missing, and that are. */
  readonly skipped: readonly StepName[];
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly scratchBytes: number;
  readonly scratchInodes: number;
  /** The program's path first. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly rlimits: readonly Rlimit[];
  readonly cgroups: readonly Cgroup[];
  readonly root: readonly RootEntry[];
  readonly landlock: readonly LandlockRule[];
  /** `struct sock_filter`s. */
  readonly bootFilter: Uint8Array;
  readonly runFilter: Uint8Array;
  readonly workingFolder: string;
}
