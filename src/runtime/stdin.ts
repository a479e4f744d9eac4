/** Feeds a run's stdin, from bytes or from a stream that may never end. */
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { Stdin } from "./model.js";

export type StdinSource = Exclude<Stdin, string>;

/** What a stream threw while it was read. */
export interface StdinFailure {
  readonly error: unknown;
}

const CLOSED = Symbol("closed");

/**
 * Writes all of `stdin` to `socket` as fast as the run reads it, then ends it. Where the run
 * closes its end or is over first (`socket` closes), the rest is given up: that is no error.
 * Never rejects; `onFailure` is told what the stream itself threw.
 */
export async function feed(
  socket: Socket,
  stdin: StdinSource,
  onFailure: (failure: StdinFailure) => void,
): Promise<void> {
  if (stdin instanceof Uint8Array) {
    socket.end(stdin);
    return;
  }
  const orClosed = closing(socket);
  const chunks = stdin[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await orClosed(chunks.next());
      if (step === CLOSED) break;
      if (step.done === true) {
        socket.end();
        return;
      }
      if (!socket.write(checked(step.value))) await orClosed(drained(socket));
    }
  } catch (error) {
    onFailure({ error });
    socket.end();
  }
  giveUp(stdin, chunks);
}

/** Makes of a promise one that answers CLOSED as soon as `socket` is. One listener for all. */
function closing(socket: Socket) {
  let onClose: (() => void) | undefined;
  socket.once("close", () => onClose?.());
  return <Value>(promise: Promise<Value>): Promise<Value | typeof CLOSED> =>
    new Promise((resolve, reject) => {
      promise.then(resolve, reject);
      if (socket.destroyed) resolve(CLOSED);
      else onClose = () => resolve(CLOSED);
    });
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once("drain", resolve);
  });
}

function checked(chunk: unknown): string | Uint8Array {
  if (typeof chunk === "string" || chunk instanceof Uint8Array) return chunk;
  throw new TypeError("a stream for stdin gives texts or bytes");
}

/** Tells the stream that nobody reads on. It may be waiting, and answer late or never. */
function giveUp(
  stdin: AsyncIterable<unknown>,
  chunks: AsyncIterator<unknown>,
): void {
  if (stdin instanceof Readable) stdin.destroy();
  else Promise.resolve(chunks.return?.()).catch(() => undefined);
}
