/** The records between supervisor and zygote: `native/zygote/protocol.h`, held by a test. */
import { errnoName, processEnd, type ProcessEnd } from "../status.js";
import { stepNamed, type StepName } from "../steps.js";

export const RECORD_BYTES = 64;
export const MAGIC = 0x5a474c43;

/** Children of one zygote alive at once. */
export const CHILDREN_MAX = 31;
/** The ids of one zygote: its own and its children's. */
export const ZYGOTE_IDS = CHILDREN_MAX + 1;

export type Request =
  | { readonly kind: "fork" | "kill"; readonly child: number }
  /** Is answered `alive`. */
  | { readonly kind: "ping" }
  | {
      readonly kind: "start";
      readonly child: number;
      readonly wallMs: number;
      readonly cpuMs: number;
    };

const REQUEST = { fork: 1, start: 2, kill: 3, ping: 4 } as const;
const ANSWER = { ready: 1, ended: 2, refused: 3, alive: 4 } as const;

/** Why a zygote's child ended: by itself, or ended by the zygote. */
export type EndReason = "ended" | "wall-clock" | "stopped" | "cpu-time";
const REASONS: readonly EndReason[] = [
  "ended",
  "wall-clock",
  "stopped",
  "cpu-time",
];

export type Answer =
  /** It is up; whether this interpreter can be forked. */
  | { readonly kind: "ready"; readonly forkable: boolean }
  | { readonly kind: "alive" }
  | {
      readonly kind: "ended";
      readonly child: number;
      readonly reason: EndReason;
      readonly end: ProcessEnd;
      readonly cpuMs: number;
      readonly maxRssBytes: number;
    }
  | {
      readonly kind: "refused";
      readonly child: number;
      readonly step: StepName | undefined;
      readonly errno: string;
    };

export function encodeRequest(request: Request): Uint8Array {
  const bytes = Buffer.alloc(RECORD_BYTES);
  bytes.writeUInt32LE(MAGIC, 0);
  bytes.writeUInt32LE(REQUEST[request.kind], 4);
  bytes.writeUInt32LE(request.kind === "ping" ? 0 : request.child, 8);
  if (request.kind === "start") {
    bytes.writeBigUInt64LE(BigInt(request.wallMs), 16);
    bytes.writeBigUInt64LE(BigInt(request.cpuMs), 24);
  }
  return bytes;
}

/** Throws where the record is not a zygote's. */
export function decodeAnswer(bytes: Buffer): Answer {
  const word = (index: number): number => bytes.readUInt32LE(4 * index);
  const long = (index: number): number =>
    Number(bytes.readBigUInt64LE(32 + 8 * index));
  const child = word(2);
  if (word(0) !== MAGIC || child >= CHILDREN_MAX) throw notAnAnswer();
  switch (word(1)) {
    case ANSWER.ready:
      return { kind: "ready", forkable: word(4) === 1 };
    case ANSWER.alive:
      return { kind: "alive" };
    case ANSWER.ended: {
      const reason = REASONS[word(5)];
      if (reason === undefined) throw notAnAnswer();
      return {
        kind: "ended",
        child,
        reason,
        end: processEnd(word(6)),
        cpuMs: (long(0) + long(1)) / 1000,
        maxRssBytes: long(2),
      };
    }
    case ANSWER.refused:
      return {
        kind: "refused",
        child,
        step: stepNamed(word(4)),
        errno: errnoName(word(3)),
      };
    default:
      throw notAnAnswer();
  }
}

function notAnAnswer(): Error {
  return new Error("a zygote's record is not one: please report this");
}

/** Cuts a stream of chunks into records. */
export class Records {
  #rest: Buffer = Buffer.alloc(0);

  *add(chunk: Buffer): Generator<Buffer> {
    this.#rest =
      this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= RECORD_BYTES) {
      yield this.#rest.subarray(0, RECORD_BYTES);
      this.#rest = this.#rest.subarray(RECORD_BYTES);
    }
  }
}
