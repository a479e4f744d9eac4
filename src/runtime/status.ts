/** Reads the launcher's records: the layout is `native/status.h`'s, held by a test. */
import { constants } from "node:os";
import { stepNamed, type StepName } from "./steps.js";

export const RECORD_BYTES = 64;
const MAGIC = 0x53474c43;

const KIND = {
  failed: 1,
  missing: 2,
  guestEnded: 3,
  runEnded: 4,
  childReady: 5,
  childStarted: 6,
} as const;

/** Why the launcher ended the run, or that it ended by itself. */
export type Reason = "ended" | "wall-clock" | "stopped";
const REASONS: readonly Reason[] = ["ended", "wall-clock", "stopped"];

/** How a process ended, from `wait()`'s status. */
export type ProcessEnd =
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: string };

export interface StepFailure {
  readonly step: StepName | undefined;
  /** The errno's name: `EPERM`. */
  readonly errno: string;
  /** Which of the plan's entries of its kind the step was at. */
  readonly item: number;
}

export type StatusRecord =
  | ({ readonly kind: "failed" } & StepFailure)
  | ({ readonly kind: "missing" } & StepFailure)
  | {
      readonly kind: "guest-ended";
      readonly end: ProcessEnd;
      readonly cpuIsUp: boolean;
      /** The run filter went on, so that foreign code ran. */
      readonly started: boolean;
    }
  | {
      readonly kind: "run-ended";
      readonly reason: Reason;
      readonly cpuMs: number;
      readonly maxRssBytes: number;
      readonly oomKills: number;
    }
  /** A zygote's child is isolated and waits for its job. */
  | { readonly kind: "child-ready" }
  /** Its run filter goes on: what follows is its code, or a failure of that step. */
  | { readonly kind: "child-started" };

/** The records in `bytes`. Throws where they are not the launcher's. */
export function decodeStatus(bytes: Buffer): StatusRecord[] {
  const records: StatusRecord[] = [];
  for (let at = 0; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES)
    records.push(decodeRecord(bytes.subarray(at, at + RECORD_BYTES)));
  return records;
}

function decodeRecord(bytes: Buffer): StatusRecord {
  const kind = bytes.readUInt32LE(4);
  const value = (index: number): number =>
    Number(bytes.readBigUInt64LE(16 + 8 * index));
  if (bytes.readUInt32LE(0) !== MAGIC)
    throw new Error("the launcher's record is not one: please report this");
  switch (kind) {
    case KIND.failed:
    case KIND.missing:
      return {
        kind: kind === KIND.failed ? "failed" : "missing",
        step: stepNamed(bytes.readUInt32LE(8)),
        errno: errnoName(bytes.readUInt16LE(12)),
        item: bytes.readUInt16LE(14),
      };
    case KIND.guestEnded:
      return {
        kind: "guest-ended",
        end: processEnd(value(0)),
        cpuIsUp: value(1) === 1,
        started: value(2) === 1,
      };
    case KIND.runEnded:
      return {
        kind: "run-ended",
        reason: REASONS[value(0)] ?? "ended",
        cpuMs: (value(1) + value(2)) / 1000,
        maxRssBytes: value(3),
        oomKills: value(4),
      };
    case KIND.childReady:
      return { kind: "child-ready" };
    case KIND.childStarted:
      return { kind: "child-started" };
    default:
      throw new Error(`the launcher sent a record of kind ${kind}`);
  }
}

/** `wait()`'s status: the low seven bits are a signal, the next byte an exit code. */
export function processEnd(status: number): ProcessEnd {
  const signal = status & 0x7f;
  return signal === 0
    ? { kind: "exit", code: (status >> 8) & 0xff }
    : { kind: "signal", signal: signalName(signal) };
}

function signalName(number: number): string {
  const named = Object.entries(constants.signals).find(
    ([, value]) => value === number,
  );
  return named === undefined ? `signal ${number}` : named[0];
}

export function errnoName(number: number): string {
  const named = Object.entries(constants.errno).find(
    ([, value]) => value === number,
  );
  return named === undefined ? `errno ${number}` : named[0];
}
