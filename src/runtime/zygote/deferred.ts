/** Promises, and what they have to do with this process's life. */
import type { Socket } from "node:net";

/** A promise with its two ends in hand: `Promise.withResolvers`, which Node.js 20 lacks. */
export interface Deferred<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

export function deferred<Value>(): Deferred<Value> {
  let settle:
    | { resolve: (value: Value) => void; reject: (error: unknown) => void }
    | undefined;
  const promise = new Promise<Value>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return {
    promise,
    resolve: (value) => settle?.resolve(value),
    reject: (error) => settle?.reject(error),
  };
}

const LONG_MS = 2 ** 31 - 1;

/** Waits for `work`, and keeps this process from ending by itself meanwhile. */
export async function held<Value>(work: Promise<Value>): Promise<Value> {
  const hold = setInterval(() => undefined, LONG_MS);
  try {
    return await work;
  } finally {
    clearInterval(hold);
  }
}

/** Resolves when `socket` has closed. An error that it meets before is no news: its end is. */
export function closeOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on("error", () => undefined);
    socket.once("close", () => resolve());
  });
}
