/** An answer as `text/event-stream`: its head, its events, and a heartbeat between them. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { letStalledGo } from "../requests.js";

/** Shorter than what proxies and clients take for a dead connection. */
export const HEARTBEAT_MS = 10_000;

/** Whether `Accept` names it, by itself or beside others. */
export function wantsEvents({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? "")
    .split(",")
    .some((each) => /^\s*text\/event-stream\s*(;|$)/i.test(each));
}

/**
 * Opens with its first event or heartbeat: until then the request can still be answered
 * otherwise, with a status of its own. Whoever makes it calls `end`, always.
 */
export class EventStream {
  readonly #reply: FastifyReply;
  readonly #heart: NodeJS.Timeout;
  #isOpen = false;

  constructor(reply: FastifyReply) {
    this.#reply = reply;
    this.#heart = setInterval(() => this.#write(":\n\n"), HEARTBEAT_MS);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** What is sent to a client that has gone is lost. */
  send(event: string, data: unknown): void {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  end(): void {
    clearInterval(this.#heart);
    if (this.isOpen) this.#reply.raw.end();
  }

  #write(text: string): void {
    const { raw } = this.#reply;
    if (raw.destroyed || raw.writableEnded) return;
    if (!this.isOpen) this.#open();
    raw.write(text);
  }

  #open(): void {
    this.#isOpen = true;
    this.#reply.hijack();
    letStalledGo(this.#reply);
    const { raw } = this.#reply;
    // What hooks have set: the request's id, CORS.
    for (const [name, value] of Object.entries(this.#reply.getHeaders()))
      if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(200, {
      "x-content-type-options": "nosniff",
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // nginx would collect events before it sends them on.
      "x-accel-buffering": "no",
    });
  }
}
