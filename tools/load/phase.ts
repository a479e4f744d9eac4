/** One phase of a load: so many clients, each one request after the other, for a time. */
import { randomBytes } from "node:crypto";
import { CallgateError, type Client } from "../../src/client/index.js";
import { kinds, type Kind } from "./kinds.js";

/** What became of the requests of one kind. */
export interface Tally {
  right: number;
  wrong: number;
  /** 503: nothing was run. */
  refused: number;
  /** Of those that were answered. */
  readonly ms: number[];
}

export interface Phase {
  readonly seconds: number;
  readonly tallies: ReadonlyMap<string, Tally>;
  /** A sentence for each answer that was wrong, another's, or no answer. */
  readonly faults: readonly string[];
  /** Answers with a status of 500 and more, but 503. */
  readonly failures: number;
}

/** How long a client that was refused stays away, as its `Retry-After` would have it. */
const AWAY_MS = 100;

/** `chosen` instead of the usual mix, each of them as often. */
export async function runPhase(
  client: Client,
  clients: number,
  seconds: number,
  chosen?: readonly Kind[],
): Promise<Phase> {
  const tallies = new Map<string, Tally>();
  const faults: string[] = [];
  let failures = 0;
  const from = performance.now();
  const until = from + 1000 * seconds;
  const one = async (kind: Kind): Promise<void> => {
    const tally = tallyOf(tallies, kind);
    const start = performance.now();
    try {
      const token = `T${randomBytes(16).toString("hex")}T`;
      const fault = await kind.send(client, token);
      tally.ms.push(performance.now() - start);
      if (fault === "") tally.right++;
      else note(kind, tally, fault);
    } catch (error) {
      if (error instanceof CallgateError && error.status === 503) {
        tally.refused++;
        await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
        return;
      }
      if (error instanceof CallgateError && error.status >= 500) failures++;
      note(kind, tally, String(error));
    }
  };
  const note = ({ name }: Kind, tally: Tally, fault: string): void => {
    tally.wrong++;
    faults.push(`${name}: ${fault}`);
  };
  const caller = async (): Promise<void> => {
    while (performance.now() < until) await one(choose(chosen));
  };
  await Promise.all(Array.from({ length: clients }, caller));
  return {
    seconds: (performance.now() - from) / 1000,
    tallies,
    faults,
    failures,
  };
}

/** Answers that are right, a second. */
export function throughputOf({ tallies, seconds }: Phase): number {
  let right = 0;
  for (const tally of tallies.values()) right += tally.right;
  return right / seconds;
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN;
}

function tallyOf(tallies: Map<string, Tally>, { name }: Kind): Tally {
  const tally = tallies.get(name) ?? {
    right: 0,
    wrong: 0,
    refused: 0,
    ms: [],
  };
  tallies.set(name, tally);
  return tally;
}

function choose(chosen: readonly Kind[] = kinds): Kind {
  let at = Math.random() * chosen.reduce((sum, { weight }) => sum + weight, 0);
  for (const kind of chosen) {
    at -= kind.weight;
    if (at < 0) return kind;
  }
  throw new Error("there are no kinds of requests");
}
