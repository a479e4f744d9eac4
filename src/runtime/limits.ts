/** The limits of a run: the defaults, what may be asked, and the kernel's rlimits for them. */
import { Fault } from "../document/fault.js";
import { machineBounds } from "./machine-limits.js";
import type { Language, Limits } from "./model.js";
import type { Rlimit } from "./plan.js";

const MIB = 1 << 20;

export const defaultLimits: Limits = {
  timeoutMs: 5_000,
  cpuMs: 10_000,
  memoryBytes: 256 * MIB,
  processes: 64,
  openFiles: 256,
  fileBytes: 64 * MIB,
  scratchBytes: 64 * MIB,
  outputBytes: MIB,
};

interface Bounds {
  readonly least: number;
  readonly most: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** What an interpreter needs to start at all, and what the kernel's own numbers can hold. */
const bounds: Readonly<Record<keyof Limits, Bounds>> = {
  timeoutMs: { least: 1, most: 7 * DAY_MS },
  cpuMs: { least: 1, most: 7 * DAY_MS },
  memoryBytes: { least: 16 * MIB, most: 2 ** 46 },
  processes: { least: 1, most: 32_768 },
  openFiles: { least: 16, most: 1_048_576 },
  fileBytes: { least: 0, most: 2 ** 46 },
  scratchBytes: { least: 4096, most: 2 ** 46 },
  outputBytes: { least: 0, most: 2 ** 30 },
};

/** `over` on top of `under`. Throws a `Fault` that names the limit and what it may be. */
export function mergeLimits(under: Limits, over: Partial<Limits>): Limits {
  for (const [name, value] of Object.entries(over)) {
    if (value === undefined) continue;
    const allowed = (bounds as Partial<Record<string, Bounds>>)[name];
    if (allowed === undefined)
      throw new Fault("unknown-limit", `there is no limit named "${name}"`, {
        hint: `there are ${Object.keys(bounds).join(", ")}`,
      });
    if (
      !Number.isInteger(value) ||
      value < allowed.least ||
      value > allowed.most
    )
      throw new Fault(
        "bad-limit",
        `the limit ${name} is ${value}, and may be ${allowed.least} to ${allowed.most}`,
      );
    const machine = machineBounds()[name as keyof Limits];
    if (machine !== undefined && value > machine.most)
      throw new Fault(
        "bad-limit",
        `the limit ${name} is ${value}, and may be ${allowed.least} to ${machine.most} here`,
        { hint: machine.hint },
      );
  }
  return { ...under, ...over };
}

/** sys/resource.h, the same on x86_64 and aarch64. */
const RLIMIT = {
  CPU: 0,
  FSIZE: 1,
  DATA: 2,
  STACK: 3,
  CORE: 4,
  NPROC: 6,
  NOFILE: 7,
  MEMLOCK: 8,
  AS: 9,
  SIGPENDING: 11,
  MSGQUEUE: 12,
  NICE: 13,
  RTPRIO: 14,
} as const;

/** Reserved beyond what is used: thread stacks, V8's young heap, buffers of numeric libraries. */
const DATA_BESIDE_CGROUP_BYTES = 1024 * MIB;
const DATA_OF_NODE_BYTES = 512 * MIB;
/**
 * What V8 of Node 24 and later maps for the code of each isolate, writable from the start, so
 * that RLIMIT_DATA counts all of it. A worker thread is an isolate; there is room for so many
 * that an allocation of 4 GiB still fails at once.
 */
const CODE_RANGE_BYTES = 256 * MIB;
const ISOLATES_MAX = 10;
const FIRST_NODE_WITH_WRITABLE_CODE_RANGE = 24;
const SPACE_OF_PYTHON_BYTES = 512 * MIB;

export interface RlimitSituation {
  readonly language: Language;
  /** The interpreter's. */
  readonly version: readonly number[];
  readonly hasCgroup: boolean;
  readonly privileged: boolean;
  /** Other runs have the same id in the same user namespace. */
  readonly sharesId: boolean;
}

/**
 * The rlimits. Where a cgroup counts memory that is really used, RLIMIT_DATA only turns a
 * request beyond all bounds into an error the code can see; without one it is the limit.
 */
export function rlimitsOf(
  limits: Limits,
  { language, version, hasCgroup, privileged, sharesId }: RlimitSituation,
): Rlimit[] {
  const [major = 0] = version;
  const hasCodeRange =
    language === "nodejs" && major >= FIRST_NODE_WITH_WRITABLE_CODE_RANGE;
  const isolates = hasCodeRange ? Math.min(ISOLATES_MAX, limits.processes) : 0;
  const data =
    limits.memoryBytes +
    (hasCgroup
      ? DATA_BESIDE_CGROUP_BYTES + isolates * CODE_RANGE_BYTES
      : language === "nodejs"
        ? DATA_OF_NODE_BYTES
        : 0);
  // A backstop in whole seconds: the launcher's timer is exact, for the first process.
  const cpuSeconds = Math.ceil(limits.cpuMs / 1000) + 1;
  const one = (resource: number, value: number): Rlimit => ({
    resource,
    soft: BigInt(value),
    hard: BigInt(value),
  });
  return [
    one(RLIMIT.CPU, cpuSeconds),
    one(RLIMIT.FSIZE, limits.fileBytes),
    one(RLIMIT.DATA, data),
    // V8 reserves far more than it uses; for CPython this counts shared mappings too.
    ...(hasCgroup || language === "nodejs"
      ? []
      : [one(RLIMIT.AS, limits.memoryBytes + SPACE_OF_PYTHON_BYTES)]),
    one(RLIMIT.STACK, 8 * MIB),
    // Not 0: a core_pattern that names a program is started whatever the limit, but for 1 (core(5)).
    one(RLIMIT.CORE, 1),
    // The kernel counts by id and user namespace: an ordinary user's launcher is in it too, and
    // others that share both; then the control group counts alone, where there is one.
    ...(sharesId && hasCgroup
      ? []
      : [one(RLIMIT.NPROC, tasksOf(limits) + (privileged ? 0 : 1))]),
    one(RLIMIT.NOFILE, limits.openFiles),
    one(RLIMIT.MEMLOCK, 64 * 1024),
    one(RLIMIT.SIGPENDING, 1024),
    one(RLIMIT.MSGQUEUE, 0),
    one(RLIMIT.NICE, 0),
    one(RLIMIT.RTPRIO, 0),
  ];
}

/** The run's first process is ours, and counts. */
export function tasksOf(limits: Limits): number {
  return limits.processes + 1;
}

/** V8's heap, so that it ends with an error of its own before the cgroup's kill. */
export function nodeHeapMib(limits: Limits): number {
  const besideHeap = 96 * MIB;
  return Math.max(
    16,
    Math.floor(
      Math.max(limits.memoryBytes - besideHeap, limits.memoryBytes / 3) / MIB,
    ),
  );
}
